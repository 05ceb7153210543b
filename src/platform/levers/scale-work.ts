import { requireNonNegative } from "../../require.ts";
import type { Platform } from "../platform.ts";
import { changedQueues } from "./change-queues.ts";
import { chooseEndpoints } from "./choose-endpoints.ts";
import { NoPlaceError } from "./no-place-error.ts";

/**
 * `demand` and `visits`: service time of a visit, or number of visits, to the database × factor, of
 * the endpoints that the glob matches (an index; N+1 queries removed; requests coalesced). Where
 * no station is marked as the database, at all queues.
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
  const places = new Set([
    ...platform.stations.filter(({ role }) => role === "database").map(({ name }) => name),
    ...changedQueues(platform).map(({ name }) => name),
  ]);
  const comes = platform.stations.some(
    ({ name, work }) => places.has(name) && work.some(({ endpoint }) => chosen.has(endpoint)),
  );
  if (!comes) throw new NoPlaceError(`${what}: the platform has no work of the database to change`);
  const stations = platform.stations.map((station) =>
    places.has(station.name)
      ? {
          ...station,
          work: station.work.map((work) =>
            chosen.has(work.endpoint) ? { ...work, [what]: work[what] * factor } : work,
          ),
        }
      : station,
  );
  return { ...platform, stations };
}
