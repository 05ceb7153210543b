import type { Policy } from "../../limits/policy.ts";
import type { Comparison } from "../../planning/compare/compare-result.ts";
import type { AnswerHead } from "./answer-head.ts";

/** `headroom compare --json`. */
export interface CompareOutput extends AnswerHead, Comparison {
  readonly redLine: Policy["redLine"];
}
