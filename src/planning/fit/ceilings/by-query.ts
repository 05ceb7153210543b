/** The same platform where a request stands in line once for each of its queries. */
import type { PlatformModel, PoolOf, QueueOf, WorkOf } from "../../../platform/platform.ts";
import { isMultiple, type Quantity } from "../../../platform/quantity.ts";
import type { LineVisits } from "./line-visits.ts";

/** The connections of the platform are asked for anew by each query, as pools of drivers are without a transaction. */
export function askedByQuery(
  stations: PlatformModel["stations"],
  pools: readonly PoolOf<Quantity>[],
  database: QueueOf<Quantity>,
  visits: LineVisits,
): Pick<PlatformModel, "stations" | "pools"> | null {
  const queried = ofQueries(database, visits);
  const isShort = ({ role, held, around }: PoolOf<Quantity>) =>
    role === "connections" && held === "request" && around.every((name) => name === database.name);
  if (queried === null || !pools.some(isShort)) return null;
  return {
    stations: stations.map((station) => (station.name === database.name ? queried : station)),
    pools: pools.map((pool) => (isShort(pool) ? { ...pool, held: "visit" } : pool)),
  };
}

/**
 * The database takes queries in turn, as one that waits for a disk or has a thread for each core does: who queries it
 * waits, however short the query is. Else all that are there share its cores, and short ones are done soon.
 */
export function queriesInTurn(
  database: QueueOf<Quantity>,
  visits: LineVisits,
): QueueOf<Quantity> | null {
  if (database.discipline !== "ps") return null;
  const queried = visits.size === 0 ? database : ofQueries(database, visits);
  return queried && { ...queried, discipline: "fifo" };
}

/**
 * The time of a request at the database in so many queries; what one of them varies by is more, so that the whole
 * varies as before. Null where the model says how many there are, or what each takes.
 */
function ofQueries(database: QueueOf<Quantity>, visits: LineVisits): QueueOf<Quantity> | null {
  const isUnsaid = ({ visits: said, demand, variation }: WorkOf<Quantity>) =>
    said === 1 && isMultiple(demand) && isMultiple(variation);
  if (!database.work.every(isUnsaid)) return null;
  const work = database.work.map((one): WorkOf<Quantity> => {
    const times = visits.get(one.endpoint) ?? 1;
    return {
      ...one,
      visits: times,
      demand: scaled(one.demand, 1 / times),
      variation: scaled(one.variation, Math.sqrt(times)),
    };
  });
  return { ...database, work };
}

function scaled(quantity: Quantity, by: number): Quantity {
  return isMultiple(quantity) ? { ...quantity, times: quantity.times * by } : quantity;
}
