import { countUp } from "./change/count-up.ts";
import { lacksPool, poolOverflow, poolSize, resizePools } from "./change/resize-pools.ts";
import type { LeverDefinition } from "./lever-definition.ts";

/** Requests that one API process works on at once, as the pool of workers is counted. */
export const apiWorkers = {
  name: "api.workers",
  about: "Workers of the API, as their pool is counted: per API replica or in total",
  kind: "workers",
  example: "8 or 2 * api.workers",
  endpoints: "none",
  zero: false,
  today: { of: (platform) => poolSize(platform, "workers"), tried: countUp(1, 64) },
  lacks: (platform) => lacksPool(platform, "workers"),
  change: (platform, size) => resizePools(platform, "workers", size),
  solved: true,
  isSize: true,
  besides: (platform) => poolOverflow(platform, "workers"),
  assumes: [],
} as const satisfies LeverDefinition;
