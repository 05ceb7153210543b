import type { SimulatedEndpoint, SimulatedPlatform } from "../stations/simulated-platform.ts";
import type { Controls, TimedCache } from "./profile.ts";

/**
 * The platform with what a profile says of clients, limits, caches and what changes while it
 * runs; what it says nothing of stays as it is.
 *
 * @throws RangeError for a time-out of a pool where there is none, or a cache of no endpoint
 */
export function setControls(platform: SimulatedPlatform, controls: Controls): SimulatedPlatform {
  const { acquireTimeOut, clients, autoscale, caches = [], deadlock, ...others } = controls;
  if (acquireTimeOut !== undefined && platform.pool === null) {
    throw new RangeError(`pool.acquireTimeOut needs a pool, got ${acquireTimeOut} s and no pool`);
  }
  const deadlocked = (endpoint: SimulatedEndpoint) =>
    deadlock && endpoint.kind === "write" ? { ...endpoint, deadlock } : endpoint;
  return {
    ...platform,
    ...others,
    endpoints: caches.reduce(withCache, platform.endpoints).map(deadlocked),
    api: autoscale ? { ...platform.api, ...{ autoscale } } : platform.api,
    ...(clients ? { clients: { ...platform.clients, ...clients } } : {}),
    pool:
      platform.pool && acquireTimeOut !== undefined
        ? { ...platform.pool, acquireTimeOut }
        : platform.pool,
  };
}

function withCache(
  endpoints: readonly SimulatedEndpoint[],
  { endpoints: glob, time, ...keys }: TimedCache,
): readonly SimulatedEndpoint[] {
  const literal = glob.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`^${literal.join(".*")}$`);
  if (!endpoints.some(({ name }) => pattern.test(name))) {
    throw new RangeError(`cacheTtl: no endpoint matches "${glob}"`);
  }
  const cached = endpoints.find(
    ({ name, cache }) => pattern.test(name) && cache !== undefined && cache.hitShare < 1,
  );
  if (cached) throw new RangeError(`cacheTtl: ${cached.name} has a cache in the model already`);
  const cache = { hitShare: 1, time: { law: "constant" as const, mean: time }, keys };
  return endpoints.map((endpoint) =>
    // Whoever passes the database by has nothing to gain.
    pattern.test(endpoint.name) && endpoint.cache?.hitShare !== 1
      ? { ...endpoint, cache }
      : endpoint,
  );
}
