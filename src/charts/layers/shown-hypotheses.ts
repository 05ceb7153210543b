import type { HypothesesSummary, HypothesisSummary } from "../../planning/plan/plan-result.ts";
import { byWeight } from "../../report/hypothesis-words.ts";

/** A hypothesis that reaches this weight within one standard error is worth a picture. */
const WORTH = 0.05;

/** The heaviest hypothesis, and those whose weight could be 5 % or more; the heaviest first. */
export function shownHypotheses(hypotheses: HypothesesSummary): HypothesisSummary[] {
  return byWeight(hypotheses.list).filter(
    ({ weight, weightError }, i) => i === 0 || weight + weightError >= WORTH,
  );
}
