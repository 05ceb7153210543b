/** What a profile file says of clients, limits and what changes while it runs. */
import { CACHE_READ } from "../../platform/levers/cache.ts";
import type { Autoscale, Controls, Incident, TimedCache } from "../../simulation/course/profile.ts";
import type { SimulatedRateLimit } from "../../simulation/stations/simulated-platform.ts";
import { parseQuantity, QuantityError } from "../quantity/quantity.ts";
import { ProfileError } from "./profile-error.ts";
import type { ProfileFile } from "./profile-schema.ts";

/** @throws ProfileError */
export function readControls(file: ProfileFile): Controls {
  const { clients, pool, rateLimit, perUserRateLimit, circuitBreaker } = file;
  return defined<Controls>({
    clients: clients && defined({ ...clients, retry: clients.retry && defined(clients.retry) }),
    acquireTimeOut: pool?.acquireTimeOut,
    rateLimit: rateLimit && limitOf(rateLimit),
    userRateLimit: perUserRateLimit && limitOf(perUserRateLimit),
    circuitBreaker,
    autoscale: file.autoscale && autoscaleOf(file.autoscale),
    caches: file.cacheTtl?.map(cacheOf),
    incidents: file.failures?.map(incidentOf),
    deadlock: file.deadlockRetries && defined(file.deadlockRetries),
  });
}

/** Without a burst, what a second admits may come at once. */
function limitOf(limit: NonNullable<ProfileFile["rateLimit"]>): SimulatedRateLimit {
  return defined<SimulatedRateLimit>({
    ...limit,
    burst: limit.burst ?? Math.max(1, limit.rate),
  });
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
  return defined<Autoscale>({
    ...autoscale,
    above: read("above", above),
    below: below === undefined ? undefined : read("below", below),
  });
}

function cacheOf(cache: NonNullable<ProfileFile["cacheTtl"]>[number]): TimedCache {
  const { endpoints, ttl, keys = 1, zipf, time = CACHE_READ } = cache;
  return defined<TimedCache>({ endpoints, timeToLive: ttl, count: keys, zipf, time });
}

function incidentOf(failure: NonNullable<ProfileFile["failures"]>[number]): Incident {
  if (failure.what === "cache") return { kind: "cacheLost", at: failure.at };
  const { what, replica = 1, at, recovery, work } = failure;
  return defined<Incident>({
    kind: what === "apiReplica" ? "apiDown" : "readReplicaDown",
    replica,
    from: at,
    to: recovery === undefined ? undefined : at + recovery,
    work,
  });
}

/** Without the keys whose value is undefined: a key is there or not. */
function defined<T extends object>(value: { readonly [K in keyof T]: T[K] | undefined }): T {
  const kept = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(kept) as T;
}
