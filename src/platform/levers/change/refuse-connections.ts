import type { Seconds } from "../../../units.ts";
import type { Platform, PoolOf } from "../../platform.ts";
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
 * What the platform has open as it is was accepted: only a change that wants more, or that makes the
 * database accept fewer, is refused.
 *
 * @param before as it is
 */
export function refuseConnections(
  before: Platform,
  after: Platform,
  room: ConnectionRoom = {},
): Platform {
  const today = new Map(wantedConnections(before, room).map((one) => [one.station.name, one]));
  const places = new Map<string, number>();
  for (const one of wantedConnections(after, room)) {
    const accepted = acceptedOf(one, today.get(one.station.name));
    if (one.wanted <= accepted) continue;
    // Whoever asks is refused alike: each pool keeps its part.
    const part = Math.max(0, accepted - one.others) / (one.wanted - one.others);
    for (const pool of one.pools) {
      const owners = pool.perReplica ? one.replicas : 1;
      const kept = Math.max(1, Math.floor(Math.round(poolPlaces(pool)) * owners * part + 1e-9));
      places.set(pool.name, Math.min(kept, places.get(pool.name) ?? kept));
    }
  }
  if (places.size === 0) return after;
  const pools = after.pools.map((pool): PoolOf<number> => {
    const size = places.get(pool.name);
    if (size === undefined) return pool;
    const { overflow: _, ...own } = pool;
    if (isPooler(pool, after)) return { ...own, size };
    return { ...own, size, perReplica: false, acquireTimeOut: AT_ONCE };
  });
  return { ...after, pools };
}

/** A pool that several replicas share stands between them and the database. */
export function isPooler({ perReplica }: PoolOf<number>, { apiReplicas }: Platform): boolean {
  return !perReplica && Math.round(apiReplicas) > 1;
}

/** What a node accepts, at least what it has open today unless it is made to accept fewer. */
export function acceptedOf(
  after: Pick<WantedConnections, "accepts">,
  before: Pick<WantedConnections, "accepts" | "wanted"> | undefined,
): number {
  if (before === undefined || after.accepts < before.accepts) return after.accepts;
  return Math.max(after.accepts, before.wanted);
}
