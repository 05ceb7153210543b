/** One figure as it was predicted and as it was measured. */
import type { Interval } from "../../stats/estimate.ts";

/** What is scored: X, mean R, three percentiles and the share of failed requests. */
export const validatedQuantities = ["throughput", "mean", "p50", "p95", "p99", "errors"] as const;
export type ValidatedQuantity = (typeof validatedQuantities)[number];

export interface ValidatedFigure {
  readonly users: number;
  readonly run: string;
  readonly quantity: ValidatedQuantity;
  /** The platform in the long run: median and 90 % interval of the plausible platforms. */
  readonly platform: Interval;
  /** What one run of such a test should show: the same with the noise of a run. */
  readonly test: Interval;
  readonly measured: number;
  /** Median over measured, minus 1; of errors predicted minus measured share. */
  readonly error: number;
  /** Whether `test` holds what was measured. */
  readonly inside: boolean;
  /** Measured before at the same load, mean of the runs; null where it was not. */
  readonly noChange: number | null;
  /** Throughput before times the capacity ratio; null for other figures. */
  readonly capacityRule: number | null;
}
