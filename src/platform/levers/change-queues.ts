import type { Platform, QueueOf } from "../platform.ts";
import { NoPlaceError } from "./no-place-error.ts";

/**
 * The queues that levers of the database act on: those marked as the database; where no station
 * is, all queues. A database that is a delay has none: it never is the limit.
 */
export function changedQueues(platform: Platform): readonly QueueOf<number>[] {
  const marked = platform.stations.filter(({ role }) => role === "database");
  const among = marked.length > 0 ? marked : platform.stations;
  return among.filter((station) => station.kind === "queue");
}

/**
 * The platform with its database queues changed.
 *
 * @throws RangeError if there is none to change
 */
export function changeQueues(
  platform: Platform,
  lever: string,
  change: (queue: QueueOf<number>) => QueueOf<number>,
): Platform {
  const chosen = new Set(changedQueues(platform).map(({ name }) => name));
  if (chosen.size === 0) {
    throw new NoPlaceError(`${lever}: the platform has no queue of the database to change`);
  }
  const stations = platform.stations.map((station) =>
    station.kind === "queue" && chosen.has(station.name) ? change(station) : station,
  );
  return { ...platform, stations };
}
