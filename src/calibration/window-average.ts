import { responseDistribution } from "../platform/solve/response-distribution.ts";
import type { PoolSolution } from "../platform/solve/solve-pool-model.ts";
import type { Seconds, Share } from "../units.ts";
import type { Quantity } from "./quantity.ts";

/** What a load generator would have reported over a window that contains the ramp. */
export type WindowAverage = (quantity: Quantity) => number;

const shares = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;

/**
 * Turns a steady state into averages over a measured window of which the first `rampShare` is a
 * ramp, users being started evenly.
 *
 * While the ramp lasts, throughput is taken as the smaller of light-load line and steady
 * throughput (the asymptotic bound, Lazowska et al. 1984, §5.2), and its requests as faster
 * than any percentile asked for. Approximate: off by less than the ramp's share of requests.
 */
export function windowAverage(
  solution: PoolSolution,
  lightLoadCycle: Seconds,
  rampShare: Share,
): WindowAverage {
  const { users: N, throughput: X } = solution;
  const knee = Math.min(N, X * lightLoadCycle);
  const duringRamp = ((knee * knee) / (2 * lightLoadCycle) + (N - knee) * X) / N;
  const average = (1 - rampShare) * X + rampShare * duringRamp;
  const fast = (rampShare * duringRamp) / average;
  const lightLoad = lightLoadCycle - (N / X - solution.responseTime);
  const distribution = responseDistribution(solution.parts);
  return (quantity) => {
    if (quantity === "throughput") return average;
    if (quantity === "mean") {
      return (1 - fast) * solution.responseTime + fast * Math.min(lightLoad, solution.responseTime);
    }
    return distribution.percentile(Math.max((shares[quantity] - fast) / (1 - fast), 1e-6));
  };
}
