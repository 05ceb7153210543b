import { requireCount } from "../../require.ts";
import type { LeverDefinition } from "./lever-definition.ts";

/** Depth of the rate limit's token bucket: requests that it lets in at once after a quiet time. */
export const rateBurst = {
  name: "rateBurst",
  about:
    "Requests that the rate limit lets in at once after a quiet time; the simulator alone sees it",
  kind: "requests",
  example: "25 requests or 2 * rateBurst",
  endpoints: "none",
  zero: false,
  today: { of: (platform) => platform.rateBurst ?? null, tried: [1, 5, 25, 100, 500] },
  lacks: () => null,
  change: (platform, burst) => {
    const rateBurst = requireCount("rateBurst", burst);
    if (platform.rateLimit !== null) return { ...platform, rateBurst };
    throw new RangeError("rateBurst needs a rateLimit before it: the platform has none");
  },
  solved: false,
  isSize: false,
  besides: 0,
  assumes: [],
} as const satisfies LeverDefinition;
