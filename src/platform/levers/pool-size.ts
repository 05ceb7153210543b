import { countUp } from "./change/count-up.ts";
import { lacksPool, poolOverflow, resizePools, poolSize as sizeOf } from "./change/resize-pools.ts";
import type { LeverDefinition } from "./lever-definition.ts";

/**
 * Connections of every pool of connections, as each is counted now. A pool per node opens as many
 * to each node, also to nodes that another lever adds; one per API replica as many in each. An overflow
 * stays as it is beside the new size.
 */
export const poolSize = {
  name: "pool.size",
  about:
    "Connections of a pool, as it is counted: per node, per API replica or in total; an overflow stays beside it",
  kind: "connections",
  example: "40 or 2 * pool.size",
  endpoints: "none",
  zero: false,
  today: { of: (platform) => sizeOf(platform, "connections"), tried: countUp(1, 200) },
  lacks: (platform) => lacksPool(platform, "connections"),
  change: (platform, size) => resizePools(platform, "connections", size),
  solved: true,
  isSize: true,
  besides: (platform) => poolOverflow(platform, "connections"),
  assumes: [
    "The database accepts the connections, unless it is known how many it does (maxConnections in the model, connections under known:): the rest is refused, and those are errors.",
  ],
} as const satisfies LeverDefinition;
