/** What a scenario does, in one sentence for a planner, the finding first. */

import { entryAt } from "../../entry-at.ts";
import type { Limits } from "../../limits/limits.ts";
import { isUntold, type OpenEstimate, type Threshold } from "../../stats/estimate.ts";
import type { Share } from "../../units.ts";
import { formatRange } from "../../wording/format-interval.ts";
import { formatOpenRange } from "../../wording/format-open-estimate.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatCount, formatUsers } from "../../wording/format-users.ts";
import { lowerFirst } from "../../wording/lower-first.ts";
import type { HypothesisChange, ScenarioResult } from "../plan/plan-result.ts";
import { type ScenarioEffect, scenarioEffect } from "./scenario-effect.ts";
import { NOTICEABLE } from "./told/noticeable.ts";

export interface ScenarioFindings {
  readonly title: string;
  readonly before: Limits;
  readonly after: Limits;
  readonly verdict: ScenarioResult["verdict"];
  /** Share of requests turned away at the safe limit of the platform as it is. */
  readonly refused: Share;
  /** Upper end of the gain of the breaking point, as a share of it. */
  readonly mostGain: number;
  /** Whether any explanation follows the figures closely enough to promise something. */
  readonly explained: boolean;
  /** Whether the measured loads break elsewhere than every explanation. */
  readonly contradicted?: boolean;
  /** How the platforms are divided where nothing is told; null where each explanation alone is told. */
  readonly divided?: string | null;
  readonly perHypothesis: readonly HypothesisChange[];
}

/** A hypothesis with less weight than this decides nothing and is not named. */
const NAMED: Share = 0.01;

export function scenarioSentence(found: ScenarioFindings): string {
  const sentence = finding(found);
  const { verdict, explained, divided = null } = found;
  if (verdict !== "cannot tell" || !explained || divided === null) return sentence;
  if (isUntold(found.before.breakingPoint) || found.contradicted) return sentence;
  return `${sentence} Why: ${divided}.`;
}

function finding(found: ScenarioFindings): string {
  const { title, before, after, verdict, refused } = found;
  const from = usersOf(before.breakingPoint, before.breakingPoint.value);
  const range = rangeOf(after.breakingPoint);
  if (verdict === "refuses") {
    const safeBefore = formatUsers(before.safeLimit.value);
    const turnsAway =
      refused < 0.005
        ? `today's safe limit of ${safeBefore} is below it`
        : `at today's safe limit of ${safeBefore} it turns away ${Math.round(100 * refused)} % of the requests`;
    return `${title} protects by refusing, it adds no capacity: ${turnsAway}, and those it lets in pass the red line ${range}. With no more refused than the policy allows it holds ${formatUsers(after.safeLimit.value)}; beyond, users are protected, not served.`;
  }
  if (!found.explained) {
    return `Nothing can be promised of ${lowerFirst(title)}: no explanation follows the measured figures closely enough. As far as they go, the breaking point, now ${from}, ends ${range}.`;
  }
  if (verdict === "cannot tell" && isUntold(before.breakingPoint)) {
    return `The data cannot tell whether ${lowerFirst(title)} helps: what limits the platform as it is is not known, its breaking point lies ${rangeOf(before.breakingPoint)}.`;
  }
  if (verdict === "cannot tell" && found.contradicted) {
    return `The data cannot tell whether ${lowerFirst(title)} helps: the measured loads break elsewhere than every explanation.`;
  }
  if (verdict === "cannot tell") return dependsOn(found) ?? untold(found);
  return `${told(found)}${exceptUnder(found)}.`;
}

/** What is told, in the words of the verdict: pictures and tables have no other. */
function told(found: ScenarioFindings): string {
  const { title, before, after, verdict } = found;
  const from = usersOf(before.breakingPoint, before.breakingPoint.value);
  const range = rangeOf(after.breakingPoint);
  const moves = `the breaking point moves from ${from} to ${endOf(after.breakingPoint)}`;
  const ceiling = ceilingMoved(found);
  switch (verdict) {
    case "gains":
      return `${title} gains: ${ceiling ?? moves}, ${safeLimits(found)}`;
    case "loses":
      return `${title} costs capacity: ${ceiling ?? moves}, ${safeLimits(found)}`;
    case "no gain":
      return `${title} gains nothing and may cost capacity: ${ceiling ?? `the breaking point, now ${from}, ends ${range}`}${ofObjective(found)}`;
    default:
      return `${title} changes nothing that can be noticed: ${ceiling ?? `the breaking point stays ${range}`}${ofObjective(found)}`;
  }
}

