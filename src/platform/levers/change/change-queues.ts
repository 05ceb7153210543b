import type { Platform, QueueOf } from "../../platform.ts";

/**
 * The queues that levers of the database act on: those marked as the database; where no station
 * is, all queues. A database that is a delay has none: it never is the limit.
 */
export function changedQueues(platform: Platform): readonly QueueOf<number>[] {
  const marked = platform.stations.filter(({ role }) => role === "database");
  const among = marked.length > 0 ? marked : platform.stations;
  return among.filter((station) => station.kind === "queue");
}

/** What a platform lacks for levers of the database; null where it has a queue to change. */
export function lacksQueues(platform: Platform): string | null {
  return changedQueues(platform).length > 0 ? null : "queue of the database to change";
}

/** The platform with its database queues changed. */
export function changeQueues(
  platform: Platform,
  change: (queue: QueueOf<number>) => QueueOf<number>,
): Platform {
  const chosen = new Set(changedQueues(platform).map(({ name }) => name));
  const stations = platform.stations.map((station) =>
    station.kind === "queue" && chosen.has(station.name) ? change(station) : station,
  );
  return { ...platform, stations };
}
