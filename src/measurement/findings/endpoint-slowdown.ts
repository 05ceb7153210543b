/**
 * How endpoints slow down between a low and a high load, and what that speaks for.
 *
 * In front of one shared FIFO pool every request waits the same time, so the *extra* time
 * is equal and slow endpoints slow down least in ratio. Processor sharing, or many visits
 * per request, stretches every endpoint by the same *ratio* (Kleinrock, Queueing Systems
 * vol. 2, 1976, §4.4). Two groups of ratios speak for two resources.
 */

import { inList, inNumber, inTime } from "../../wording/wording.ts";
import type { EndpointLevel } from "../campaign.ts";
import { least, most } from "../extremes.ts";
import type { Finding } from "../finding.ts";
import type { Evidence, MeasuredLevel } from "./evidence.ts";

export interface Slowdown {
  readonly endpoint: string;
  readonly ratio: number;
  /** Response time at the high load less that at the low load, in seconds. */
  readonly extra: number;
  readonly estimated: boolean;
}

export type SlowdownPattern = "equal ratio" | "equal extra" | "two groups" | "unclear";

/** Figures within this factor of each other count as equal: two-digit rounding and mixed load. */
const ALIKE = 1.5;

/** So many of the lowest and of the highest levels are tried. */
const MOST_COMPARED = 30;

const MEANING: Readonly<Record<SlowdownPattern, string>> = {
  "equal ratio":
    "Equal ratios speak for sharing of one resource or many visits per request, not for one common wait",
  "equal extra":
    "Equal extra times speak for one common queue in order of arrival, such as a connection pool",
  "two groups":
    "Two groups of ratios speak for two resources, such as one path for reads and one for writes",
  unclear: "Neither ratios nor extra times are alike in a way that points to one cause",
};

/** The pattern between the lowest and the highest level that list endpoints in common. */
export function endpointSlowdown({ measured }: Evidence): readonly Finding[] {
  const listed = measured.filter(({ endpoints }) => endpoints.length >= 2);
  const highest = listed.slice(-MOST_COMPARED).toReversed();
  for (const low of listed.slice(0, MOST_COMPARED)) {
    for (const high of highest) {
      if (high.level.users <= low.level.users) break;
      const pairs = compare(low, high);
      if (pairs.length < 2) continue;
      // Where nothing slows down there is no pattern to read.
      const slowed = pairs.some(({ ratio }) => ratio >= ALIKE);
      return slowed ? [describe(low, high, pairs)] : [];
    }
  }
  return [];
}

function compare(low: MeasuredLevel, high: MeasuredLevel): readonly Slowdown[] {
  const afterwards = new Map<string, EndpointLevel>();
  // Of two rows of one name the first counts.
  for (const row of high.endpoints.toReversed()) afterwards.set(`${row.method} ${row.path}`, row);
  return low.endpoints.flatMap((before) => {
    const after = afterwards.get(`${before.method} ${before.path}`);
    const [a, b] = after === undefined ? [] : sharedFigure(before, after);
    if (after === undefined || a === undefined || b === undefined) return [];
    const estimated = before.quality === "estimated" || after.quality === "estimated";
    const endpoint = `${before.method} ${before.path}`.trim();
    return [{ endpoint, ratio: b / a, extra: b - a, estimated }];
  });
}

/** The means of both where both have one, else the medians. */
function sharedFigure(before: EndpointLevel, after: EndpointLevel): readonly number[] {
  const [a, b] = [before.responseTime, after.responseTime];
  if (a.mean !== undefined && b.mean !== undefined) return [a.mean, b.mean];
  return a.p50 !== undefined && b.p50 !== undefined ? [a.p50, b.p50] : [];
}

/** Which of ratio and extra time the endpoints have in common; two of them must differ in one. */
export function slowdownPattern(pairs: readonly Slowdown[]): SlowdownPattern {
  const ratios = pairs.map(({ ratio }) => ratio).toSorted((a, b) => a - b);
  const extras = pairs.map(({ extra }) => extra);
  const ratioAlike = spread(ratios) <= ALIKE;
  const extraAlike = spread(extras) <= ALIKE;
  if (ratioAlike !== extraAlike) return ratioAlike ? "equal ratio" : "equal extra";
  if (ratioAlike || pairs.length < 4) return "unclear";
  // Split at the widest step; two groups are alike within and at least 2 apart.
  const steps = ratios.slice(1).map((ratio, i) => ratio / (ratios[i] ?? ratio));
  const cut = steps.indexOf(most(steps)) + 1;
  const alike = spread(ratios.slice(0, cut)) <= ALIKE && spread(ratios.slice(cut)) <= ALIKE;
  return alike && (steps[cut - 1] ?? 0) >= 2 && cut >= 2 && ratios.length - cut >= 2
    ? "two groups"
    : "unclear";
}

/** Largest over smallest; infinite as soon as one is not above 0. */
function spread(values: readonly number[]): number {
  const smallest = least(values);
  return smallest > 0 ? most(values) / smallest : Number.POSITIVE_INFINITY;
}

function describe(low: MeasuredLevel, high: MeasuredLevel, pairs: readonly Slowdown[]): Finding {
  const pattern = slowdownPattern(pairs);
  const ratios = pairs.map(({ ratio }) => ratio);
  const extras = pairs.map(({ extra }) => extra);
  const guesses = pairs.filter(({ estimated }) => estimated);
  const caveat =
    guesses.length === 0
      ? ""
      : ` Weak evidence: ${guesses.length} of ${pairs.length} rest on estimated values.`;
  const range = `by a factor of ${inNumber(least(ratios))} to ${inNumber(most(ratios))} and an extra time of ${inTime(least(extras))} to ${inTime(most(extras))}`;
  return {
    code: "endpoint-slowdown",
    severity: "note",
    level: high.level.users,
    message:
      `From ${inNumber(low.level.users)} to ${inNumber(high.level.users)} users ${pairs.length} endpoints slow down ${range}. ` +
      `${MEANING[pattern]}.${caveat}`,
    law: "A shared FIFO queue adds one wait to all endpoints; sharing stretches all by one factor.",
    remedy:
      guesses.length === 0
        ? "Compare the hypotheses' slowdown by endpoint with these figures."
        : `Measure ${inList(guesses.map(({ endpoint }) => endpoint))} at ${inNumber(low.level.users)} users.`,
  };
}