/** Where nothing is told, and it is no question of which explanation is right. */
function untold(found: ScenarioFindings): string {
  const { title, before, after } = found;
  const ceiling = ceilingMoved(found);
  if (ceiling !== null) {
    return `The data cannot tell whether ${lowerFirst(title)} helps: ${ceiling}.`;
  }
  const from = usersOf(before.breakingPoint, before.breakingPoint.value);
  const ends = `the breaking point, now ${from}, ends ${rangeOf(after.breakingPoint)}`;
  return found.mostGain < NOTICEABLE
    ? `${title} gains nothing on any plausible platform; whether it costs capacity the data cannot tell: ${ends}.`
    : `The data cannot tell whether ${lowerFirst(title)} helps: ${ends}.`;
}

/** What an explanation has to say of a change where that is told. */
const agreeing: Readonly<Record<string, readonly ScenarioEffect[]>> = {
  gains: ["helps"],
  loses: ["costs"],
  "no gain": ["no gain", "costs", "nothing"],
  "no change": ["nothing"],
};

/**
 * "; under Pool (2 %), which the measurements speak against, nothing changes": a verdict that is told
 * stands, for no explanation that could be true says otherwise. One that hardly could is named.
 */
function exceptUnder({ perHypothesis, verdict }: ScenarioFindings): string {
  const named = perHypothesis.filter(({ weight }) => weight >= NAMED);
  const groups = effects
    .filter((effect) => !agreeing[verdict]?.includes(effect))
    .map((effect) => [effect, named.filter((one) => scenarioEffect(one) === effect)] as const)
    .filter(([, group]) => group.length > 0);
  return groups
    .map(
      ([effect, group]) =>
        `; under ${titlesOf(group)} (${weightOf(group)}), which the measurements speak against, ${inWords[effect]}${effect === "helps" ? ` (${movedBy(group)})` : ""}`,
    )
    .join("");
}

const effects = ["helps", "unclear", "costs", "no gain", "nothing"] as const;

const inWords: Readonly<Record<ScenarioEffect, string>> = {
  helps: "it helps",
  unclear: "the data cannot tell",
  costs: "it costs capacity",
  "no gain": "it gains nothing and may cost",
  nothing: "nothing changes",
};

/**
 * What is left to tell where the breaking point lies past the predictions before and after: the ceiling, from
 * which the verdict is taken then. Null elsewhere.
 */
function ceilingMoved({
  before,
  after,
}: Pick<ScenarioFindings, "before" | "after">): string | null {
  if (!isBeyond(before) || !isBeyond(after)) return null;
  const { value, low } = before.peak.throughput;
  const to = formatOpenRange(after.peak.throughput, formatThroughput);
  return `the ceiling moves from ${formatThroughput(value ?? low ?? 0)} to ${to} (90 %), and the breaking point lies ${rangeOf(after.breakingPoint)}, before and after`;
}

/** Whether more than half of the platforms do not break up to where predictions end. */
function isBeyond({ breakingPoint }: Limits): boolean {
  return breakingPoint.value === null && !isUntold(breakingPoint);
}

/** On whom it depends, where nothing is told since explanations disagree; null where they do not. */
function dependsOn(found: ScenarioFindings): string | null {
  const named = found.perHypothesis.filter(({ weight }) => weight >= NAMED);
  const having = (effect: ScenarioEffect) =>
    named.filter((change) => scenarioEffect(change) === effect);
  const [helps, costs, unclear, nothing, noGain] = [
    having("helps"),
    having("costs"),
    having("unclear"),
    having("nothing"),
    having("no gain"),
  ];
  const first = [helps, unclear, costs].find((group) => group.length > 0);
  if (first === undefined || first.length === named.length) return null;
  const surely = unclear.length === 0 ? "helps only" : "is likely to help only";
  const verb = first === helps ? surely : first === unclear ? "may help" : "costs capacity";
  const others = named.length === found.perHypothesis.length ? nothing : [];
  const rest = [
    ...(first === unclear ? [] : under(unclear, inWords.unclear)),
    ...(first === costs ? [] : under(costs, inWords.costs)),
    ...under(noGain, inWords["no gain"]),
    ...(others.length > 0 && first.length + others.length === named.length
      ? [`under the other ${others.length === 1 ? "explanation" : "explanations"} nothing changes`]
      : under(nothing, inWords.nothing)),
  ];
  return `“${found.title}” ${verb} if ${truthOf(first, named)}: ${movedBy(first)}; ${rest.join(", ")}.`;
}

function under(changes: readonly HypothesisChange[], what: string): string[] {
  return changes.length === 0 ? [] : [`under ${titlesOf(changes)} (${weightOf(changes)}) ${what}`];
}

/**
 * "the limit is the event loop (Loop, 57 %)"; "Loop is true (57 %)" where the limit is the same under
 * a hypothesis that says something else.
 */
function truthOf(first: readonly HypothesisChange[], named: readonly HypothesisChange[]): string {
  const walls = new Set(first.map(({ wallBefore }) => wallBefore));
  const others = named.filter((one) => !first.includes(one));
  return others.some(({ wallBefore }) => walls.has(wallBefore))
    ? `${titlesOf(first)} is true (${weightOf(first)})`
    : `the limit is ${wallsOf(first)} (${titlesOf(first)}, ${weightOf(first)})`;
}

