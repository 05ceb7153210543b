import type { ExplainResult, Explanation } from "../../planning/explain/explain.ts";
import type { FigureExplanation } from "../../planning/figure-reasons/figure-explanation.ts";
import type { LimitExplanation } from "../../planning/limit-reasons/limit-explanation.ts";
import type { SizeExplanation } from "../../planning/optimize/sizes/size-reasons.ts";
import type { SeededHead } from "./answer-head.ts";

/** Without a limit: what could explain the measurements. */
export interface FoundExplanations extends SeededHead, Omit<ExplainResult, "explanations"> {
  readonly explanations: readonly Omit<Explanation, "hypothesis">[];
  /** Model files, with `--write`. */
  readonly written: readonly string[];
}

/** Why printed limits are what they are. */
export interface LimitReasons extends SeededHead {
  readonly reasons: readonly LimitExplanation[];
}

/** Why figures at a load are what they are. */
export interface FigureReasons extends SeededHead {
  readonly figures: readonly FigureExplanation[];
}

/** Why sizes are those that `optimize` recommends. */
export interface SizeReasons extends SeededHead {
  readonly sizes: readonly SizeExplanation[];
}

/** `headroom explain --json`. */
export type ExplainOutput = FoundExplanations | LimitReasons | FigureReasons | SizeReasons;
