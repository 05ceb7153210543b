import type { Platform, PoolOf } from "../platform.ts";
import { changedQueues } from "./change-queues.ts";
import { NoPlaceError } from "./no-place-error.ts";
import type { PlatformLever } from "./pull-levers.ts";

/**
 * Makes sure that a lever that sets a number of pools or of the database finds one to set; the
 * others look for their place when they are pulled.
 *
 * @throws NoPlaceError where it does not
 */
export function requirePlace(platform: Platform, lever: PlatformLever["name"]): void {
  const role = poolOf[lever];
  if (role !== undefined && !platform.pools.some((pool) => pool.role === role)) {
    throw new NoPlaceError(`${lever}: the platform has no pool of ${role} to resize`);
  }
  if (ofQueues.has(lever) && changedQueues(platform).length === 0) {
    throw new NoPlaceError(`${lever}: the platform has no queue of the database to change`);
  }
}

const poolOf: Partial<Record<PlatformLever["name"], PoolOf<number>["role"]>> = {
  "pool.size": "connections",
  "api.workers": "workers",
};

const ofQueues: ReadonlySet<PlatformLever["name"]> = new Set([
  "db.cores",
  "db.readReplicas",
  "shards",
  "contention",
]);
