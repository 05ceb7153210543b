import { type PlatformLever, pullLevers } from "../platform/levers/pull-levers.ts";
import type { Platform } from "../platform/platform.ts";
import type { Lever, LeverBase } from "../platform/scenario.ts";

/**
 * The platform with the levers of a scenario pulled, each at the value that its expression has on
 * the platform as it was.
 *
 * @throws RangeError that names the lever, where a value is out of range or nothing matches it
 */
export function pullScenario(platform: Platform, levers: readonly Lever[]): Platform {
  const base = leverBase(platform);
  return pullLevers(
    platform,
    levers.map(
      ({ name, value, endpoints }) =>
        ({
          name,
          value: value(base),
          ...(endpoints === undefined ? {} : { endpoints }),
        }) as PlatformLever,
    ),
  );
}

/** What expressions such as "2 * pool.size" refer to. */
function leverBase(platform: Platform): LeverBase {
  const pool = platform.pools.find(({ role }) => role === "connections");
  const queue = platform.stations.find((one) => one.kind === "queue" && one.role === "database");
  return {
    "pool.size": pool?.size ?? 0,
    "api.replicas": platform.apiReplicas,
    "db.readReplicas": queue?.kind === "queue" ? queue.readReplicas : 0,
    thinkTime: platform.thinkTime,
  } as LeverBase;
}
