import { isUntold, type OpenEstimate } from "../../stats/estimate.ts";
import type { Share } from "../../units.ts";
import { formatShort } from "../../wording/format-interval.ts";

/** An explanation with less weight decides no end. */
const NAMED = 0.01;

/** What one explanation says of a printed number. */
export interface ByExplanation {
  readonly title: string;
  readonly weight: Share;
  readonly estimate: OpenEstimate;
}

type Format = (value: number) => string;

/** What the ends of an interval are. */
export function intervalEnds(estimate: OpenEstimate, format: Format): readonly string[] {
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
    // Nothing printed lies below nothing.
    ...(low === null || format(low) === format(0)
      ? []
      : [`Of twenty platforms that explain the measurements one has it below ${format(low)}.`]),
    high === null
      ? "More than one of twenty has it beyond the loads that are predicted."
      : `One of twenty${low === null || format(low) === format(0) ? " platforms that explain the measurements" : ""} has it above ${format(high)}.`,
  ];
}

/** "By explanation: One pool (86 %) 293 users (281–308); …", where there are several of some weight. */
export function byExplanation<One extends Omit<ByExplanation, "estimate">>(
  all: readonly One[],
  inWords: (one: One) => string,
): readonly string[] {
  const named = all.filter(({ weight }) => weight >= NAMED).toSorted((a, b) => b.weight - a.weight);
  if (named.length < 2) return [];
  const each = named.map(
    (one) => `${one.title} (${Math.round(100 * one.weight)} %) ${inWords(one)}`,
  );
  return [`By explanation: ${each.join("; ")}.`];
}

/** Between which explanations an interval lies. */
export function endsByExplanation(
  each: readonly ByExplanation[],
  format: Format,
): readonly string[] {
  return byExplanation(each, ({ estimate: { value, low, high } }) => {
    if (value === null) return "not within the predicted loads";
    if (low === null || high === null) return format(value);
    return formatShort({ value, low, high }, format);
  });
}
