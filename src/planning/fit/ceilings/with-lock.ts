/** The same platform with one thing more in the way of requests that wait, which takes them one at a time. */
import { plainQueue } from "../../../platform/plain-queue.ts";
import type { Hypothesis, PlatformModel, QueueOf, StationOf } from "../../../platform/platform.ts";
import type { Prior, Quantity } from "../../../platform/quantity.ts";
import type { PerSecond } from "../../../units.ts";
import { logNormal } from "../rounded-prior.ts";
import type { MeasuredLine } from "./measured-line.ts";
import { slowdownOf } from "./slowdown-of.ts";

/** Name of the station. */
const LOCK = "lock";

/** The number that it brings: how long each request has it to itself, s. */
const TIME = "lockTime";

/** How far the highest throughput that was measured may be from what it lets through: deviation of its logarithm. */
const SPREAD = 0.5;

/**
 * A row that all writes change, a lock, a queue with one consumer, a service that answers one at a time: more
 * connections, cores or replicas do not widen it, nor does a faster query. Who stands in line for it keeps a
 * connection meanwhile, as a transaction does that waits for a row; a pool that is large enough never shows it.
 *
 * @param visitors names of the endpoints that need it
 * @param laws how its capacity falls under load
 * @param maxThroughput highest measured, of all requests: about what it lets through at its limit
 * @returns null where the model has a part of that name
 */
function withLock(
  platform: PlatformModel,
  database: QueueOf<Quantity>,
  visitors: ReadonlySet<string>,
  laws: Partial<QueueOf<Quantity>>,
  maxThroughput: PerSecond,
): { readonly platform: PlatformModel; readonly numbers: Readonly<Record<string, Prior>> } | null {
  const { stations, pools, endpoints } = platform;
  if (stations.some(({ name }) => name === LOCK)) return null;
  const weightOf = (some: typeof endpoints) =>
    some.reduce((sum, { weight }) => sum + Number(weight), 0);
  const waiting = endpoints.filter(({ name }) => visitors.has(name));
  const share = weightOf(waiting) / weightOf(endpoints);
  if (!(share > 0)) return null;
  const lock: QueueOf<Quantity> = {
    ...plainQueue,
    ...laws,
    name: LOCK,
    role: "other",
    discipline: "fifo",
    servers: 1,
    work: waiting.map(({ name }) => ({
      ...{ endpoint: name, visits: 1, variation: 1, demand: { of: TIME, times: 1 } },
    })),
  };
  return {
    platform: {
      ...platform,
      stations: stations.flatMap((station): readonly StationOf<Quantity>[] =>
        station.name === database.name ? [lock, station] : [station],
      ),
      pools: pools.map((pool) =>
        pool.role === "connections" && pool.around.includes(database.name)
          ? { ...pool, around: [LOCK, ...pool.around] }
          : pool,
      ),
    },
    numbers: { [TIME]: logNormal(1 / (share * maxThroughput), SPREAD) },
  };
}

/**
 * With a lock that those need which wait alone; or, where an endpoint never comes to the database, those that do; or,
 * where somebody knows that it is what limits, all.
 */
export function lockOf(
  { platform, ceiling }: Hypothesis,
  database: QueueOf<Quantity>,
  { maxThroughput, alone }: MeasuredLine,
) {
  const queried = new Set(database.work.map(({ endpoint }) => endpoint));
  const hasBystanders = queried.size < platform.endpoints.length;
  if (alone.size === 0 && !hasBystanders && ceiling !== "other") return null;
  const visitors = alone.size > 0 ? alone : queried;
  const laws = { ...slowdownOf(database, database), delayVariation: null };
  return withLock(platform, database, visitors, laws, maxThroughput);
}
