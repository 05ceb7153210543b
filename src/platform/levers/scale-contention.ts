import { requireNonNegative } from "../../require.ts";
import type { Platform } from "../platform.ts";
import { changeQueues } from "./change-queues.ts";

/** `contention`: contention, coherency and crowding of the database × factor (isolation level, lock order). @throws RangeError unless the factor is ≥ 0 */
export function scaleContention(platform: Platform, by: number): Platform {
  const factor = requireNonNegative("contention", by);
  return changeQueues(platform, "contention", (queue) => ({
    ...queue,
    contention: queue.contention * factor,
    coherency: queue.coherency * factor,
    crowding: queue.crowding * factor,
  }));
}
