/** Hypotheses in words: what every text and picture about them has in common. */
import type {
  GrownLever,
  HypothesesSummary,
  HypothesisChange,
  HypothesisResidual,
  HypothesisSummary,
  LeverReach,
} from "../planning/plan/plan-result.ts";
import { type Interval, isUntold } from "../stats/estimate.ts";
import { formatDuration } from "../wording/format-duration.ts";
import { formatWithEnds } from "../wording/format-interval.ts";
import { formatNumber } from "../wording/format-number.ts";
import { formatRelative, formatShare } from "../wording/format-share.ts";
import { formatThroughput } from "../wording/format-throughput.ts";
import { formatCount } from "../wording/format-users.ts";
import { lowerFirst } from "../wording/lower-first.ts";
import { thingIs } from "../wording/thing-is.ts";

/** Standard errors by which the best must be ahead to be told apart. */
const LEAD = 2;

/** Parameters narrowed less than this rest on what was assumed beforehand. */
const HARDLY_LEARNED = 0.3;

/** With fewer independent draws the ends of an interval are hardly known. */
const FEW_DRAWS = 5;

/** The heaviest first. */
export function byWeight<T extends { readonly weight: number }>(list: readonly T[]): T[] {
  return list.toSorted((a, b) => b.weight - a.weight);
}

/** A weight in whole per cent, "under 1 %" and "over 99 %" where that would be nothing or all. */
export function formatWeight(weight: number): string {
  if (weight >= 0.995 && weight < 1) return "over 99 %";
  return weight > 0 && weight < 0.005 ? "under 1 %" : `${Math.round(100 * weight)} %`;
}

/** "96 % ± 13 %" */
export function formatWeightWithError({ weight, weightError }: HypothesisSummary): string {
  return `${formatWeight(weight)} ± ${formatWeight(weightError)}`;
}

/** How far behind the best in ln of predictive density, with its error; "best" for itself. */
export function formatBehind({ behind, behindError }: HypothesisSummary): string {
  return behind === 0 ? "best" : `${formatNumber(behind, 2)} ± ${formatNumber(behindError, 2)}`;
}

/** How a hypothesis does beside the best, in words; its figures stand in the appendix. */
export function formatBehindInWords({
  behind,
  behindError,
  noiseScale,
}: HypothesisSummary): string {
  const far = behind > LEAD * behindError;
  const misses = `It misses the measured figures ${formatNumber(noiseScale, 2)} times as much as two runs of one test differ`;
  return far
    ? `${misses}, and predicts levels that it has not seen clearly worse.`
    : `${misses}; so few levels do not rule it out.`;
}

/** "misses the figures 3.0 × as much as repeated runs differ" */
export function noiseInWords(noiseScale: number): string {
  return `misses the figures ${formatNumber(noiseScale, 2)} × as much as repeated runs differ`;
}

/** What the data do not decide, one sentence each; empty where all is told. */
export function untold({ list, best }: HypothesesSummary): string[] {
  if (list.length === 0) return [];
  const near = byWeight(list).filter(({ behind, behindError }) => behind <= LEAD * behindError);
  const between =
    best === null && near.length > 1
      ? [
          `They do not tell ${near.map(({ title }) => title).join(", ")} apart: in predicting levels that were left out none of these is two standard errors behind the best.`,
        ]
      : [];
  const hardly = byWeight(list).flatMap(({ title, parameters }) => {
    const names = parameters.filter(({ learned }) => learned < HARDLY_LEARNED);
    return names.length === 0
      ? []
      : [
          `If ${title} is true, they say little of ${names.map(({ name }) => name).join(", ")}: ${names.length === 1 ? "its value is" : "their values are"} mostly what was assumed beforehand.`,
        ];
  });
  const few = byWeight(list)
    .filter(({ diagnostics }) => diagnostics.effectiveSize < FEW_DRAWS)
    .map(
      ({ title, diagnostics }) =>
        `The intervals under ${title} rest on draws worth ${formatNumber(diagnostics.effectiveSize, 2)} independent ones and may be too narrow.`,
    );
  return [...between, ...hardly, ...few];
}

/** The figures that the best fit misses most, as a ratio; the worst first. */
export function worstMisses(
  { residuals }: Pick<HypothesisSummary, "residuals">,
  count: number,
): HypothesisResidual[] {
  const miss = ({ fitted, measured }: HypothesisResidual) => Math.abs(Math.log(fitted / measured));
  return residuals
    .filter(({ fitted, measured }) => fitted > 0 && measured > 0)
    .toSorted((a, b) => miss(b) - miss(a))
    .slice(0, count);
}

/** "p95 of GET /a at 500 users: 910 ms measured, 1.40 s fitted (+54 %)" */
export function missInWords(residual: HypothesisResidual): string {
  const { quantity, endpoint, users, run, measured, fitted } = residual;
  const format = quantity === "throughput" ? formatThroughput : formatDuration;
  const of = endpoint === null ? "" : ` of ${endpoint}`;
  const which = run === "" ? "" : ` (${run})`;
  return `${quantity}${of} at ${formatCount(users)} users${which}: ${format(measured)} measured, ${format(fitted)} fitted (${formatRelative(fitted / measured - 1)})`;
}

/** Gains past this are told as such: of a breaking point near none any number of users is many times. */
const MOST_TOLD = 10;

