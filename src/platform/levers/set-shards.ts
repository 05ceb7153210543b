import { requireCount } from "../../require.ts";
import type { Platform } from "../platform.ts";
import { changeQueues } from "./change-queues.ts";

/**
 * `shards`: copies of the database, with their replicas, that split all requests evenly by key. A
 * skewed key is not modeled. @throws RangeError unless it is a whole number ≥ 1
 */
export function setShards(platform: Platform, count: number): Platform {
  const shards = requireCount("shards", count);
  return changeQueues(platform, "shards", (queue) => ({ ...queue, shards }));
}