/** "the event loop or the connections" */
function wallsOf(changes: readonly HypothesisChange[]): string {
  const walls = [...new Set(changes.map(({ wallBefore }) => wallBefore))];
  return walls.map((wall) => `the ${wall}`).join(" or ");
}

function titlesOf(changes: readonly HypothesisChange[]): string {
  return changes.map(({ title }) => title).join(" or ");
}

function weightOf(changes: readonly HypothesisChange[]): string {
  return `${Math.round(100 * changes.reduce((sum, { weight }) => sum + weight, 0))} %`;
}

/** "breaking point 313 → 939–974": the intervals under those hypotheses together. */
function movedBy(changes: readonly HypothesisChange[]): string {
  if (changes.every((one) => isBeyond(one.before) && isBeyond(one.limits))) {
    return ceilingMovedBy(changes);
  }
  const before = changes.map((one) => one.before.breakingPoint);
  const after = changes.map((one) => one.limits.breakingPoint);
  const middles = before.map((one) => one.value ?? one.searchedTo);
  const [least, most] = [Math.min(...middles), Math.max(...middles)].map(formatCount);
  const open = before.some(({ value }) => value === null);
  const from = open
    ? usersOf(entryAt(before, 0), null)
    : least === most
      ? `${least}`
      : `${least}–${most}`;
  if (after.some(isUntold)) return `breaking point ${from} → not known`;
  const lows = after.map(({ low, searchedTo }) => low ?? searchedTo);
  const beyond = after.some(({ high }) => high === null);
  const searchedTo = after[0]?.searchedTo ?? 0;
  const low = Math.round(Math.min(...lows));
  const high = Math.round(Math.max(...after.map(({ high: one }) => one ?? searchedTo)));
  if (!beyond) return `breaking point ${from} → ${formatRange({ low, high }, formatCount)}`;
  return low >= searchedTo
    ? `breaking point ${from} → beyond ${formatCount(searchedTo)}`
    : `breaking point ${from} → ${formatCount(low)} to beyond ${formatCount(searchedTo)}`;
}

/** "ceiling 505 req/s → 747–1,335 req/s": of those that break past the predictions before and after. */
function ceilingMovedBy(changes: readonly HypothesisChange[]): string {
  const rangeOver = (all: readonly OpenEstimate[]): string => {
    const low = Math.min(...all.map((one) => one.low ?? one.value ?? 0));
    const open = all.some(({ high }) => high === null);
    const high = Math.max(...all.map((one) => one.high ?? low));
    return open
      ? `at least ${formatThroughput(low)}`
      : formatRange({ low, high }, formatThroughput);
  };
  const before = rangeOver(changes.map((one) => one.before.peak.throughput));
  const after = rangeOver(changes.map((one) => one.limits.peak.throughput));
  return `ceiling ${before} → ${after}, breaking point past the predicted loads before and after`;
}

function usersOf(threshold: Threshold, value: number | null): string {
  if (value !== null) return formatCount(value);
  return isUntold(threshold) ? "not known" : `beyond ${formatCount(threshold.searchedTo)}`;
}

/** Where a sentence says itself that the breaking point moves: "267 users (90 %)". */
function endOf(threshold: Threshold): string {
  return oneLoad(threshold) ?? rangeOf(threshold);
}

/** "267 users (90 %)", where both ends of the interval are printed as one load; else null. */
function oneLoad(threshold: Threshold): string | null {
  const { low, high } = threshold;
  if (isUntold(threshold) || low === null || high === null) return null;
  return formatUsers(low) === formatUsers(high) ? `${formatUsers(low)} (90 %)` : null;
}

/** "at 267 users (90 %)", "between 257 and 281 users (90 %)" */
function rangeOf(threshold: Threshold): string {
  const { low, searchedTo } = threshold;
  const one = oneLoad(threshold);
  if (one !== null) return `at ${one}`;
  if (isUntold(threshold)) {
    return low === null
      ? "beyond what was measured"
      : `beyond what was measured (at least ${formatUsers(low)})`;
  }
  return low === null
    ? `beyond ${formatUsers(searchedTo)}, where predictions stop`
    : `between ${usersOf(threshold, low)} and ${usersOf(threshold, threshold.high)} users (90 %)`;
}

function safeLimits({ before, after }: ScenarioFindings): string {
  return `safe limit ${before.safeLimit.value} → ${after.safeLimit.value} users`;
}

/** An objective may be met by more users, or fewer, where the red line stays: else the limits seem to disagree. */
function ofObjective({ before, after }: ScenarioFindings): string {
  if (after.safeLimit.value === before.safeLimit.value) return "";
  return `; ${after.safeLimit.limitedBy} moves the safe limit ${before.safeLimit.value} → ${after.safeLimit.value} users`;
}
