import { requireCount } from "../../require.ts";
import { changedQueues, changeQueues, lacksQueues } from "./change/change-queues.ts";
import { theOne } from "./change/the-one.ts";
import type { LeverDefinition } from "./lever-definition.ts";

/** Copies of the database, with their replicas, that split all requests evenly by key. */
export const shards = {
  name: "shards",
  about: "Copies of the database, with their replicas, that split the requests by key",
  kind: "shards",
  example: "2",
  endpoints: "none",
  zero: false,
  today: {
    of: (platform) => theOne(changedQueues(platform).map((queue) => queue.shards)),
    tried: [1],
  },
  lacks: lacksQueues,
  change: (platform, count) => {
    const copies = requireCount("shards", count);
    return changeQueues(platform, (queue) => ({ ...queue, shards: copies }));
  },
  solved: true,
  isSize: true,
  besides: 0,
  assumes: ["Keys are split evenly: no shard has more requests than another."],
} as const satisfies LeverDefinition;
