import type { Platform, QueueOf } from "../platform.ts";

/**
 * The platform with its database queues changed; where no station is marked as the database, all
 * queues. @throws RangeError if there is none to change
 */
export function changeQueues(
  platform: Platform,
  lever: string,
  change: (queue: QueueOf<number>) => QueueOf<number>,
): Platform {
  const queues = platform.stations.filter((station) => station.kind === "queue");
  const databases = queues.filter(({ role }) => role === "database");
  const chosen = new Set((databases.length > 0 ? databases : queues).map(({ name }) => name));
  if (chosen.size === 0) throw new RangeError(`${lever}: the platform has no queue to change`);
  const stations = platform.stations.map((station) =>
    station.kind === "queue" && chosen.has(station.name) ? change(station) : station,
  );
  return { ...platform, stations };
}
