import { requirePositive } from "../../require.ts";
import { changedQueues, changeQueues, lacksQueues } from "./change/change-queues.ts";
import { theOne } from "./change/the-one.ts";
import type { LeverDefinition } from "./lever-definition.ts";

/** Most connections that each database node accepts, over all pools. */
export const dbMaxConnections = {
  name: "db.maxConnections",
  about: "Connections that each node of the database accepts, over all pools",
  kind: "connections",
  example: "200 or 2 * db.maxConnections",
  endpoints: "none",
  zero: false,
  today: {
    of: (platform) => theOne(changedQueues(platform).map(({ maxConnections }) => maxConnections)),
    tried: [20, 66, 100, 200, 500, 1000],
  },
  lacks: lacksQueues,
  change: (platform, most) => {
    const maxConnections = requirePositive("db.maxConnections", most);
    return changeQueues(platform, (queue) => ({ ...queue, maxConnections }));
  },
  solved: true,
  isSize: false,
  besides: 0,
  assumes: [
    "Where pools want more connections than a node accepts, who comes upon a refused one fails at once; clients of a pool that several replicas share wait.",
  ],
} as const satisfies LeverDefinition;
