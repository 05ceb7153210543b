/** API, pool and database of a platform as the simulator has them. */
import type { PoolOf, QueueOf, StationOf } from "../../platform/platform.ts";
import type { SlowdownLaw } from "../../platform/slowdown-law.ts";
import { requireCount, requirePositive } from "../../require.ts";
import type {
  SimulatedApi,
  SimulatedDatabase,
  SimulatedLock,
  SimulatedPool,
} from "../stations/simulated-platform.ts";
import { type PlatformLayout, refusal } from "./platform-layout.ts";

/** @throws RangeError naming what the simulator's API has no place for */
export function simulatedApi({ workers, api }: PlatformLayout, replicas: number): SimulatedApi {
  const queue = api.find((station) => station.kind === "queue");
  const several = replicas > 1 ? { replicas } : {};
  if (workers) {
    if (queue) throw refusal("station", queue.name, `it queues inside the pool ${workers.name}`);
    if (workers.acquireTimeOut !== null) {
      throw refusal("pool", workers.name, "API workers have no acquireTimeOut");
    }
    if (replicas > 1 && !workers.perReplica) {
      throw refusal("pool", workers.name, "each API replica has workers of its own (perReplica)");
    }
    return {
      discipline: "fifo",
      servers: requireCount(`size of ${workers.name}`, workers.size),
      ...several,
    };
  }
  if (!queue) return { discipline: "delay", servers: 1, ...several };
  if (queue.discipline === "fifo") {
    throw refusal("station", queue.name, "workers of the API are held until the answer: a pool");
  }
  if (replicas > 1 && !queue.perReplica) {
    throw refusal("station", queue.name, "each API replica has cores of its own (perReplica)");
  }
  requireNothing(queue, "shards", queue.shards, 1);
  requireNothing(queue, "readReplicas", queue.readReplicas, 0);
  return {
    discipline: "ps",
    servers: requireCount(`servers of ${queue.name}`, queue.servers),
    ...several,
    ...slowdownOf(queue),
  };
}

/** @throws RangeError naming what the simulator's database has no place for */
export function simulatedDatabase(layout: PlatformLayout, replicas: number): SimulatedDatabase {
  const queue = queueOf(layout.database);
  if (!queue) return { discipline: "delay", servers: 1 };
  requireOverloadSeen(queue, layout);
  const readReplicas = requireCount(`readReplicas of ${queue.name}`, queue.readReplicas, 0);
  const shards = requireCount(`shards of ${queue.name}`, queue.shards);
  if (readReplicas > 0) requireNothing(queue, "replication", queue.replication, 0);
  const servers = queue.perReplica ? queue.servers * replicas : queue.servers;
  return {
    discipline: queue.discipline,
    servers: requireCount(`servers of ${queue.name}`, servers),
    ...(readReplicas > 0 ? { readReplicas } : {}),
    ...(shards > 1 ? { shards } : {}),
    ...slowdownOf(queue),
  };
}

/** @throws RangeError naming what the simulator's lock has no place for */
export function simulatedLock(
  queue: QueueOf<number>,
  layout: PlatformLayout,
  replicas: number,
): SimulatedLock {
  requireNothing(queue, "shards", queue.shards, 1);
  requireNothing(queue, "readReplicas", queue.readReplicas, 0);
  requireOverloadSeen(queue, layout);
  const several = nodesOf(layout) > 1;
  if (several && layout.connections?.perNode) {
    throw refusal("station", queue.name, "each database node would have one of its own (perNode)");
  }
  const servers = queue.perReplica ? queue.servers * replicas : queue.servers;
  return {
    discipline: queue.discipline,
    servers: requireCount(`servers of ${queue.name}`, servers),
    ...slowdownOf(queue),
  };
}

/** @throws RangeError for a size that is not whole */
export function simulatedPool(
  pool: PoolOf<number>,
  layout: PlatformLayout,
  replicas: number,
): SimulatedPool {
  const { database } = layout;
  const size = requireCount(`size of ${pool.name}`, pool.size);
  const pools = pool.perReplica ? replicas : 1;
  const most = database.reduce(
    (least, one) => (one.kind === "queue" ? Math.min(least, one.maxConnections ?? least) : least),
    Number.POSITIVE_INFINITY,
  );
  const shared = !pool.perNode && nodesOf(layout) > 1;
  // A database that accepts fewer shares them out among the pools.
  const accepted = shared ? most * nodesOf(layout) : most;
  const each = size * pools > accepted ? accepted / pools : size;
  return {
    size: requireCount(`maxConnections for each of ${pools} ${pool.name}`, each),
    ...(pools > 1 ? { per: "replica" as const } : {}),
    ...(shared ? { sharedByNodes: true } : {}),
    ...(pool.acquireTimeOut === null
      ? {}
      : {
          acquireTimeOut: requirePositive(`acquireTimeOut of ${pool.name}`, pool.acquireTimeOut),
        }),
  };
}

/** Slowdown by those at work and those present. */
function slowdownOf(queue: QueueOf<number>): { readonly slowdown?: Partial<SlowdownLaw> } {
  const { contention, coherency, crowding, overloadContention, overloadCoherency } = queue;
  const slowdown = { contention, coherency, crowding, overloadContention, overloadCoherency };
  return Object.values(slowdown).some((factor) => factor !== 0) ? { slowdown } : {};
}

function queueOf(stations: readonly StationOf<number>[]): QueueOf<number> | undefined {
  return stations.find((station) => station.kind === "queue");
}

/** Nodes of the database, over its shards. */
function nodesOf({ database }: PlatformLayout): number {
  const queue = queueOf(database);
  return queue ? queue.shards * (1 + queue.readReplicas) : 1;
}

/** Overload counts those that ask for a connection or hold one: nobody may queue elsewhere. */
function requireOverloadSeen(queue: QueueOf<number>, { workers, api }: PlatformLayout): void {
  if (!(queue.overloadContention > 0 || queue.overloadCoherency > 0)) return;
  const line = workers ?? queueOf(api);
  if (line) {
    throw refusal("station", queue.name, `its overload would not count those in ${line.name}`);
  }
}

function requireNothing(
  queue: QueueOf<number>,
  what: string,
  value: number,
  without: number,
): void {
  if (value === without) return;
  throw refusal("station", queue.name, `it knows ${what} of ${without} only, got ${value}`);
}
