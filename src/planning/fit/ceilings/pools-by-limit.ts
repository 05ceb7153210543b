/** Pools as they are believed to be by what sets the ceiling: short, with room, or held around all of a request. */
import type { PoolOf, QueueOf } from "../../../platform/platform.ts";
import { knownPoolPlaces } from "../../../platform/pool-places.ts";
import { isMultiple, isPrior, medianOf, type Quantity } from "../../../platform/quantity.ts";
import { AROUND, QUERY_SHARE } from "../one-pool.ts";
import { range } from "./sizes-by-limit.ts";
import { wholePlaces } from "./whole-places.ts";

/** A pool of connections that is what is short has about as many as keep as much at work as the figures need. */
export function shortPool(
  pool: PoolOf<Quantity>,
  servers: Quantity,
  apiReplicas: Quantity,
): PoolOf<Quantity> {
  if (pool.role !== "connections" || !isPrior(pool.size) || !isPrior(servers)) return pool;
  return { ...pool, size: wholePlaces(servers, copiesOf(pool, apiReplicas)) };
}

/**
 * The pool of workers that an API may have, as many as are known, else as many as keep the platform busy;
 * none where the model names its own.
 */
export function workersOf(
  { name, servers }: QueueOf<Quantity>,
  database: QueueOf<Quantity>,
  pools: readonly PoolOf<Quantity>[],
  apiReplicas: Quantity,
): readonly PoolOf<Quantity>[] {
  const copies = typeof apiReplicas === "number" ? apiReplicas : 1;
  const size = isPrior(servers) ? database.servers : servers;
  if (pools.some(({ role }) => role === "workers") || isMultiple(size)) return [];
  return [
    {
      name: "workers",
      role: "workers",
      size: isPrior(size) ? wholePlaces(size, copies) : size,
      perReplica: true,
      perNode: false,
      around: [name, ...pools.map((pool) => pool.name)],
      held: "request",
      acquireTimeOut: null,
    },
  ];
}

/** Pools of which none is what is short. */
export function roomyPools(
  pools: readonly PoolOf<Quantity>[],
  { servers }: QueueOf<Quantity>,
  apiReplicas: Quantity,
): readonly PoolOf<Quantity>[] {
  return pools.map((pool) => withRoom(pool, servers, apiReplicas));
}

/** A pool that is not what is short has a place for each request that keeps the database busy. */
function withRoom(
  pool: PoolOf<Quantity>,
  servers: Quantity,
  apiReplicas: Quantity,
): PoolOf<Quantity> {
  const { role, size } = pool;
  if (role !== "connections" || !isPrior(size) || size.prior === "logNormal") return pool;
  if (isMultiple(servers)) return pool;
  const busy = isPrior(servers) ? medianOf(servers) / QUERY_SHARE : servers;
  const least = Math.max(1, busy / copiesOf(pool, apiReplicas));
  return { ...pool, size: range(least, Math.max(size.high, AROUND * least)) };
}

/** Pools of this kind to one node of the database. */
function copiesOf({ perReplica }: PoolOf<Quantity>, apiReplicas: Quantity): number {
  return perReplica && typeof apiReplicas === "number" ? apiReplicas : 1;
}

/** Connections to one node of the database, where their pool is one and known. */
export function knownPlaces(
  pools: readonly PoolOf<Quantity>[],
  apiReplicas: Quantity,
): number | null {
  const [pool, ...others] = pools.filter(({ role }) => role === "connections");
  const places = pool === undefined || others.length > 0 ? null : knownPoolPlaces(pool);
  if (pool === undefined || places === null) return null;
  return places * copiesOf(pool, apiReplicas);
}
