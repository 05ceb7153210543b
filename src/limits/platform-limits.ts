/** The limits of one plausible platform; `null` where a line is not crossed up to `maxUsers`. */
import type { PoolModel } from "../platform/pool-model.ts";
import type { PerSecond } from "../units.ts";
import { firstCrossing } from "./first-crossing.ts";
import { type PlatformPoint, platformAt } from "./platform-at.ts";
import type { Policy } from "./policy.ts";

export interface PlatformLimits {
  readonly knee: number;
  readonly peakUsers: number;
  readonly peakThroughput: PerSecond;
  /** Where green, yellow and orange end. */
  readonly zoneEnds: readonly (number | null)[];
  readonly breakingPoint: number | null;
  readonly brokenBy: "p95" | "errorRate" | null;
  /** Where the first objective fails, and which. */
  readonly objectivesEnd: number | null;
  readonly firstObjective: string | null;
  /** Users at which throughput reaches a rate. */
  readonly reaches: (rate: PerSecond) => number | null;
}

/** @throws RangeError unless maxUsers is a whole number ≥ 1 */
export function platformLimits(model: PoolModel, policy: Policy, maxUsers: number): PlatformLimits {
  const at = platformAt(model, maxUsers);
  const crossing = (excess: (point: PlatformPoint) => number) =>
    firstCrossing((users) => excess(at(users)), 1, maxUsers);
  const p95Over = (limit: number) => crossing((point) => Math.log(point.percentile(0.95) / limit));
  const errorsOver = (limit: number) =>
    model.timeOut === null && model.backgroundErrorRate < limit
      ? null
      : crossing((point) => point.errorRate - limit);
  const peakUsers = findPeak((users) => at(users).throughput, maxUsers);
  const peakThroughput = at(peakUsers).throughput;
  const byP95 = p95Over(policy.redLine.p95);
  const byErrors = errorsOver(policy.redLine.errorRate);
  const breakingPoint = earliest([byP95, byErrors]);
  const objectives = objectiveEnds(policy, p95Over, errorsOver, crossing);
  const objectivesEnd = earliest(objectives.map(({ end }) => end));
  return {
    knee: peakThroughput * lightLoadCycle(model),
    peakUsers,
    peakThroughput,
    zoneEnds: policy.zones.map((zone) => earliest([p95Over(zone.p95), errorsOver(zone.errorRate)])),
    breakingPoint,
    brokenBy: breakingPoint === null ? null : breakingPoint === byErrors ? "errorRate" : "p95",
    objectivesEnd,
    firstObjective:
      objectives.find(({ end }) => end !== null && end === objectivesEnd)?.name ?? null,
    reaches: (rate) =>
      rate > peakThroughput
        ? null
        : firstCrossing((users) => at(users).throughput - rate, 1, peakUsers),
  };
}

/** Z + R_0: a user's cycle on an idle platform, from which the light-load line follows. */
function lightLoadCycle(model: PoolModel): number {
  const { thinkTime, apiTime, serviceTime, bypassShare, bypassTime } = model;
  return thinkTime + (1 - bypassShare) * (apiTime + serviceTime) + bypassShare * bypassTime;
}

function objectiveEnds(
  policy: Policy,
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
      : [{ name: "p99", end: crossing((point) => Math.log(point.percentile(0.99) / p99)) }]),
    ...(errorRate === undefined ? [] : [{ name: "errorRate", end: errorsOver(errorRate) }]),
  ];
}

function earliest(ends: readonly (number | null)[]): number | null {
  return ends.reduce(
    (first, end) => (end === null || (first !== null && first <= end) ? first : end),
    null,
  );
}

/**
 * The load with the largest throughput, found by steps that shrink around the best so far.
 * Throughput rises to its peak and then falls or stays; on a flat top the smallest load wins.
 */
function findPeak(throughput: (users: number) => number, maxUsers: number): number {
  let best = maxUsers;
  let step = Math.max(1, Math.floor(maxUsers / 24));
  let from = 1;
  let to = maxUsers;
  for (;;) {
    for (let users = from; users <= to; users += step) {
      // A gain below a thousandth of a per cent is the flat top of a saturated platform.
      const gain = throughput(users) / throughput(best) - 1;
      if (gain > 1e-5 || (users < best && gain > -1e-5)) best = users;
    }
    if (step === 1) return best;
    from = Math.max(1, best - step);
    to = Math.min(maxUsers, best + step);
    step = Math.max(1, Math.floor(step / 5));
  }
}
