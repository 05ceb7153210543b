import { requireNonNegative } from "../../require.ts";
import { changeQueues, lacksQueues } from "./change/change-queues.ts";
import type { LeverDefinition } from "./lever-definition.ts";

/** Contention, coherency and crowding of the database × factor (isolation level, lock order). */
export const contention = {
  name: "contention",
  about: "Slowdown of the database by requests at work × factor: isolation level, lock order",
  kind: "scale",
  example: "0.5",
  endpoints: "none",
  zero: true,
  today: null,
  lacks: lacksQueues,
  change: (platform, by) => {
    const factor = requireNonNegative("contention", by);
    return changeQueues(platform, (queue) => ({
      ...queue,
      contention: queue.contention * factor,
      coherency: queue.coherency * factor,
      crowding: queue.crowding * factor,
    }));
  },
  solved: true,
  isSize: false,
  besides: 0,
  assumes: [],
} as const satisfies LeverDefinition;
