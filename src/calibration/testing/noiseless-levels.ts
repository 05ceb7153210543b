import type { Observation } from "../../measurement/observations.ts";
import type { PoolModel } from "../../platform/pool-model.ts";
import { responseDistribution } from "../../platform/solve/response-distribution.ts";
import { poolSolver } from "../../platform/solve/solve-pool-model.ts";
import { observed } from "./observed.ts";

/** What a platform shows at some loads, to the last digit. */
export function noiselessLevels(model: PoolModel, loads: readonly number[]): Observation[] {
  const solve = poolSolver(model, Math.max(...loads));
  return loads.map((users) => {
    const { throughput, responseTime, parts } = solve(users);
    const { percentile } = responseDistribution(parts);
    return observed(users, {
      throughput,
      mean: responseTime,
      p50: percentile(0.5),
      p95: percentile(0.95),
      p99: percentile(0.99),
      requests: Math.round(throughput * 300),
      failures: 0,
    });
  });
}
