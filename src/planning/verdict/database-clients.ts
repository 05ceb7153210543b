/** Who may open how many connections to the database, as far as the models or known: say. */
import { theOneOf } from "../../platform/fill-known.ts";
import type { KnownFacts, PoolOwner } from "../../platform/known-facts.ts";
import type { AcceptsSource } from "../../platform/levers/change/wanted-connections.ts";
import type { Hypothesis, PoolOf } from "../../platform/platform.ts";
import { knownPoolPlaces } from "../../platform/pool-places.ts";
import type { Quantity } from "../../platform/quantity.ts";
import type { Seconds } from "../../units.ts";

export interface DatabaseClients {
  /** Most connections of one replica of the API, or of all where they share a pool, its overflow among them; null: not known. */
  readonly pool: number | null;
  /** Whose these are. */
  readonly owner: PoolOwner;
  /** Of these, the overflow. */
  readonly overflow: number;
  /** A request that waits so long for one of them fails; null: nobody says. */
  readonly acquireTimeOut: Seconds | null;
  readonly replicas: number;
  /** Most that one node of the database accepts; null: not known. */
  readonly accepts: number | null;
  /** Who says so; null where nobody does. */
  readonly acceptsBy: AcceptsSource | null;
  /** Held by other clients. */
  readonly others: number;
  /** Replicas that run beside the old ones during a rollout. */
  readonly surge: number;
}

/** Where nobody says how many. */
const SURGE = 1;

/**
 * What every model says itself goes before what is known, as in the fit; models that differ tell nothing, and
 * what is known stands there.
 *
 * @param hypotheses filled with what is known
 */
export function databaseClients(
  hypotheses: readonly Hypothesis[],
  known: KnownFacts,
): DatabaseClients {
  const { max, others = 0, surge = SURGE } = known.connections ?? {};
  const models = hypotheses.map(clientsOfModel);
  const pools = sameBy(models, ({ pool, owner, overflow }) =>
    pool === null || owner === null ? null : `${pool} ${owner} ${overflow}`,
  );
  const accepts = theSame(models.map((one) => one.accepts));
  const { pool, poolOverflow = 0, poolOf = "instance" } = known;
  return {
    ...(pools === null
      ? {
          pool: pool === undefined ? null : pool + poolOverflow,
          ...{ owner: poolOf, overflow: pool === undefined ? 0 : poolOverflow },
        }
      : { pool: pools.pool, owner: pools.owner ?? poolOf, overflow: pools.overflow }),
    acquireTimeOut:
      theSame(models.map(({ acquireTimeOut }) => acquireTimeOut)) ?? known.acquireTimeOut ?? null,
    replicas: theSame(models.map(({ replicas }) => replicas)) ?? known.apiReplicas ?? 1,
    accepts: accepts ?? max ?? null,
    acceptsBy: accepts !== null ? "model" : max !== undefined ? "known" : null,
    others,
    surge,
  };
}

function clientsOfModel({ platform }: Hypothesis) {
  const pools = platform.pools.filter(({ role }) => role === "connections");
  return {
    pool: pools.length === 0 ? null : sumOf(pools.map(knownPoolPlaces)),
    owner: theSame(pools.map(ownerOf)),
    overflow: sumOf(pools.map(({ overflow = 0 }) => plain(overflow))) ?? 0,
    acquireTimeOut: theSame(pools.map(({ acquireTimeOut }) => plain(acquireTimeOut))),
    // A model that says nothing of replicas is written as if there were one: it tells nothing of how many.
    replicas: platform.apiReplicasUnsaid ? null : plain(platform.apiReplicas),
    accepts: plain(theOneOf(platform.stations, "database")?.maxConnections),
  };
}

/** One that nobody has said is each instance's: most of them are, and more connections are the safe guess. */
function ownerOf({ perReplica, perReplicaUnsaid }: PoolOf<Quantity>): PoolOwner {
  return perReplica || perReplicaUnsaid ? "instance" : "all";
}

/** Connections of so many replicas together. */
export function connectionsOf(
  { pool, owner }: Pick<DatabaseClients, "pool" | "owner">,
  replicas: number,
): number {
  return (pool ?? 0) * (owner === "all" ? 1 : replicas);
}

const sumOf = (sizes: readonly (number | null)[]): number | null =>
  sizes.reduce((a, b) => (a === null || b === null ? null : a + b), 0);

const plain = (quantity: unknown): number | null =>
  typeof quantity === "number" ? quantity : null;

/** What all say alike; null where one says nothing, or they differ, or there is none. */
function theSame<T extends number | string>(values: readonly (T | null)[]): T | null {
  const [first = null] = values;
  return values.every((value) => value === first) ? first : null;
}

/** The first of those that are alike by a key; null where they are not, or one has none. */
function sameBy<T>(all: readonly T[], keyOf: (one: T) => string | null): T | null {
  const [first] = all;
  return first === undefined || theSame(all.map(keyOf)) === null ? null : first;
}
