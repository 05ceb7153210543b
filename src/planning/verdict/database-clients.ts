/** Who may open how many connections to the database, as far as known: or the models say. */
import { theOneOf } from "../../platform/fill-known.ts";
import type { KnownFacts } from "../../platform/known-facts.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import { knownPoolPlaces } from "../../platform/pool-places.ts";

export interface DatabaseClients {
  /** Most connections of one replica of the API, its overflow among them; null: not known. */
  readonly pool: number | null;
  /** Of these, the overflow. */
  readonly overflow: number;
  readonly replicas: number;
  /** Most that one node of the database accepts; null: not known. */
  readonly accepts: number | null;
  /** Held by other clients. */
  readonly others: number;
  /** Replicas that run beside the old ones during a rollout. */
  readonly surge: number;
}

/** Where nobody says how many. */
const SURGE = 1;

/** Models that differ tell nothing; nor does a pool that all replicas share, behind which theirs reach no database. */
export function databaseClients(
  hypotheses: readonly Hypothesis[],
  known: KnownFacts,
): DatabaseClients {
  const { max, others = 0, surge = SURGE } = known.connections ?? {};
  const models = hypotheses.map(({ platform }) => {
    const pools = platform.pools.filter(({ role }) => role === "connections");
    const own =
      pools.length > 0 &&
      pools.every(({ perReplica, perReplicaUnsaid }) => perReplica || perReplicaUnsaid);
    return {
      pool: own ? sumOf(pools.map(knownPoolPlaces)) : null,
      overflow: sumOf(pools.map(({ overflow = 0 }) => plain(overflow))),
      replicas: plain(platform.apiReplicas),
      accepts: plain(theOneOf(platform.stations, "database")?.maxConnections),
    };
  });
  const { pool, poolOverflow = 0 } = known;
  return {
    pool: pool === undefined ? theSame(models.map((one) => one.pool)) : pool + poolOverflow,
    overflow:
      pool === undefined ? (theSame(models.map(({ overflow }) => overflow)) ?? 0) : poolOverflow,
    replicas: known.apiReplicas ?? theSame(models.map(({ replicas }) => replicas)) ?? 1,
    accepts: max ?? theSame(models.map(({ accepts }) => accepts)),
    others,
    surge,
  };
}

const sumOf = (sizes: readonly (number | null)[]): number | null =>
  sizes.reduce((a, b) => (a === null || b === null ? null : a + b), 0);

const plain = (quantity: unknown): number | null =>
  typeof quantity === "number" ? quantity : null;

/** What all say alike; null where one says nothing, or they differ, or there is none. */
function theSame(values: readonly (number | null)[]): number | null {
  const [first = null] = values;
  return values.every((value) => value === first) ? first : null;
}
