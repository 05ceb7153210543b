import type { Platform, PoolOf } from "../../platform.ts";
import { theOne } from "./the-one.ts";

type Role = PoolOf<number>["role"];

const ofRole = (platform: Platform, role: Role) =>
  platform.pools.filter((pool) => pool.role === role);

export function lacksPool(platform: Platform, role: Role): string | null {
  return ofRole(platform, role).length > 0 ? null : `pool of ${role} to resize`;
}

/** The size of all pools of a role; null where there is none, or they differ. */
export function poolSize(platform: Platform, role: Role): number | null {
  return theOne(ofRole(platform, role).map(({ size }) => size));
}

/** What a pool of a role opens beside its size, in the mean of several; 0 where there is none. */
export function poolOverflow(platform: Platform, role: Role): number {
  const pools = ofRole(platform, role);
  return pools.reduce((sum, { overflow = 0 }) => sum + overflow / pools.length, 0);
}

/**
 * A new size for all pools of a role, each as it is counted now (per node, per API replica or in
 * total).
 *
 * @throws RangeError unless the size is 1 or more
 */
export function resizePools(platform: Platform, role: Role, size: number): Platform {
  if (!(size >= 1) || !Number.isFinite(size)) {
    throw new RangeError(`size of the ${role} pool must be 1 or more, got ${size}`);
  }
  const pools = platform.pools.map((pool) => (pool.role === role ? { ...pool, size } : pool));
  return { ...platform, pools };
}
