import { requireNonNegative } from "../../require.ts";
import type { Platform } from "../platform.ts";
import { changeQueues } from "./change-queues.ts";
import { chooseEndpoints } from "./choose-endpoints.ts";

/**
 * `demand` and `visits`: service time of a visit, or number of visits, to the database × factor, of
 * the endpoints that the glob matches (an index; N+1 queries removed; requests coalesced).
 *
 * @throws RangeError unless the factor is ≥ 0 and an endpoint matches
 */
export function scaleWork(
  platform: Platform,
  what: "demand" | "visits",
  by: number,
  endpoints?: string,
): Platform {
  const factor = requireNonNegative(what, by);
  const chosen = chooseEndpoints(platform, what, endpoints);
  return changeQueues(platform, what, (queue) => ({
    ...queue,
    work: queue.work.map((work) =>
      chosen.has(work.endpoint) ? { ...work, [what]: work[what] * factor } : work,
    ),
  }));
}
