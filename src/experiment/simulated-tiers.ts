/** API, pool and database of a platform as the simulator has them. */
import type { PoolOf, QueueOf, StationOf } from "../platform/platform.ts";
import { requireCount, requirePositive } from "../require.ts";
import type {
  SimulatedApi,
  SimulatedDatabase,
  SimulatedPool,
  SlowdownLaw,
} from "../simulation/simulated-platform.ts";
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
  requirePlainQueue(queue);
  requireNothing(queue, "readReplicas", queue.readReplicas, 0);
  return {
    discipline: "ps",
    servers: requireCount(`servers of ${queue.name}`, queue.servers),
    ...several,
    ...slowdownOf(queue),
  };
}

/** @throws RangeError naming what the simulator's database has no place for */
export function simulatedDatabase(
  { workers, api, database, connections }: PlatformLayout,
  replicas: number,
): SimulatedDatabase {
  const queue = database.find((station) => station.kind === "queue");
  if (!queue) return { discipline: "delay", servers: 1 };
  requirePlainQueue(queue);
  const overload = queue.overloadContention > 0 || queue.overloadCoherency > 0;
  const line = workers ?? api.find(({ kind }) => kind === "queue");
  if (overload && line) {
    throw refusal("station", queue.name, `its overload would not count those in ${line.name}`);
  }
  const readReplicas = requireCount(`readReplicas of ${queue.name}`, queue.readReplicas, 0);
  if (readReplicas > 0) {
    requireNothing(queue, "replication", queue.replication, 0);
    if (connections && !connections.perNode) {
      throw refusal("pool", connections.name, "each database node has one of its own (perNode)");
    }
  }
  const servers = queue.perReplica ? queue.servers * replicas : queue.servers;
  return {
    discipline: queue.discipline,
    servers: requireCount(`servers of ${queue.name}`, servers),
    ...(readReplicas > 0 ? { readReplicas } : {}),
    ...slowdownOf(queue),
  };
}

/** @throws RangeError for a size that is not whole */
export function simulatedPool(
  pool: PoolOf<number>,
  database: readonly StationOf<number>[],
  replicas: number,
): SimulatedPool {
  const size = requireCount(`size of ${pool.name}`, pool.size);
  const pools = pool.perReplica ? replicas : 1;
  const most = database.reduce(
    (least, one) => (one.kind === "queue" ? Math.min(least, one.maxConnections ?? least) : least),
    Number.POSITIVE_INFINITY,
  );
  // A database that accepts fewer shares them out among the pools.
  const each = size * pools > most ? most / pools : size;
  return {
    size: requireCount(`maxConnections for each of ${pools} ${pool.name}`, each),
    ...(pools > 1 ? { per: "replica" as const } : {}),
    ...(pool.acquireTimeOut === null
      ? {}
      : {
          acquireTimeOut: requirePositive(`acquireTimeOut of ${pool.name}`, pool.acquireTimeOut),
        }),
  };
}

/** Slowdown by those at work and those present; crowding of one server is contention. */
function slowdownOf(queue: QueueOf<number>): { readonly slowdown?: SlowdownLaw } {
  const crowding = queue.discipline === "fifo" ? 0 : queue.crowding;
  if (crowding > 0) requireNothing(queue, "servers beside crowding", queue.servers, 1);
  const slowdown = {
    contention: queue.contention + crowding,
    coherency: queue.coherency,
    overloadContention: queue.overloadContention,
    overloadCoherency: queue.overloadCoherency,
  };
  return Object.values(slowdown).some((factor) => factor !== 0) ? { slowdown } : {};
}

function requirePlainQueue(queue: QueueOf<number>): void {
  requireNothing(queue, "shards", queue.shards, 1);
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
