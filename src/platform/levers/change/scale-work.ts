import { requireNonNegative } from "../../../require.ts";
import type { Platform } from "../../platform.ts";
import { changedQueues } from "./change-queues.ts";
import { chooseEndpoints } from "./choose-endpoints.ts";

/** Stations marked as the database; where none is, all queues. */
function databases(platform: Platform): ReadonlySet<string> {
  return new Set([
    ...platform.stations.filter(({ role }) => role === "database").map(({ name }) => name),
    ...changedQueues(platform).map(({ name }) => name),
  ]);
}

/** @throws RangeError if no endpoint matches */
export function lacksWork(
  platform: Platform,
  lever: string,
  endpoints: string | undefined,
): string | null {
  const chosen = chooseEndpoints(platform, lever, endpoints);
  const places = databases(platform);
  const comes = platform.stations.some(
    ({ name, work }) => places.has(name) && work.some(({ endpoint }) => chosen.has(endpoint)),
  );
  return comes ? null : "work of the database to change";
}

/**
 * Service time of a visit, or number of visits, to the database × factor, of the endpoints that the
 * glob matches.
 *
 * @throws RangeError unless the factor is ≥ 0 and an endpoint matches
 */
export function scaleWork(
  platform: Platform,
  what: "demand" | "visits",
  by: number,
  endpoints: string | undefined,
): Platform {
  const factor = requireNonNegative(what, by);
  const chosen = chooseEndpoints(platform, what, endpoints);
  const places = databases(platform);
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
