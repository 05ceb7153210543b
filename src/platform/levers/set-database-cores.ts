import { requirePositive } from "../../require.ts";
import type { Platform } from "../platform.ts";
import { changeQueues } from "./change-queues.ts";

/** `db.cores`: servers of each database node. @throws RangeError unless above 0 */
export function setDatabaseCores(platform: Platform, cores: number): Platform {
  const servers = requirePositive("db.cores", cores);
  return changeQueues(platform, "db.cores", (queue) => ({ ...queue, servers }));
}
