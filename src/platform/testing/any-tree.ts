/** Platforms of all shapes that a model may have, for laws over random inputs. */
import fc from "fast-check";
import type { Platform, PoolOf, QueueOf, StationOf, WorkOf } from "../platform.ts";

/** A platform, and a number of users that it has work for. */
export interface LoadedPlatform {
  readonly platform: Platform;
  readonly users: number;
}

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const seldom = <T>(one: fc.Arbitrary<T>, other: T, often = 4) =>
  fc.oneof({ weight: often, arbitrary: fc.constant(other) }, { weight: 1, arbitrary: one });

/** Visits as a database's own statistics give them: most often 1, a whole number or a mean. */
const visits = fc.oneof(
  { weight: 6, arbitrary: fc.constant(1) },
  { weight: 2, arbitrary: fc.integer({ min: 2, max: 10 }) },
  { weight: 1, arbitrary: fc.constantFrom(0.5, 1.5, 2.5) },
);

/** Work of 1 to 60 ms a request, by classes up to four times apart. */
const work = fc.record({
  demand: between(0.001, 0.06),
  visits,
  variation: fc.constantFrom(0.1, 0.5, 1, 1, 1.5),
  factor: between(0.5, 2),
});
type Work = typeof work extends fc.Arbitrary<infer T> ? T : never;

const queue = fc.record({
  work,
  discipline: fc.constantFrom("fifo" as const, "ps" as const),
  servers: fc.integer({ min: 1, max: 16 }),
  perReplica: fc.boolean(),
  contention: seldom(between(0, 0.03), 0),
  crowding: seldom(between(0, 0.02), 0),
  overloadContention: seldom(between(0, 0.001), 0, 6),
  readReplicas: seldom(fc.integer({ min: 1, max: 3 }), 0),
  primaryReads: fc.boolean(),
  replication: seldom(between(0, 0.5), 0, 9),
  shards: seldom(fc.integer({ min: 2, max: 3 }), 1),
});
type Queue = typeof queue extends fc.Arbitrary<infer T> ? T : never;

const shape = fc.record({
  network: fc.option(work, { nil: null }),
  api: fc.option(queue, { nil: null }),
  database: queue,
  lock: fc.option(queue, { nil: null, freq: 2 }),
  workers: fc.option(fc.integer({ min: 4, max: 100 }), { nil: null }),
  workersPerReplica: fc.boolean(),
  workersPerNode: seldom(fc.constant(true), false, 19),
  workersHeld: seldom(fc.constant("visit" as const), "request" as const, 19),
  connections: fc.option(fc.integer({ min: 2, max: 30 }), { nil: null }),
  perNode: fc.boolean(),
  poolPerReplica: fc.boolean(),
  held: fc.constantFrom("request" as const, "request" as const, "visit" as const),
  acquireTimeOut: seldom(between(0.5, 3), 0, 9),
  apiReplicas: seldom(fc.integer({ min: 2, max: 3 }), 1),
  hits: seldom(between(0.1, 0.9), 0),
  classes: fc.integer({ min: 1, max: 3 }),
  thinkTime: between(0.3, 3),
  rateLimit: seldom(between(20, 500), 0, 9),
  clientTimeOut: seldom(between(1, 10), 0, 9),
  load: between(0.2, 1.5),
});

/**
 * A network, an API, a database, a further queue, and pools around them, each there or not; some
 * with what a reader cannot do.
 */
export const anyTree: fc.Arbitrary<LoadedPlatform> = shape.map((drawn) => {
  const endpoints = Array.from({ length: drawn.classes }, (_, i) => ({
    name: `${i % 2 === 0 ? "GET" : "POST"} /${i}`,
    weight: 1 + i,
    kind: i % 2 === 0 ? ("read" as const) : ("write" as const),
    cacheHits: i % 2 === 0 ? drawn.hits : 0,
    cacheTime: 0.001,
  }));
  const workOf = ({ demand, visits, variation, factor }: Work): WorkOf<number>[] =>
    endpoints.map(({ name }, i) => ({
      ...{ endpoint: name, demand: (demand * factor ** i) / visits, visits, variation },
    }));
  const delay = (name: string, own: Work): StationOf<number> => ({
    ...{ kind: "delay", name, role: "other", work: workOf(own) },
  });
  const station = (name: string, role: QueueOf<number>["role"], own: Queue): QueueOf<number> => ({
    kind: "queue",
    name,
    role,
    ...own,
    overloadCounts: "platform",
    drift: 0,
    sharedLimit: null,
    delayVariation: null,
    coherency: 0,
    overloadCoherency: 0,
    maxConnections: null,
    perReplica: role === "api" && own.perReplica,
    readReplicas: role === "database" ? own.readReplicas : 0,
    primaryReads: own.primaryReads,
    shards: role === "database" ? own.shards : 1,
    work: workOf(own.work),
  });
  const behind = [
    station("database", "database", drawn.database),
    ...(drawn.lock ? [station("lock", "other", drawn.lock)] : []),
  ];
  const front = [
    ...(drawn.network ? [delay("network", drawn.network)] : []),
    ...(drawn.api ? [station("api", "api", drawn.api)] : []),
  ];
  const pools = poolsOf(drawn, front, behind);
  const platform: Platform = {
    title: "any",
    thinkTime: drawn.thinkTime,
    apiReplicas: drawn.apiReplicas,
    endpoints,
    stations: [...front, ...behind],
    pools,
    rateLimit: drawn.rateLimit || null,
    clientTimeOut: drawn.clientTimeOut || null,
    backgroundErrorRate: 0,
  };
  return { platform, users: usersFor(platform, drawn.load) };
});

function poolsOf(
  drawn: typeof shape extends fc.Arbitrary<infer T> ? T : never,
  front: readonly StationOf<number>[],
  behind: readonly StationOf<number>[],
): PoolOf<number>[] {
  const names = (stations: readonly StationOf<number>[]) => stations.map(({ name }) => name);
  const connections: PoolOf<number>[] =
    drawn.connections === null
      ? []
      : [
          {
            name: "connections",
            role: "connections",
            size: drawn.connections,
            perReplica: drawn.poolPerReplica,
            perNode: drawn.perNode,
            around: names(behind),
            held: drawn.held,
            acquireTimeOut: drawn.acquireTimeOut || null,
          },
        ];
  const inner = connections.length > 0 ? ["connections"] : names(behind);
  if (drawn.workers === null) return connections;
  const around = [...names(front.filter(({ role }) => role === "api")), ...inner];
  return [
    ...connections,
    {
      ...{ name: "workers", role: "workers", size: drawn.workers, around, acquireTimeOut: null },
      ...{ perReplica: drawn.workersPerReplica, perNode: drawn.workersPerNode },
      held: drawn.workersHeld,
    },
  ];
}

/** So many users that the busiest station would be so full without waits; 1 to 400. */
function usersFor({ stations, endpoints, thinkTime }: Platform, load: number): number {
  const total = endpoints.reduce((sum, { weight }) => sum + weight, 0);
  let all = thinkTime;
  let busiest = 0;
  for (const station of stations) {
    const demand = station.work.reduce(
      (sum, one, i) => sum + (one.demand * one.visits * (endpoints[i]?.weight ?? 0)) / total,
      0,
    );
    all += demand;
    if (station.kind === "queue") busiest = Math.max(busiest, demand / station.servers);
  }
  return Math.min(400, Math.max(1, Math.round((load * all) / busiest)));
}
