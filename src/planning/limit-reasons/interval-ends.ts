import { isUntold, type OpenEstimate } from "../../stats/estimate.ts";
import { formatShort } from "../../wording/format-interval.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatUsers } from "../../wording/format-users.ts";
import type { HypothesesSummary, HypothesisSummary } from "../plan/plan-result.ts";
import type { LimitUnit } from "./limit-explanation.ts";

/** An explanation with less weight decides no end. */
const NAMED = 0.01;

/** What the ends of a limit's interval are, and between which explanations they lie. */
export function intervalEnds({
  estimate,
  unit,
  hypotheses,
  of,
}: {
  readonly estimate: OpenEstimate;
  readonly unit: LimitUnit;
  readonly hypotheses: HypothesesSummary;
  /** The limit as one explanation has it; absent where the explanations are not told apart by it. */
  readonly of?: (one: HypothesisSummary) => OpenEstimate;
}): readonly string[] {
  const format = unit === "users" ? formatUsers : formatThroughput;
  return [
    ...endsOf(estimate, format),
    ...(of === undefined ? [] : byExplanation(hypotheses, of, format)),
  ];
}

function endsOf(estimate: OpenEstimate, format: (value: number) => string): readonly string[] {
  const { value, low, high, reason } = estimate;
  if (isUntold(estimate)) {
    if (estimate.basis === "withheld")
      return [`Withheld: ${reason ?? "the measurements contradict it"}.`];
    return [
      low === null
        ? "The measurements end before it: nothing is known of it."
        : `The measurements end before it: it is at least ${format(low)}.`,
    ];
  }
  if (low === null && high === null) {
    return value === null
      ? ["It lies beyond the loads that are predicted."]
      : ["A decision by the rule above: it has no interval of its own, its inputs have."];
  }
  if (low !== null && high !== null && format(low) === format(high)) {
    return [`Nine of ten platforms that explain the measurements have it at ${format(low)}.`];
  }
  return [
    ...(low === null
      ? []
      : [`Of twenty platforms that explain the measurements one has it below ${format(low)}.`]),
    high === null
      ? "More than one of twenty has it beyond the loads that are predicted."
      : `One of twenty has it above ${format(high)}.`,
  ];
}

function byExplanation(
  { list }: HypothesesSummary,
  of: (one: HypothesisSummary) => OpenEstimate,
  format: (value: number) => string,
): readonly string[] {
  const named = list
    .filter(({ weight }) => weight >= NAMED)
    .toSorted((a, b) => b.weight - a.weight);
  if (named.length < 2) return [];
  const each = named.map((one) => {
    const { value, low, high } = of(one);
    const figure = figureOf({ value, low, high }, format);
    return `${one.title} (${Math.round(100 * one.weight)} %) ${figure}`;
  });
  return [`By explanation: ${each.join("; ")}.`];
}

function figureOf(
  { value, low, high }: Pick<OpenEstimate, "value" | "low" | "high">,
  format: (value: number) => string,
): string {
  if (value === null) return "not within the predicted loads";
  return low === null || high === null ? format(value) : formatShort({ value, low, high }, format);
}
