import type { Seconds } from "../../../units.ts";
import type { Platform, PoolOf, QueueOf } from "../../platform.ts";
import { poolPlaces } from "../../pool-places.ts";
import {
  type ConnectionRoom,
  type WantedConnections,
  wantedConnections,
} from "./wanted-connections.ts";

/** Nobody waits for a connection that is refused. */
const AT_ONCE: Seconds = 1e-6;

/**
 * A changed platform whose pools may open no more connections than the database accepts. A pool opens
 * them as requests come: one that finds all accepted connections in use opens another, which is refused,
 * and fails at once. So many places as are accepted, for which nobody waits: exactly Engset's loss where
 * the pool is at least as large as they are together. A pool that several replicas share (PgBouncer)
 * keeps its clients waiting instead.
 *
 * The platform as it is obeys the same law by its model's own number (`refuseOwnConnections`), which is part
 * of what the measurements judge. What is known beside the model is not: whatever is open as it is was
 * measured, its refusals among the measured errors, so that only what a change wants more, or makes the
 * database accept fewer, is refused by it.
 *
 * @param before as it is
 */
export function refuseConnections(
  before: Platform,
  after: Platform,
  room: ConnectionRoom = {},
): Platform {
  const today = new Map(wantedConnections(before, room).map((one) => [one.station.name, one]));
  const wanted = wantedConnections(after, room);
  const accepted = new Map(
    wanted.map((one) => [one.station.name, acceptedOf(one, today.get(one.station.name))]),
  );
  const acceptedFor = ({ station, accepts }: WantedConnections) =>
    accepted.get(station.name) ?? accepts;
  return withAccepted(refusedBeyond(after, wanted, acceptedFor), accepted);
}

/** Where more is open today than is known to be accepted, a lever that raises the number takes none of it away. */
function withAccepted(platform: Platform, accepted: ReadonlyMap<string, number>): Platform {
  const lacks = ({ name, maxConnections }: QueueOf<number>) =>
    maxConnections !== null && maxConnections < (accepted.get(name) ?? 0);
  if (!platform.stations.some((one) => one.kind === "queue" && lacks(one))) return platform;
  const stations = platform.stations.map((one) =>
    one.kind === "queue" && lacks(one)
      ? { ...one, maxConnections: accepted.get(one.name) ?? one.maxConnections }
      : one,
  );
  return { ...platform, stations };
}

/**
 * The same of a platform by itself, as far as its model says what the database accepts: what is solved and
 * simulated, before a change as after it.
 */
export function refuseOwnConnections(platform: Platform): Platform {
  const { stations } = platform;
  if (!stations.some((one) => one.kind === "queue" && one.maxConnections !== null)) return platform;
  return refusedBeyond(platform, wantedConnections(platform), ({ accepts }) => accepts);
}

function refusedBeyond(
  platform: Platform,
  wanted: readonly WantedConnections[],
  acceptedFor: (one: WantedConnections) => number,
): Platform {
  const places = new Map<string, number>();
  for (const one of wanted) {
    const accepted = acceptedFor(one);
    if (one.wanted <= accepted) continue;
    // Whoever asks is refused alike: each pool keeps its part.
    const part = Math.max(0, accepted - one.others) / (one.wanted - one.others);
    for (const pool of one.pools) {
      const owners = pool.perReplica ? one.replicas : 1;
      const kept = Math.max(1, Math.floor(Math.round(poolPlaces(pool)) * owners * part + 1e-9));
      places.set(pool.name, Math.min(kept, places.get(pool.name) ?? kept));
    }
  }
  if (places.size === 0) return platform;
  const pools = platform.pools.map((pool): PoolOf<number> => {
    const size = places.get(pool.name);
    if (size === undefined) return pool;
    const { overflow: _, ...own } = pool;
    if (isPooler(pool, platform)) return { ...own, size };
    return { ...own, size, perReplica: false, acquireTimeOut: AT_ONCE };
  });
  return { ...platform, pools };
}

/** A pool that several replicas share stands between them and the database. */
export function isPooler({ perReplica }: PoolOf<number>, { apiReplicas }: Platform): boolean {
  return !perReplica && Math.round(apiReplicas) > 1;
}

/** What a node accepts, at least what it has open today unless it is made to accept fewer. */
export function acceptedOf(
  after: Pick<WantedConnections, "accepts">,
  before: Pick<WantedConnections, "accepts" | "acceptsBy" | "wanted" | "others"> | undefined,
): number {
  if (before === undefined || after.accepts < before.accepts) return after.accepts;
  // By the model's own number no more is open than it says, beside which others have theirs.
  const most =
    before.acceptsBy === "model" ? before.accepts + before.others : Number.POSITIVE_INFINITY;
  return Math.max(after.accepts, Math.min(before.wanted, most));
}
