import { requirePositive } from "../../require.ts";
import { CACHE_READ, tellsCacheTime } from "./cache.ts";
import { chooseEndpoints } from "./change/choose-endpoints.ts";
import { theOne } from "./change/the-one.ts";
import type { LeverDefinition } from "./lever-definition.ts";

/** What a hit of the cache takes besides the work in the API; nothing is cached by it alone. */
export const cacheTime = {
  name: "cacheTime",
  about: "What a hit of the cache takes besides the work in the API",
  kind: "time",
  example: "5 ms or 2 * cacheTime",
  endpoints: "some",
  zero: false,
  today: {
    of: ({ endpoints }) => theOne(endpoints.filter(tellsCacheTime).map((one) => one.cacheTime)),
    tried: [CACHE_READ, 0.005, 0.05],
  },
  lacks: () => null,
  change: (platform, time, glob) => {
    const hit = requirePositive("cacheTime", time);
    const chosen = chooseEndpoints(platform, "cacheTime", glob);
    const endpoints = platform.endpoints.map((endpoint) =>
      chosen.has(endpoint.name) ? { ...endpoint, cacheTime: hit } : endpoint,
    );
    return { ...platform, endpoints };
  },
  solved: true,
  isSize: false,
  besides: 0,
  assumes: [],
} as const satisfies LeverDefinition;
