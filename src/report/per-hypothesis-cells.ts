import type { HypothesisChange, Limits, ScenarioResult } from "../planning/plan/plan-result.ts";
import { type Basis, isUntold } from "../stats/estimate.ts";
import { formatThresholdRange, formatThresholdValue } from "../wording/format-threshold.ts";
import {
  byWeight,
  formatWeight,
  gainInWords,
  wallsInWords,
  withoutInWords,
} from "./hypothesis-words.ts";

export const perHypothesisHeader = [
  "if true",
  "chance",
  "breaking point before",
  "after",
  "gain (90 %)",
  "the wall",
] as const;

/** What a scenario does under each hypothesis, the heaviest first; one row each, under `perHypothesisHeader`. */
export function perHypothesisCells({ perHypothesis, levers, verdict }: ScenarioResult): string[][] {
  return byWeight(perHypothesis).map((change) => [
    change.title,
    formatWeight(change.weight),
    breaking(change.before),
    ...effect(change, levers.length, verdict),
    wallsInWords(change),
  ]);
}

function effect(
  change: HypothesisChange,
  levers: number,
  verdict: ScenarioResult["verdict"],
): string[] {
  const without = withoutInWords(change, levers);
  if (change.without.length >= levers) return ["the same", without];
  // Those that are let in are held; that is no gain.
  const gain = verdict === "refuses" ? "none, it refuses" : gainInWords(change);
  return [breaking(change.limits), without === "" ? gain : `${gain}; ${without}`];
}

function breaking({ breakingPoint }: Limits): string {
  const value = formatThresholdValue(breakingPoint);
  if (breakingPoint.low === null || isUntold(breakingPoint)) return value;
  const range = formatThresholdRange(breakingPoint);
  return range === value ? value : `${value} (${range})`;
}

/** "interpolated before; assumed after", what the breaking points of a scenario are. */
export function basisInWords({ before, limits }: ScenarioResult): string {
  const [from, to] = [inWords(before.breakingPoint.basis), inWords(limits.breakingPoint.basis)];
  return from === to && isUntold(limits.breakingPoint) ? from : `${from} before, ${to} after`;
}

function inWords(basis: Basis): string {
  return basis === "at least" ? "known from below only" : basis;
}
