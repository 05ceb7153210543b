/** Connections that pools want of each database, beside what it accepts. */
import type { KnownFacts } from "../../known-facts.ts";
import type { Platform, PoolOf, QueueOf } from "../../platform.ts";
import { poolPlaces } from "../../pool-places.ts";

/** What the database accepts and who else asks it, as far as known beside the platform. */
export type ConnectionRoom = NonNullable<KnownFacts["connections"]>;

/** Who says how many connections the database accepts: the model file, or known: in headroom.yaml. */
export type AcceptsSource = "model" | "known";

export interface WantedConnections {
  readonly station: QueueOf<number>;
  /** Pools that open connections to it. */
  readonly pools: readonly PoolOf<number>[];
  /** Connections of one node, of each API replica and of pools that all replicas share. */
  readonly each: number;
  readonly shared: number;
  readonly replicas: number;
  /** Replicas that run beside them while a new version is rolled out. */
  readonly surge: number;
  /** Of other clients. */
  readonly others: number;
  /** Of all these, day by day and during a rollout. */
  readonly wanted: number;
  readonly wantedInRollout: number;
  /** Most that one node accepts; Infinity where nobody has said. */
  readonly accepts: number;
  /** Null where nobody has said. A number of the model's own goes before what is known, as everywhere. */
  readonly acceptsBy: AcceptsSource | null;
}

/** Where nobody says how many. */
const SURGE = 1;

/** One for each database that a pool of connections stands directly around. */
export function wantedConnections(
  { stations, pools, apiReplicas }: Platform,
  { max, others = 0, surge = SURGE }: ConnectionRoom = {},
): readonly WantedConnections[] {
  const replicas = Math.round(apiReplicas);
  return stations.flatMap((station) => {
    if (station.kind !== "queue" || station.role !== "database" || station.perReplica) return [];
    const own = pools.filter(
      ({ role, around }) => role === "connections" && around.includes(station.name),
    );
    if (own.length === 0) return [];
    const of = (perReplica: boolean) =>
      own
        .filter((pool) => pool.perReplica === perReplica)
        .reduce((sum, pool) => sum + Math.round(poolPlaces(pool)) / nodesOf(pool, station), 0);
    const [each, shared] = [of(true), of(false)];
    const wantedBy = (count: number) => Math.ceil(each * count + shared + others);
    return [
      {
        ...{ station, pools: own, each, shared, replicas, surge, others },
        wanted: wantedBy(replicas),
        wantedInRollout: wantedBy(replicas + surge),
        accepts: station.maxConnections ?? max ?? Number.POSITIVE_INFINITY,
        acceptsBy: saidBy(station, max),
      },
    ];
  });
}

function saidBy({ maxConnections }: QueueOf<number>, max: number | undefined) {
  if (maxConnections !== null) return "model";
  return max === undefined ? null : "known";
}

/** Nodes among which the connections of a pool are spread. */
function nodesOf(pool: PoolOf<number>, { shards, readReplicas }: QueueOf<number>): number {
  return pool.perNode ? 1 : shards * (1 + readReplicas);
}
