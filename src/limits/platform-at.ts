/** One plausible platform, solved at any load on demand. */
import type { PoolModel } from "../platform/pool-model.ts";
import { responseDistribution } from "../platform/response-distribution.ts";
import { type PoolSolution, poolSolver } from "../platform/solve-pool-model.ts";
import type { PerSecond, Seconds, Share } from "../units.ts";

export interface PlatformPoint {
  readonly users: number;
  readonly throughput: PerSecond;
  readonly mean: Seconds;
  readonly percentile: (share: Share) => Seconds;
  readonly errorRate: Share;
  readonly refusedShare: Share;
  readonly utilization: Share;
}

/** Solves the platform at N users, each N once. */
export function platformAt(model: PoolModel, maxUsers: number): (users: number) => PlatformPoint {
  const solve = poolSolver(model, maxUsers);
  const known = new Map<number, PlatformPoint>();
  return (users) => {
    const before = known.get(users);
    if (before !== undefined) return before;
    const point = pointOf(model, solve(users));
    known.set(users, point);
    return point;
  };
}

function pointOf(model: PoolModel, solution: PoolSolution): PlatformPoint {
  const distribution = responseDistribution(solution.parts);
  const timedOut = model.timeOut === null ? 0 : distribution.survival(model.timeOut);
  const percentiles = new Map<Share, Seconds>();
  return {
    users: solution.users,
    throughput: solution.throughput,
    mean: solution.responseTime,
    percentile: (share) => {
      const value = percentiles.get(share) ?? distribution.percentile(share);
      percentiles.set(share, value);
      return value;
    },
    errorRate: model.backgroundErrorRate + (1 - model.backgroundErrorRate) * timedOut,
    refusedShare: solution.refusedShare,
    utilization: solution.utilization,
  };
}
