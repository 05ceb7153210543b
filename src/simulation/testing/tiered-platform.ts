/** A platform of an API, a pool, a database and a lock, written down for tests by its tiers. */
import { noSlowdown, type SlowdownLaw } from "../../platform/slowdown-law.ts";
import { idle } from "../../platform/tree/station-part.ts";
import type { TimeLaw } from "../engine/time-law.ts";
import type {
  SimulatedClass,
  SimulatedEndpoint,
  SimulatedKeys,
  SimulatedPart,
  SimulatedPlatform,
  SimulatedWork,
} from "../stations/simulated-platform.ts";

export interface TieredCache {
  /** Share of the requests that the cache answers, or, with keys, that it may answer. */
  readonly hitShare: number;
  readonly time: TimeLaw;
  readonly keys?: SimulatedKeys;
}

export interface TieredEndpoint extends Omit<SimulatedEndpoint, "keys"> {
  readonly apiTime: TimeLaw;
  /** Work of one visit to the database, and under the lock, if it takes it. */
  readonly databaseTime: TimeLaw;
  readonly lockTime?: TimeLaw;
  /** Visits to the database, 1 by default. */
  readonly visits?: number;
  readonly cache?: TieredCache;
}

interface Tier {
  readonly discipline: "fifo" | "ps" | "delay";
  readonly servers: number;
  readonly slowdown?: Partial<SlowdownLaw>;
}

export interface TieredPlatform
  extends Omit<SimulatedPlatform, "endpoints" | "classes" | "parts" | "apiReplicas" | "autoscale"> {
  readonly endpoints: readonly TieredEndpoint[];
  /** `fifo`: workers, each held by one request until its answer. */
  readonly api: Tier & {
    readonly replicas?: number;
    readonly autoscale?: NonNullable<SimulatedPlatform["autoscale"]>;
  };
  readonly pool: {
    readonly size: number;
    readonly per?: "node" | "replica";
    readonly sharedByNodes?: boolean;
    readonly acquireTimeOut?: number;
    readonly held?: "visit" | "request";
  } | null;
  readonly database: Tier & {
    readonly readReplicas?: number;
    readonly primaryReads?: boolean;
    readonly shards?: number;
  };
  /** At the end of each visit, its connection held. */
  readonly lock?: Tier;
}

/** The tree of the tiers: workers around the API and a pool around database and lock. */
export function tiered(platform: TieredPlatform): SimulatedPlatform {
  const { endpoints, api, pool, database, lock, ...others } = platform;
  const { replicas, autoscale } = api;
  const classes = endpoints.flatMap(({ cache }, endpoint): SimulatedClass[] => {
    const hits = cache?.hitShare ?? 0;
    return [
      ...(hits < 1 || cache?.keys ? [{ endpoint, share: 1 - hits, hit: false }] : []),
      ...(hits > 0 ? [{ endpoint, share: hits, hit: true }] : []),
    ];
  });
  const work = (
    of: (endpoint: TieredEndpoint) => TimeLaw | undefined,
    comes: (hit: boolean) => boolean,
    visits: (endpoint: TieredEndpoint) => number = () => 1,
  ) =>
    classes.map(({ endpoint, hit }): SimulatedWork | null => {
      const own = endpoints[endpoint] as TieredEndpoint;
      const time = of(own);
      return time && comes(hit) ? { time, visits: visits(own) } : null;
    });
  const visits = (endpoint: TieredEndpoint) => endpoint.visits ?? 1;
  const behind: SimulatedPart[] = [
    {
      ...node("database", "database", database),
      shards: database.shards ?? 1,
      readReplicas: database.readReplicas ?? 0,
      primaryReads: database.primaryReads ?? false,
      work: work(({ databaseTime }) => databaseTime, isMiss, visits),
    },
    ...(lock
      ? [{ ...node("lock", "other", lock), work: work(({ lockTime }) => lockTime, isMiss, visits) }]
      : []),
  ];
  const connections: SimulatedPart[] = pool
    ? [
        {
          ...{ kind: "pool", name: "pool", role: "connections", size: pool.size },
          ...{ perReplica: pool.per === "replica", perNode: !pool.sharedByNodes },
          shards: pool.sharedByNodes ? 1 : (database.shards ?? 1),
          readReplicas: pool.sharedByNodes ? 0 : (database.readReplicas ?? 0),
          primaryReads: !pool.sharedByNodes && (database.primaryReads ?? false),
          ...{ held: pool.held ?? "visit", acquireTimeOut: pool.acquireTimeOut ?? null },
          inside: behind,
        },
      ]
    : behind;
  const slowed = Object.values(api.slowdown ?? {}).some((factor) => factor > 0);
  const queue = api.discipline === "ps" || slowed;
  const cache: SimulatedPart = {
    ...node("cache", "other", { discipline: "delay", servers: 1 }),
    work: work(
      ({ cache }) => cache?.time,
      (hit) => hit,
    ),
  };
  const inside: SimulatedPart[] = [
    {
      ...node(
        api.discipline === "fifo" ? "api cores" : "api",
        "api",
        queue ? { ...api, discipline: "ps" } : { discipline: "delay", servers: 1 },
      ),
      perReplica: true,
      work: work(
        ({ apiTime }) => apiTime,
        () => true,
      ),
    },
    ...connections,
    cache,
  ];
  const parts: readonly SimulatedPart[] =
    api.discipline === "fifo"
      ? [
          {
            ...{ kind: "pool", name: "api", role: "workers", size: api.servers, held: "request" },
            ...{ perReplica: true, perNode: false, shards: 1, readReplicas: 0 },
            ...{ primaryReads: false, acquireTimeOut: null, inside },
          },
        ]
      : inside;
  return {
    ...others,
    endpoints: endpoints.map(({ apiTime, databaseTime, lockTime, visits, cache, ...one }) => ({
      ...one,
      ...(cache?.keys ? { keys: cache.keys } : {}),
    })),
    classes,
    parts,
    ...(replicas ? { apiReplicas: replicas } : {}),
    ...(autoscale ? { autoscale } : {}),
  };
}

const isMiss = (hit: boolean) => !hit;

function node(
  name: string,
  role: "api" | "database" | "other",
  { discipline, servers, slowdown }: Tier,
) {
  return { ...idle, ...noSlowdown, ...slowdown, name, role, discipline, servers };
}
