/** The limits of one plausible platform; `null` where a line is not crossed up to `maxUsers`. */
import type { PerSecond } from "../units.ts";
import { firstCrossing } from "./crossing/first-crossing.ts";
import { risingCrossings } from "./crossing/rising-crossings.ts";
import { platformAt } from "./platform-at.ts";
import type { PlatformPoint, PlausiblePlatform } from "./plausible-platform.ts";
import type { Policy } from "./policy.ts";

interface Peak {
  readonly peakUsers: number;
  readonly peakThroughput: PerSecond;
}

export interface PlatformLimits extends Peak {
  /** May lie past `maxUsers`, as the load of the ceiling may. */
  readonly knee: number;
  /** Where green, yellow and orange end. */
  readonly zoneEnds: readonly (number | null)[];
  readonly breakingPoint: number | null;
  readonly brokenBy: "p95" | "errorRate" | null;
  /** Where the first objective fails, and which. */
  readonly objectivesEnd: number | null;
  readonly firstObjective: string | null;
  /** What the platform lets in by itself; null or absent: all. */
  readonly rateLimit?: PerSecond | null;
  /** Users at which throughput reaches a rate. */
  readonly reaches: (rate: PerSecond) => number | null;
}

/** What of a policy limits are found by. */
type Lines = Pick<Policy, "zones" | "redLine" | "objectives" | "refused">;

interface KnownLimits {
  readonly lines: Lines;
  readonly maxUsers: number;
  readonly limits: PlatformLimits;
}

/** Limits, curves, gate and what-ifs ask for those of the same platform: the last are remembered. */
const last = new WeakMap<PlausiblePlatform, KnownLimits>();

/** @throws RangeError unless maxUsers is a whole number ≥ 1 */
export function platformLimits(
  platform: PlausiblePlatform,
  policy: Policy,
  maxUsers: number,
): PlatformLimits {
  const known = last.get(platform);
  if (known?.maxUsers === maxUsers && isSame(known.lines, policy)) return known.limits;
  const limits = foundLimits(platform, policy, maxUsers);
  last.set(platform, { lines: policy, maxUsers, limits });
  return limits;
}

/** The same lines, not just equal ones: a policy that is asked with another confidence keeps them. */
function isSame(a: Lines, b: Lines): boolean {
  return (
    a.zones === b.zones &&
    a.redLine === b.redLine &&
    a.objectives === b.objectives &&
    a.refused === b.refused
  );
}

function foundLimits(platform: PlausiblePlatform, policy: Lines, maxUsers: number): PlatformLimits {
  const at = platformAt(platform, maxUsers);
  const crossing = (excess: (point: PlatformPoint) => number) =>
    firstCrossing((users) => excess(at(users)), 1, maxUsers);
  const logP95 = risingCrossings((users) => Math.log(at(users).percentile("p95")), maxUsers);
  const p95Over = (limit: number) => logP95(Math.log(limit));
  const errorsOver = (limit: number) =>
    !platform.failsUnderLoad && platform.backgroundErrorRate < limit
      ? null
      : crossing((point) => point.errorRate - limit);
  const peakUsers = findPeak((users) => at(users).answered, maxUsers);
  const met = at(peakUsers).answered;
  const unfilled = peakUsers === maxUsers && met * platform.lightLoadCycle > UNFILLED * maxUsers;
  const peakThroughput = unfilled ? ceilingPast(platform, met, maxUsers) : met;
  const byP95 = p95Over(policy.redLine.p95);
  const byErrors = errorsOver(policy.redLine.errorRate);
  const breakingPoint = earliest([byP95, byErrors]);
  const objectives = [
    ...objectiveEnds(policy, p95Over, errorsOver, crossing),
    // What is turned away is not held: a load counts up to the share that the policy allows.
    ...(platform.rateLimit === null
      ? []
      : [
          {
            name: "refused",
            end: refusedFrom((users) => at(users).refusedShare, policy, maxUsers),
          },
        ]),
  ];
  const objectivesEnd = earliest(objectives.map(({ end }) => end));
  return {
    knee: peakThroughput * platform.lightLoadCycle,
    peakUsers,
    peakThroughput,
    zoneEnds: policy.zones.map((zone) => earliest([p95Over(zone.p95), errorsOver(zone.errorRate)])),
    breakingPoint,
    brokenBy: breakingPoint === null ? null : breakingPoint === byErrors ? "errorRate" : "p95",
    objectivesEnd,
    firstObjective:
      objectives.find(({ end }) => end !== null && end === objectivesEnd)?.name ?? null,
    rateLimit: platform.rateLimit,
    reaches: reachesOf(platform, { peakUsers, peakThroughput, maxUsers }),
  };
}

