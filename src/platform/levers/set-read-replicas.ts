import { requireCount } from "../../require.ts";
import type { Platform } from "../platform.ts";
import { changeQueues } from "./change-queues.ts";

/**
 * `db.readReplicas`: further database nodes take over all reads, round robin; writes stay on the
 * primary. Pools per node come with them. @throws RangeError unless it is a whole number ≥ 0
 */
export function setReadReplicas(platform: Platform, replicas: number): Platform {
  const readReplicas = requireCount("db.readReplicas", replicas, 0);
  return changeQueues(platform, "db.readReplicas", (queue) => ({ ...queue, readReplicas }));
}