/** "+201 % (+200 to +201)": a gain of the breaking point with its interval. */
export function formatGain(gain: Interval): string {
  return formatWithEnds(gain, gainOf, (share) => gainOf(share).replace(/ %$/, ""));
}

/** "+54 %", "more than +1,000 %" */
function gainOf(share: number): string {
  return share > MOST_TOLD ? `more than +${formatCount(100 * MOST_TOLD)} %` : formatRelative(share);
}

/**
 * The gain under a hypothesis. Where the breaking point leaves the predicted loads it was counted to
 * their end only: then "at least +204 %", or "+169 % (+140 or more)".
 */
export function gainInWords({ gain, before, limits }: HypothesisChange): string {
  const { value, high } = limits.breakingPoint;
  if (isUntold(before.breakingPoint) || isUntold(limits.breakingPoint)) return "not known";
  // Of neither the breaking point is seen: the gain is the ceiling's, by which it would lie.
  if (value === null && before.breakingPoint.value === null) {
    return `${formatGain(gain)} by the ceiling`;
  }
  if (value === null) return `at least ${formatRelative(gain.low)}`;
  if (high !== null) return formatGain(gain);
  return `${formatRelative(gain.value)} (${formatRelative(gain.low).replace(/ %$/, "")} or more)`;
}

/** "locks → database", or the one name where it stays. */
export function wallsInWords({ wallBefore, wallAfter }: HypothesisChange): string {
  return wallBefore === wallAfter ? wallBefore : `${wallBefore} → ${wallAfter}`;
}

/** "acts on nothing here", with the levers where only some of them do; empty where all act. */
export function withoutInWords({ without }: HypothesisChange, levers: number): string {
  if (without.length === 0) return "";
  return without.length >= levers
    ? "acts on nothing here"
    : `${without.join(", ")} acts on nothing here`;
}

const growth: Readonly<Record<GrownLever, { readonly more: string; readonly unit: string }>> = {
  "pool.size": { more: "Growing the pool", unit: "connection" },
  "api.replicas": { more: "Adding replicas of the API", unit: "replica" },
  "db.readReplicas": { more: "Adding read replicas", unit: "read replica" },
};

/** A hypothesis with less weight is told in tables only. */
const SPOKEN = 0.01;

/** Where growth of one lever alone stops to help, for hypotheses that have some weight. */
export function reachSentences(reach: readonly LeverReach[]): string[] {
  return reach.filter(({ weight }) => weight >= SPOKEN).map(reachInWords);
}

/** "Growing the pool alone gains nothing above 32 connections (today 18) if … : the database is the wall." */
export function reachInWords({ lever, title, weight, found }: LeverReach): string {
  const { more, unit } = growth[lever];
  const given = ` if ${title} is true (${formatWeight(weight)})`;
  if (found === null) return `${more} acts on nothing${given}.`;
  const { today, enough, gain, wall, pastPredictions } = found;
  if (enough.value <= today.value && pastPredictions) {
    return `What ${lowerFirst(more)} alone gains${given} is not seen: the breaking point lies past the loads that are predicted as it is.`;
  }
  if (enough.value <= today.value) {
    return `${more} alone gains nothing${given}: ${thingIs(wall)} the wall.`;
  }
  const count = Math.round(enough.value);
  const size = `${formatCount(count)} ${unit}${count === 1 ? "" : "s"} (today ${formatCount(today.value)})`;
  const gained = `the breaking point moves by ${formatRelative(gain.value)} until there`;
  return pastPredictions
    ? `${more} alone gains up to ${size}${given}: the breaking point then leaves the loads that are predicted.`
    : `${more} alone gains nothing above ${size}${given}: ${gained}, then ${thingIs(wall)} the wall.`;
}

export const reachHeader = [
  "one lever alone",
  "if true",
  "today",
  "gains until",
  "gain (three draws)",
  "the wall then",
] as const;

/** The same as a row of a table, under `reachHeader`. */
export function reachCells({ lever, title, weight, found }: LeverReach): string[] {
  const given = `${title} (${formatWeight(weight)})`;
  if (found === null) return [lever, given, "–", "acts on nothing", "–", "–"];
  const { today, enough, gain, wall, pastPredictions } = found;
  const now = formatCount(today.value);
  if (enough.value <= today.value) {
    return pastPredictions
      ? [lever, given, now, "not seen", "–", "past the predicted loads"]
      : [lever, given, now, "gains nothing", "–", wall];
  }
  const [low, high] = [formatCount(enough.low), formatCount(enough.high)];
  const until = `${formatCount(enough.value)}${low === high ? "" : ` (${low}–${high})`}`;
  return [
    lever,
    given,
    now,
    until,
    pastPredictions ? `at least ${formatRelative(gain.low)}` : formatGain(gain),
    pastPredictions ? "past the predicted loads" : wall,
  ];
}

/** How good the sample of a hypothesis is: "97 % of proposals solved, 21 independent draws, R̂ 1.02" */
export function diagnosticsInWords({ diagnostics }: HypothesisSummary): string {
  const { solved, effectiveSize, rHat } = diagnostics;
  return `${formatShare(solved)} of proposals solved, worth ${formatNumber(effectiveSize, 2)} independent draws, R̂ ${formatNumber(rHat)}`;
}
