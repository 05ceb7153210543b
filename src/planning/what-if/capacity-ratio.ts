import { leverBase } from "../../platform/levers/lever-base.ts";
import type { Platform } from "../../platform/platform.ts";
import type { LeverName, Scenario } from "../../platform/scenario.ts";

/** Levers that a planner with a ruler takes for capacity. */
const sizes: ReadonlySet<LeverName> = new Set([
  "pool.size",
  "api.workers",
  "api.replicas",
  "db.cores",
  "db.readReplicas",
  "shards",
]);

/**
 * By what the levers multiply what there is of something: 2 for a pool of 20 instead of 10. The
 * rule of thumb that a model has to beat takes throughput to grow by as much. 1 where no lever
 * adds a size, or where the platform has none of it.
 */
export function capacityRatio(scenarios: readonly Scenario[], platform: Platform): number {
  const base = leverBase(platform);
  return scenarios
    .flatMap(({ levers }) => levers)
    .reduce((ratio, { name, value }) => {
      const now = sizes.has(name) ? base[name as keyof typeof base] : null;
      if (now === null) return ratio;
      const nodes = name === "db.readReplicas" ? 1 : 0; // the primary reads, too
      return now + nodes > 0 ? (ratio * (value(base) + nodes)) / (now + nodes) : ratio;
    }, 1);
}
