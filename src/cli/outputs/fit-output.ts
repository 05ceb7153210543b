import type { FitSummary, HypothesesSummary } from "../../planning/plan/plan-result.ts";
import type { SeededHead } from "./answer-head.ts";

/** `headroom fit --json`. */
export interface FitOutput extends SeededHead, FitSummary {
  readonly hypotheses: HypothesesSummary;
}
