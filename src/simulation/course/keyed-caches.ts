import type { Platform } from "../../platform/platform.ts";
import type { Seconds } from "../../units.ts";
import type { SimulatedKeys } from "../stations/simulated-platform.ts";
import type { TimedCache } from "./profile.ts";

/** The cache of one endpoint. */
export interface KeyedCache {
  /** What a hit takes. */
  readonly time: Seconds;
  readonly keys: SimulatedKeys;
}

/**
 * The endpoints that a profile gives a cache, by name; whoever passes the database by has nothing
 * to gain and gets none.
 *
 * @throws RangeError for a cache of no endpoint, or of one that has one in the model
 */
export function keyedCaches(
  { endpoints, stations }: Platform,
  caches: readonly TimedCache[],
): ReadonlyMap<string, KeyedCache> {
  const found = new Map<string, KeyedCache>();
  const asksDatabase = (name: string) =>
    stations.some(
      ({ role, work }) =>
        role === "database" &&
        work.some((one) => one.endpoint === name && one.demand * one.visits > 0),
    );
  for (const { endpoints: glob, time, ...keys } of caches) {
    const literal = glob.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    const pattern = new RegExp(`^${literal.join(".*")}$`);
    const meant = endpoints.filter(({ name }) => pattern.test(name));
    if (meant.length === 0) throw new RangeError(`cacheTtl: no endpoint matches "${glob}"`);
    for (const { name, cacheHits } of meant) {
      if (!asksDatabase(name)) continue;
      if (cacheHits > 0 || found.has(name)) {
        throw new RangeError(`cacheTtl: ${name} has a cache in the model already`);
      }
      found.set(name, { time, keys });
    }
  }
  return found;
}
