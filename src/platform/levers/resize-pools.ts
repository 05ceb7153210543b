import type { Platform, PoolOf } from "../platform.ts";
import { NoPlaceError } from "./no-place-error.ts";

/**
 * `pool.size` and `api.workers`: a new size for all pools of a role, each as it is counted now (per
 * node, per API replica or in total); what the database accepts still caps it.
 *
 * @throws RangeError unless the size is 1 or more and there is such a pool
 */
export function resizePools(
  platform: Platform,
  role: PoolOf<number>["role"],
  size: number,
): Platform {
  if (!(size >= 1) || !Number.isFinite(size)) {
    throw new RangeError(`size of the ${role} pool must be 1 or more, got ${size}`);
  }
  if (!platform.pools.some((pool) => pool.role === role)) {
    throw new NoPlaceError(`the platform has no pool of ${role} to resize`);
  }
  const pools = platform.pools.map((pool) => (pool.role === role ? { ...pool, size } : pool));
  return { ...platform, pools };
}
