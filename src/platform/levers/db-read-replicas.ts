import { requireCount } from "../../require.ts";
import { changedQueues, changeQueues, lacksQueues } from "./change/change-queues.ts";
import { theOne } from "./change/the-one.ts";
import type { LeverDefinition } from "./lever-definition.ts";

/**
 * Further database nodes take over the reads, round robin, beside the primary where the model says so;
 * writes stay on the primary. A pool per
 * node opens as many connections to each new node; any other is shared by all.
 */
export const dbReadReplicas = {
  name: "db.readReplicas",
  about: "Further nodes of the database that take over the reads, each with the pools per node",
  kind: "replicas",
  example: "2",
  endpoints: "none",
  zero: true,
  today: {
    of: (platform) => theOne(changedQueues(platform).map(({ readReplicas }) => readReplicas)),
    tried: [0],
  },
  lacks: lacksQueues,
  change: (platform, replicas) => {
    const readReplicas = requireCount("db.readReplicas", replicas, 0);
    return changeQueues(platform, (queue) => ({ ...queue, readReplicas }));
  },
  solved: true,
  isSize: true,
  besides: 1,
  assumes: [
    "Reads go where the model says (primaryReads: to the primary as well, or to the replicas alone); where it is silent and there was no replica yet, half of the draws take each. What replicas repeat of a write is what the model says, nothing where it is silent.",
  ],
} as const satisfies LeverDefinition;
