import type { Platform } from "../../platform/platform.ts";
import { platformParts } from "../../platform/tree/platform-parts.ts";
import { type RequestClass, requestClasses } from "../../platform/tree/request-classes.ts";
import { requireSupported } from "../../platform/tree/supports.ts";
import { wholeVisits } from "../../platform/tree/whole-visits.ts";
import { requireCount, requireNonNegative, requirePositive, requireShare } from "../../require.ts";
import type { Seconds } from "../../units.ts";
import type { SimulatedClass, SimulatedPlatform } from "../stations/simulated-platform.ts";
import { type KeyedCache, keyedCaches } from "./keyed-caches.ts";
import type { TimedCache } from "./profile.ts";
import type { ServiceLaw } from "./service-law.ts";
import { simulatedParts } from "./simulated-parts.ts";

export interface MappingOptions {
  /** Law of the work at every station; lognormal without it. */
  readonly law?: ServiceLaw;
  /** Seconds of the rate limit's long-run rate that may come at once; 1 without it. */
  readonly burst?: Seconds;
  /** Caches that answer for keys that were fetched. */
  readonly caches?: readonly TimedCache[];
}

/** A token bucket of this many seconds' worth of requests. */
const BURST: Seconds = 1;

/**
 * The platform as the simulator runs it: the tree that the solver solves, with laws of time for
 * its means and variations. Where a request does not come back to a line, its visits in one hold
 * are put together, with the variation of their sum; elsewhere they are simulated one by one.
 *
 * @throws RangeError naming the station, pool or number that the simulator cannot do
 */
export function simulatedPlatformOf(
  platform: Platform,
  { law = "lognormal", burst = BURST, caches = [] }: MappingOptions = {},
): SimulatedPlatform {
  const keyed = keyedCaches(platform, caches);
  const cached = withHits(platform, keyed);
  const classes = withMisses(requestClasses(cached), keyed);
  const apiReplicas = requireCount("apiReplicas", platform.apiReplicas);
  const errorShare = requireShare("backgroundErrorRate", platform.backgroundErrorRate);
  const tree = platformParts(cached, classes);
  requireSupported("simulator", tree);
  const whole = wholeVisits({ parts: tree, classes });
  const { clientTimeOut, rateLimit, requestLimit } = platform;
  const bucket = platform.rateBurst ?? Math.max(1, (rateLimit ?? 0) * burst);
  return {
    endpoints: platform.endpoints.map(({ name, weight, kind }) => {
      const keys = keyed.get(name)?.keys;
      return {
        name,
        weight,
        kind,
        ...(errorShare > 0 ? { errorShare } : {}),
        ...(keys === undefined ? {} : { keys }),
      };
    }),
    classes: simulatedClasses(platform, whole.classes),
    parts: simulatedParts(whole.parts, apiReplicas, law),
    apiReplicas,
    thinkTime: { law: "exponential", mean: requireNonNegative("thinkTime", platform.thinkTime) },
    ...(clientTimeOut === null
      ? {}
      : { clients: { timeOut: requirePositive("clientTimeOut", clientTimeOut) } }),
    ...(requestLimit === undefined
      ? {}
      : { requestLimit: requireCount("requestLimit", requestLimit) }),
    ...(rateLimit === null ? {} : { rateLimit: { rate: rateLimit, burst: bucket } }),
  };
}

/** Every request of an endpoint with keys may be a hit. */
function withHits(platform: Platform, keyed: ReadonlyMap<string, KeyedCache>): Platform {
  return {
    ...platform,
    endpoints: platform.endpoints.map((endpoint) => {
      const own = keyed.get(endpoint.name);
      return own ? { ...endpoint, cacheHits: 1, cacheTime: own.time } : endpoint;
    }),
  };
}

/** With keys, nobody knows beforehand how many are missing: a class of none, to go on as. */
function withMisses(
  classes: readonly RequestClass[],
  keyed: ReadonlyMap<string, KeyedCache>,
): readonly RequestClass[] {
  return classes.flatMap((one) =>
    keyed.has(one.endpoint) ? [{ ...one, share: 0, hit: false, cacheTime: 0 }, one] : [one],
  );
}

function simulatedClasses(
  { endpoints }: Platform,
  classes: readonly RequestClass[],
): readonly SimulatedClass[] {
  const totals = new Map<string, number>();
  for (const { endpoint, share } of classes) {
    totals.set(endpoint, (totals.get(endpoint) ?? 0) + share);
  }
  return classes.map(({ endpoint, share, hit, reads }) => {
    const place = endpoints.findIndex(({ name }) => name === endpoint);
    return {
      endpoint: place,
      share: share / (totals.get(endpoint) ?? share),
      hit,
      ...(endpoints[place]?.kind === "mixed" ? { reads } : {}),
    };
  });
}
