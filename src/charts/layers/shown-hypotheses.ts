import type { HypothesesSummary, HypothesisSummary } from "../../planning/plan/plan-result.ts";
import { byWeight, formatWeight } from "../../report/hypothesis-words.ts";

/** A hypothesis that reaches this weight within one standard error is worth a picture. */
const WORTH = 0.05;

/** The heaviest hypothesis, and those whose weight could be 5 % or more; the heaviest first. */
export function shownHypotheses(hypotheses: HypothesesSummary): HypothesisSummary[] {
  return byWeight(hypotheses.list).filter(
    ({ weight, weightError }, i) => i === 0 || weight + weightError >= WORTH,
  );
}

/** Which of the explanations a picture shows: all that could be true, or the likeliest of them. */
export function likeliestWords(shown: number, every: number): string {
  const could = "whose chance could be 5 % or more.";
  if (shown >= every) return `Explanations ${could}`;
  return `The ${shown === 1 ? "" : `${shown} `}likeliest of ${every} explanations ${could}`;
}

/** "Limits of the application (42 %)"; the title alone where there is no other. */
export function hypothesisTitle(
  { title, weight }: Pick<HypothesisSummary, "title" | "weight">,
  { list }: HypothesesSummary,
): string {
  return list.length < 2 ? title : `${title} (${formatWeight(weight)})`;
}

/** "Under “Limits of the application” (42 %) "; empty where there is no other that could be true. */
export function underHypothesis(
  { title, weight }: HypothesisSummary,
  { list }: HypothesesSummary,
): string {
  return list.length < 2 ? "" : `Under “${title}” (${formatWeight(weight)}) `;
}
