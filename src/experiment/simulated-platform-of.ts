import type { Platform, PoolOf, QueueOf, StationOf } from "../platform/platform.ts";
import { requireCount, requirePositive, requireShare } from "../require.ts";
import type {
  SimulatedApi,
  SimulatedDatabase,
  SimulatedEndpoint,
  SimulatedPlatform,
  SimulatedPool,
  SlowdownLaw,
} from "../simulation/simulated-platform.ts";
import type { Seconds } from "../units.ts";
import { endpointParts } from "./endpoint-parts.ts";
import { type PlatformLayout, platformLayout, refusal } from "./platform-layout.ts";
import type { ServiceLaw } from "./service-law.ts";

/** A platform model ready to be simulated. Plain data. */
export interface SimulatedModel {
  readonly platform: SimulatedPlatform;
  /** Names of the model's endpoints. */
  readonly endpoints: readonly string[];
  /** Of each of them, the simulated endpoints that stand for it. */
  readonly parts: readonly (readonly number[])[];
}

export interface MappingOptions {
  /** Law of the work at every station; lognormal without it. */
  readonly law?: ServiceLaw;
  /** Seconds of the rate limit's long-run rate that may come at once; 1 without it. */
  readonly burst?: Seconds;
}

/** A token bucket of this many seconds' worth of requests. */
const BURST: Seconds = 1;

/**
 * The platform as the simulator runs it.
 *
 * The simulator has one place for an API (delays, shared cores, or workers held for the whole
 * request), one pool, and one database (delays or one queue, with read replicas). Visits in one
 * hold of a connection are put together, with the variation of their sum; where each visit takes
 * a connection anew they are simulated one by one. Exact but for two things: overload of the
 * database counts the requests at the database and its pool, not those in the API; and the
 * requests of API replicas are dealt out in turn instead of sharing one line.
 *
 * @throws RangeError naming the station, pool or number that the simulator has no place for
 */
export function simulatedPlatformOf(
  platform: Platform,
  { law = "lognormal", burst = BURST }: MappingOptions = {},
): SimulatedModel {
  const layout = platformLayout(platform);
  const replicas = requireCount("apiReplicas", platform.apiReplicas);
  const errorShare = requireShare("backgroundErrorRate", platform.backgroundErrorRate);
  const { api, database, connections } = layout;
  const [queue] = database.filter((station) => station.kind === "queue");
  const visitByVisit = connections ? connections.held === "visit" : queue?.discipline === "fifo";
  if (connections?.held === "request" && queue?.discipline === "fifo") requireOneVisit(queue);

  const parts: SimulatedEndpoint[] = [];
  const numbers = platform.endpoints.map((endpoint) =>
    endpointParts(endpoint, { api, database, visitByVisit, law, errorShare }).map(
      (part) => parts.push(part) - 1,
    ),
  );
  const { clientTimeOut, rateLimit } = platform;
  return {
    endpoints: platform.endpoints.map(({ name }) => name),
    parts: numbers,
    platform: {
      endpoints: parts,
      thinkTime: { law: "exponential", mean: requirePositive("thinkTime", platform.thinkTime) },
      api: apiOf(layout, replicas),
      pool: connections && poolOf(connections, database, replicas),
      database: databaseOf(layout, replicas),
      ...(clientTimeOut === null
        ? {}
        : { clients: { timeOut: requirePositive("clientTimeOut", clientTimeOut) } }),
      ...(rateLimit === null
        ? {}
        : { rateLimit: { rate: rateLimit, burst: Math.max(1, rateLimit * burst) } }),
    },
  };
}

function apiOf({ workers, api }: PlatformLayout, replicas: number): SimulatedApi {
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

function databaseOf(
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

function poolOf(
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

function requireOneVisit(queue: QueueOf<number>): void {
  const many = queue.work.find(({ demand, visits }) => demand > 0 && visits !== 1);
  if (!many) return;
  throw refusal(
    "station",
    queue.name,
    `${many.endpoint} comes back to its line ${many.visits} times with one connection held`,
  );
}
