import type { SimulatedPart, SimulatedPlatform } from "../stations/simulated-platform.ts";
import type { Controls } from "./profile.ts";

/**
 * The platform with what a profile says of clients, limits and what changes while it runs; what
 * it says nothing of stays as it is. Its caches are part of the tree (`simulatedPlatformOf`).
 *
 * @throws RangeError for a time-out of a pool where there is none
 */
export function setControls(platform: SimulatedPlatform, controls: Controls): SimulatedPlatform {
  const { acquireTimeOut, clients, autoscale, caches: _, deadlock, ...others } = controls;
  if (acquireTimeOut !== undefined && !platform.parts.some(hasPool)) {
    throw new RangeError(`pool.acquireTimeOut needs a pool, got ${acquireTimeOut} s and no pool`);
  }
  const timed = (part: SimulatedPart): SimulatedPart => {
    if (part.kind === "node" || acquireTimeOut === undefined) return part;
    const inside = part.inside.map(timed);
    return part.role === "workers" ? { ...part, inside } : { ...part, inside, acquireTimeOut };
  };
  return {
    ...platform,
    ...others,
    parts: platform.parts.map(timed),
    endpoints: platform.endpoints.map((endpoint) =>
      deadlock && endpoint.kind === "write" ? { ...endpoint, deadlock } : endpoint,
    ),
    ...(autoscale ? { autoscale } : {}),
    ...(clients ? { clients: { ...platform.clients, ...clients } } : {}),
  };
}

/** API workers have no acquire time-out of their own. */
function hasPool(part: SimulatedPart): boolean {
  return part.kind === "pool" && (part.role !== "workers" || part.inside.some(hasPool));
}