/** Whoever sends more than this share of what light load would send hardly waits. */
const UNFILLED = 0.9;

/** Doublings of the last load that are looked at for a ceiling beyond it. */
const DOUBLINGS = 4;

/** A doubling that brings less than this has met the ceiling. */
const MET = 0.01;

/**
 * The ceiling of a platform that even the last load does not fill, such as one whose users pause for longer:
 * what so many users send is none.
 */
function ceilingPast(platform: PlausiblePlatform, sent: PerSecond, maxUsers: number): PerSecond {
  let most = sent;
  for (let doubling = 1, users = 2 * maxUsers; doubling <= DOUBLINGS; doubling++, users *= 2) {
    const next = platform.upTo(users)(users).answered;
    if (next < most * (1 + MET)) return Math.max(next, most);
    most = next;
  }
  return most;
}

/** By itself, so that a limit which is kept does not keep every load that was solved to find it. */
function reachesOf(
  platform: PlausiblePlatform,
  { peakUsers, peakThroughput, maxUsers }: Peak & { readonly maxUsers: number },
): PlatformLimits["reaches"] {
  return (rate) => {
    if (rate > peakThroughput) return null;
    const at = platformAt(platform, maxUsers);
    return firstCrossing((users) => at(users).answered - rate, 1, peakUsers);
  };
}

function objectiveEnds(
  policy: Lines,
  p95Over: (limit: number) => number | null,
  errorsOver: (limit: number) => number | null,
  crossing: (excess: (point: PlatformPoint) => number) => number | null,
): { readonly name: string; readonly end: number | null }[] {
  const { mean, p95, p99, errorRate } = policy.objectives;
  return [
    ...(mean === undefined
      ? []
      : [{ name: "mean", end: crossing((point) => Math.log(point.mean / mean)) }]),
    ...(p95 === undefined ? [] : [{ name: "p95", end: p95Over(p95) }]),
    ...(p99 === undefined
      ? []
      : [{ name: "p99", end: crossing((point) => Math.log(point.percentile("p99") / p99)) }]),
    ...(errorRate === undefined ? [] : [{ name: "errorRate", end: errorsOver(errorRate) }]),
  ];
}

/**
 * Where more is turned away than the policy allows. Found from below: under overload the share may
 * fall again, since users who wait send less.
 */
function refusedFrom(
  refusedShare: (users: number) => number,
  { refused }: Lines,
  maxUsers: number,
): number | null {
  const excess = (users: number) => refusedShare(users) - refused;
  for (let from = 1, to = 2; from < maxUsers; from = to, to = Math.ceil(1.5 * to)) {
    const end = firstCrossing(excess, from, Math.min(to, maxUsers));
    if (end !== null) return end;
  }
  return null;
}

function earliest(ends: readonly (number | null)[]): number | null {
  return ends.reduce(
    (first, end) => (end === null || (first !== null && first <= end) ? first : end),
    null,
  );
}

/** A gain below a thousandth of a per cent is the flat top of a saturated platform. */
const FLAT = 1e-5;

/**
 * The load with the largest throughput by golden-section search, which needs a single peak;
 * on a flat top the smallest load wins. Takes about 1.44·log₂(maxUsers) evaluations.
 */
function findPeak(throughput: (users: number) => number, maxUsers: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let from = 1;
  let to = maxUsers;
  while (to - from > 3) {
    const low = Math.round(to - ratio * (to - from));
    const high = Math.max(Math.round(from + ratio * (to - from)), low + 1);
    if (throughput(high) > throughput(low) * (1 + FLAT)) from = low + 1;
    else to = high - 1;
  }
  let best = to;
  for (let users = to - 1; users >= from; users--) {
    if (throughput(users) >= throughput(best) * (1 - FLAT)) best = users;
  }
  return best;
}
