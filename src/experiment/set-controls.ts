import type { SimulatedPlatform } from "../simulation/simulated-platform.ts";
import type { Controls } from "./profile.ts";

/**
 * The platform with what a profile says of clients, limits and time-outs; what it says nothing of
 * stays as it is.
 *
 * @throws RangeError for a time-out of a pool where there is none
 */
export function setControls(platform: SimulatedPlatform, controls: Controls): SimulatedPlatform {
  const { acquireTimeOut, clients, ...others } = controls;
  if (acquireTimeOut !== undefined && platform.pool === null) {
    throw new RangeError(`pool.acquireTimeOut needs a pool, got ${acquireTimeOut} s and no pool`);
  }
  return {
    ...platform,
    ...others,
    ...(clients ? { clients: { ...platform.clients, ...clients } } : {}),
    pool:
      platform.pool && acquireTimeOut !== undefined
        ? { ...platform.pool, acquireTimeOut }
        : platform.pool,
  };
}
