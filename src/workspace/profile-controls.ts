/** What a profile file says of clients, limits and what changes while it runs. */
import { CACHE_READ } from "../platform/levers/cache.ts";
import type { Autoscale, Controls, Incident, TimedCache } from "../simulation/course/profile.ts";
import type { SimulatedRateLimit } from "../simulation/stations/simulated-platform.ts";
import { ProfileError } from "./profile-error.ts";
import type { ProfileFile } from "./profile-schema.ts";
import { parseQuantity, QuantityError } from "./quantity.ts";

/** @throws ProfileError */
export function readControls(file: ProfileFile): Controls {
  const { clients, pool, rateLimit, perUserRateLimit, circuitBreaker } = file;
  return defined({
    clients: clients && defined({ ...clients, retry: clients.retry && defined(clients.retry) }),
    acquireTimeOut: pool?.acquireTimeOut,
    rateLimit: rateLimit && limitOf(rateLimit),
    userRateLimit: perUserRateLimit && limitOf(perUserRateLimit),
    circuitBreaker,
    autoscale: file.autoscale && autoscaleOf(file.autoscale),
    caches: file.cacheTtl?.map(cacheOf),
    incidents: file.failures?.map(incidentOf),
    deadlock: file.deadlockRetries && defined(file.deadlockRetries),
  }) as Controls;
}

/** Without a burst, what a second admits may come at once. */
function limitOf(limit: NonNullable<ProfileFile["rateLimit"]>): SimulatedRateLimit {
  return defined({
    ...limit,
    burst: limit.burst ?? Math.max(1, limit.rate),
  }) as SimulatedRateLimit;
}

function autoscaleOf(autoscale: NonNullable<ProfileFile["autoscale"]>): Autoscale {
  const { measure, above, below } = autoscale;
  const read = (key: "above" | "below", typed: string | number): number => {
    try {
      return parseQuantity(typed, measure === "users" ? "users" : "share");
    } catch (error) {
      if (!(error instanceof QuantityError)) throw error;
      const hint = `the measure is ${measure}`;
      throw new ProfileError(["autoscale", key], error.message, hint);
    }
  };
  return defined({
    ...autoscale,
    above: read("above", above),
    below: below === undefined ? undefined : read("below", below),
  }) as Autoscale;
}

function cacheOf(cache: NonNullable<ProfileFile["cacheTtl"]>[number]): TimedCache {
  const { endpoints, ttl, keys = 1, zipf, time = CACHE_READ } = cache;
  return defined({ endpoints, timeToLive: ttl, count: keys, zipf, time }) as TimedCache;
}

function incidentOf(failure: NonNullable<ProfileFile["failures"]>[number]): Incident {
  if (failure.what === "cache") return { kind: "cacheLost", at: failure.at };
  const { what, replica = 1, at, recovery, work } = failure;
  return defined({
    kind: what === "apiReplica" ? "apiDown" : "readReplicaDown",
    replica,
    from: at,
    to: recovery === undefined ? undefined : at + recovery,
    work,
  }) as Incident;
}

/** Without the keys whose value is undefined: a key is there or not. */
function defined<T extends object>(value: T): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}
