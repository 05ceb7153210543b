import type { CurvePoint, Limits } from "../../limits/limits.ts";
import type { OpenPoint } from "../../planning/predict/predict-open.ts";
import type { Judgment } from "../../report/text/judge-text.ts";
import type { SeededHead } from "./answer-head.ts";

/** At loads of users. */
export interface PredictedLoads extends SeededHead {
  readonly base: { readonly limits: Limits };
  readonly points: readonly CurvePoint[];
  /** With `--judge`. */
  readonly judge?: Judgment;
}

/** With `--rate`: at rates of requests that come by chance. */
export interface PredictedRates extends SeededHead {
  readonly points: readonly OpenPoint[];
}

/** `headroom predict --json`. */
export type PredictOutput = PredictedLoads | PredictedRates;
