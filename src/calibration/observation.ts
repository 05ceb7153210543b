import type { PerSecond, Seconds } from "../units.ts";

/** One measured level as the calibration sees it; what was not measured is absent. */
export interface Observation {
  readonly users: number;
  readonly run: string;
  /** Share of the measured window during which users were still being started; 0 if unknown. */
  readonly rampShare: number;
  readonly throughput?: PerSecond;
  readonly mean?: Seconds;
  readonly p50?: Seconds;
  readonly p90?: Seconds;
  readonly p95?: Seconds;
  readonly p99?: Seconds;
  readonly requests?: number;
  readonly failures?: number;
  /** Its errors are an incident: they stay out of the error fit. */
  readonly incident: boolean;
}

export const quantities = ["throughput", "mean", "p50", "p90", "p95", "p99"] as const;
export type Quantity = (typeof quantities)[number];
