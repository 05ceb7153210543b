import { requireShare } from "../../require.ts";
import type { Seconds } from "../../units.ts";
import type { EndpointOf } from "../platform.ts";
import { chooseEndpoints } from "./change/choose-endpoints.ts";
import type { LeverDefinition } from "./lever-definition.ts";

/** What a hit takes besides the work in the API where nobody has said: reading a key from memory. */
export const CACHE_READ: Seconds = 0.001;

/** Whether the platform says what a hit takes: it has hits already, or a time beside none. */
export const tellsCacheTime = ({ cacheHits, cacheTime }: EndpointOf<number>): boolean =>
  cacheHits > 0 || cacheTime > 0;

const timeOf = (endpoint: EndpointOf<number>): Seconds =>
  tellsCacheTime(endpoint) ? endpoint.cacheTime : CACHE_READ;

/**
 * A share of the requests of the endpoints that the glob matches is answered without the database
 * and its pool. A second cache sees what the first let through. What a hit takes is what the
 * model or `cacheTime` says, else 1 ms.
 */
export const cache = {
  name: "cache",
  about: "Share of the requests that a cache answers, without database and pool",
  kind: "share",
  example: "60 %",
  endpoints: "some",
  zero: true,
  today: null,
  lacks: () => null,
  change: (platform, hitShare, glob) => {
    const hits = requireShare("cache", hitShare);
    const chosen = chooseEndpoints(platform, "cache", glob);
    return {
      ...platform,
      endpoints: platform.endpoints.map((endpoint) => {
        if (!chosen.has(endpoint.name)) return endpoint;
        const cacheHits = 1 - (1 - endpoint.cacheHits) * (1 - hits);
        return { ...endpoint, cacheHits, cacheTime: timeOf(endpoint) };
      }),
    };
  },
  solved: true,
  isSize: false,
  besides: 0,
  assumes: [
    "A cache hit costs the API's time and what cacheTime says, 1 ms where nobody has said, and touches neither pool nor database.",
  ],
} as const satisfies LeverDefinition;
