/** What a comparison of two campaigns says, as plain data. */
import type { Interval } from "../../stats/estimate.ts";
import type { PerSecond, Share } from "../../units.ts";
import type { ComparedQuantity } from "./level-figures.ts";
import type { MeasuredBreakingPoint } from "./measured-breaking-point.ts";
import type { Repeatability } from "./repeatability.ts";

export type CapacityVerdict = "lost" | "gained" | "no difference" | "cannot tell";

/** `fell` and `rose` are sure, all figures of its kind looked at together. */
export type Outcome = "fell" | "rose" | "not sure";

export interface ComparedFigure {
  /** `pastKnee`: throughput over all loads past the knee; `demand`: time of one endpoint at light load. */
  readonly figure: ComparedQuantity | "pastKnee" | "breakingPoint" | "demand";
  /** The loads that it is of. */
  readonly users: readonly number[];
  readonly endpoint: string | null;
  /** Req/s, seconds or users; a breaking point that was not reached is the heaviest load. */
  readonly before: number;
  readonly after: number;
  /** Whether the value is only known to lie above. */
  readonly atLeast: { readonly before: boolean; readonly after: boolean };
  /** after/before − 1 with its 90 % interval; null where neither breaking point was reached. */
  readonly change: Interval | null;
  readonly outcome: Outcome;
  /** The smallest loss that this figure shows with 90 % power; null where it does not decide. */
  readonly smallestLoss: Share | null;
}

export interface Peak {
  readonly users: number;
  readonly throughput: PerSecond;
}

export interface Comparison {
  readonly verdict: CapacityVerdict;
  /** Sentences, the deciding one first. */
  readonly reasons: readonly string[];
  /** What would tell; null where there is nothing to do. */
  readonly remedy: string | null;
  readonly before: { readonly name: string; readonly loads: readonly number[] };
  readonly after: { readonly name: string; readonly loads: readonly number[] };
  readonly commonLoads: readonly number[];
  readonly tolerance: Share;
  /** Of a loss where nothing has changed, over all figures that decide; and of a gain. */
  readonly falseAlarms: Share;
  /** The smallest loss of capacity that this comparison finds with 90 % power. */
  readonly smallestLoss: Share;
  readonly noise: Repeatability;
  /** Those that decide: throughput at each common load, past the knee, breaking point. */
  readonly capacity: readonly ComparedFigure[];
  /** Response times at each common load, and demand of each endpoint: they explain, and do not decide. */
  readonly times: readonly ComparedFigure[];
  readonly demand: readonly ComparedFigure[];
  readonly peak: { readonly before: Peak; readonly after: Peak };
  readonly breakingPoint: {
    readonly before: MeasuredBreakingPoint | null;
    readonly after: MeasuredBreakingPoint | null;
  };
}
