import type { MeasuredRun } from "../../calibration/figures.ts";
import type { HypothesisFit } from "../../calibration/fit-hypothesis.ts";
import type { LeftOutLevel } from "../../calibration/leave-level-out.ts";
import type { HypothesisWeight } from "../../calibration/weighing/weigh-hypotheses.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import type { Structure } from "./structure.ts";

/** A hypothesis that was tried, and how well it does. */
export interface TriedHypothesis {
  /** Null: the planner's own. */
  readonly structure: Structure | null;
  readonly hypothesis: Hypothesis;
  readonly runs: readonly MeasuredRun[];
  readonly fit: HypothesisFit;
  readonly leftOut: readonly LeftOutLevel[];
  readonly weight: HypothesisWeight;
}

/** Before all that were tried are compared. */
export type Unweighed = Omit<TriedHypothesis, "weight">;
