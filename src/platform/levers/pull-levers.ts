import type { Platform } from "../platform.ts";
import { addCache } from "./add-cache.ts";
import { addPooler } from "./add-pooler.ts";
import { resizePools } from "./resize-pools.ts";
import { scaleContention } from "./scale-contention.ts";
import { scaleMix } from "./scale-mix.ts";
import { scaleWork } from "./scale-work.ts";
import { setApiReplicas } from "./set-api-replicas.ts";
import { setDatabaseCores } from "./set-database-cores.ts";
import { setRateLimit } from "./set-rate-limit.ts";
import { setReadReplicas } from "./set-read-replicas.ts";
import { setShards } from "./set-shards.ts";
import { setThinkTime } from "./set-think-time.ts";

/** One change of a platform: a new value, or a factor for those that say so. */
export type PlatformLever =
  | {
      readonly name:
        | "pool.size"
        | "api.workers"
        | "api.replicas"
        | "db.cores"
        | "db.readReplicas"
        | "shards"
        | "thinkTime"
        | "rateLimit"
        /** Factor. */
        | "contention";
      readonly value: number;
    }
  | {
      /** Hit share; factors for the others. */
      readonly name: "cache" | "demand" | "visits" | "mix";
      readonly value: number;
      /** Glob over "METHOD /path"; every endpoint without it. */
      readonly endpoints?: string;
    }
  | { readonly name: "pooler" };

/**
 * The platform with the levers pulled one after another; the one given stays as it is.
 *
 * @throws RangeError that names the lever, where a value is out of range or nothing matches it
 */
export function pullLevers(platform: Platform, levers: readonly PlatformLever[]): Platform {
  return levers.reduce(pullLever, platform);
}

function pullLever(platform: Platform, lever: PlatformLever): Platform {
  switch (lever.name) {
    case "pool.size":
      return resizePools(platform, "connections", lever.value);
    case "api.workers":
      return resizePools(platform, "workers", lever.value);
    case "api.replicas":
      return setApiReplicas(platform, lever.value);
    case "db.cores":
      return setDatabaseCores(platform, lever.value);
    case "db.readReplicas":
      return setReadReplicas(platform, lever.value);
    case "shards":
      return setShards(platform, lever.value);
    case "thinkTime":
      return setThinkTime(platform, lever.value);
    case "rateLimit":
      return setRateLimit(platform, lever.value);
    case "contention":
      return scaleContention(platform, lever.value);
    case "cache":
      return addCache(platform, lever.value, lever.endpoints);
    case "demand":
    case "visits":
      return scaleWork(platform, lever.name, lever.value, lever.endpoints);
    case "mix":
      return scaleMix(platform, lever.value, lever.endpoints);
    case "pooler":
      return addPooler(platform);
  }
}
