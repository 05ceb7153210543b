import { requirePositive } from "../../require.ts";
import { changedQueues, changeQueues, lacksQueues } from "./change/change-queues.ts";
import { countUp } from "./change/count-up.ts";
import { theOne } from "./change/the-one.ts";
import type { LeverDefinition } from "./lever-definition.ts";

/** Servers of each database node. */
export const dbCores = {
  name: "db.cores",
  about: "Cores of each node of the database",
  kind: "cores",
  example: "8 or 2 * db.cores",
  endpoints: "none",
  zero: false,
  today: {
    of: (platform) => theOne(changedQueues(platform).map(({ servers }) => servers)),
    tried: countUp(1, 64),
  },
  lacks: lacksQueues,
  change: (platform, cores) => {
    const servers = requirePositive("db.cores", cores);
    return changeQueues(platform, (queue) => ({ ...queue, servers }));
  },
  solved: true,
  isSize: true,
  besides: 0,
  assumes: [],
} as const satisfies LeverDefinition;
