import type { Platform, PoolOf } from "../platform.ts";
import type { LeverBase } from "../scenario.ts";
import { changedQueues } from "./change-queues.ts";

/**
 * What the levers' expressions refer to, read off a platform. Null where it has none, or where
 * it has several of different size: then there is no one number to multiply.
 */
export function leverBase(platform: Platform): LeverBase {
  const queues = changedQueues(platform);
  const poolSize = (role: PoolOf<number>["role"]) =>
    theOne(platform.pools.filter((pool) => pool.role === role).map(({ size }) => size));
  return {
    "pool.size": poolSize("connections"),
    "api.workers": poolSize("workers"),
    "api.replicas": platform.apiReplicas,
    "db.cores": theOne(queues.map(({ servers }) => servers)),
    "db.readReplicas": theOne(queues.map(({ readReplicas }) => readReplicas)),
    shards: theOne(queues.map(({ shards }) => shards)),
    thinkTime: platform.thinkTime,
    rateLimit: platform.rateLimit,
  };
}

function theOne(values: readonly number[]): number | null {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
}
