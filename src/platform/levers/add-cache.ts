import { requireNonNegative, requireShare } from "../../require.ts";
import type { Seconds, Share } from "../../units.ts";
import type { Platform } from "../platform.ts";
import { chooseEndpoints } from "./choose-endpoints.ts";

/** What a hit takes besides the work in the API: reading a key from memory. */
const CACHE_READ = 0.001;

/**
 * `cache`: a share of the requests of the endpoints that the glob matches is answered without the
 * database and its pool. A second cache sees what the first let through.
 *
 * @throws RangeError unless the share lies in [0, 1], the time is ≥ 0 and an endpoint matches
 */
export function addCache(
  platform: Platform,
  hitShare: Share,
  endpoints?: string,
  time: Seconds = CACHE_READ,
): Platform {
  const hits = requireShare("cache", hitShare);
  const cacheTime = requireNonNegative("cacheTime", time);
  const chosen = chooseEndpoints(platform, "cache", endpoints);
  return {
    ...platform,
    endpoints: platform.endpoints.map((endpoint) =>
      chosen.has(endpoint.name)
        ? { ...endpoint, cacheHits: 1 - (1 - endpoint.cacheHits) * (1 - hits), cacheTime }
        : endpoint,
    ),
  };
}
