/** One hypothesis for each resource that could set the ceiling, where nobody knows which. */

import { type Limiter, limiters } from "../../../platform/known-facts.ts";
import type {
  Hypothesis,
  PlatformModel,
  PoolOf,
  QueueOf,
  StationOf,
} from "../../../platform/platform.ts";
import { knownPoolPlaces } from "../../../platform/pool-places.ts";
import {
  isMultiple,
  isPrior,
  medianOf,
  type Prior,
  type Quantity,
} from "../../../platform/quantity.ts";
import { upperFirst } from "../../../wording/upper-first.ts";
import { AROUND, QUERY_SHARE, SPARE } from "../one-pool.ts";
import { type InstanceLine, ofEachInstance } from "./of-each-instance.ts";
import { ofSomeRequests } from "./of-some-requests.ts";
import { noSlowdown, slowdownOf } from "./slowdown-of.ts";
import { wholePlaces } from "./whole-places.ts";
import { lockOf, type MeasuredLine } from "./with-lock.ts";

/**
 * The totals of a load test look the same whether the database, the API or the pool is what fills
 * up first, and a change tells them apart. A hypothesis whose ceiling is unknown, as written with
 * the database there, stands for one of each: in each another size lies around what the figures need,
 * the others have that or more, and how capacity falls under load goes with the ceiling.
 * Each is of platforms on which that one does fill up first: else one platform would count under several names.
 * Where it is known which resource fills up first, only that one is left, and a pool that is not
 * it is never short before. Sizes that are known stay. Other hypotheses stand for themselves.
 *
 * An API that could limit is two of them: its cores, which a request needs for its own time
 * there, and its workers, each of which keeps one request from beginning to end, so that a faster
 * database relieves them too, and totals show them as they show a pool. Where it is known which of the two it has,
 * that one is left; as many workers as are known then stand around the others' limits as well.
 *
 * Where nobody has said how many instances the API has, or whose the pool is, pool, workers and cores are two
 * explanations each: one line, and a line of each instance, cores then an event loop (see `ofEachInstance`).
 * Where requests are not told apart, a database or a pool that only some of them need may be what limits,
 * which is tried where none of the others follows the figures (see `ofSomeRequests`). Where they are, and some stay
 * fast while the rest waits, what the rest waits for may be none of the three (see `withLock`).
 *
 * @param measured what the campaign says of the line in which requests stand
 * @param isOnly the planner has given no other, so that no title needs to say which it is of
 */
export function ceilingsOf(
  hypothesis: Hypothesis,
  measured: MeasuredLine,
  isOnly = false,
): readonly Hypothesis[] {
  const { stations, pools, apiReplicas } = hypothesis.platform;
  const api = stations.find((station) => station.kind === "queue" && station.role === "api");
  const database = stations.find((one) => one.kind === "queue" && one.role === "database");
  const { ceiling, apiKind } = hypothesis;
  if (ceiling === undefined || api?.kind !== "queue" || database?.kind !== "queue") {
    return [hypothesis];
  }
  const spare = { ...database, servers: withSpare(database.servers) };
  const variant = (
    name: string,
    title: string,
    change: Partial<PlatformModel>,
    numbers: Hypothesis["numbers"] = {},
  ) => ({ name, title, change, numbers });
  const roomy = (pool: PoolOf<Quantity>) => withRoom(pool, database.servers, apiReplicas);
  const places = knownPlaces(pools, apiReplicas);
  const couldLimit = ceiling === "api" || ceiling === "unknown";
  const hasWorkers = apiKind === undefined ? couldLimit : apiKind === "workers";
  const workers = hasWorkers ? workersOf(api, database, pools, apiReplicas) : [];
  // Nobody waits for workers that have room, however many there are.
  const held = apiKind === undefined ? [] : workers.filter(({ size }) => !isPrior(size));
  const ample = { pools: [...(ceiling === "unknown" ? pools : pools.map(roomy)), ...held] };
  const cores = variant("api", "the API's processors at their limit", {
    ...ample,
    stations: replaced(stations, [
      { ...api, servers: aroundNeed(api.servers), ...slowdownOf(database, api) },
      { ...spare, ...noSlowdown },
    ]),
  });
  const locked = lockOf(hypothesis, database, measured);
  const variants: Readonly<Record<Limiter, readonly ReturnType<typeof variant>[]>> = {
    database: [
      variant("database", "the database at its limit", {
        ...ample,
        stations: replaced(stations, [{ ...database, servers: atMost(database.servers, places) }]),
      }),
    ],
    api: [
      ...(apiKind !== undefined && workers.length > 0 ? [] : [cores]),
      ...workers.map((pool) =>
        variant("workers", "the API's workers at their limit", {
          stations: replaced(stations, [spare]),
          pools: [...pools.map(roomy), pool],
        }),
      ),
    ],
    pool: [
      variant("pool", "the pool at its limit", {
        stations: replaced(stations, [{ ...spare, servers: atLeast(spare.servers, places) }]),
        pools: [
          ...pools.map((pool) =>
            pool.role === "connections" && isPrior(pool.size) && isPrior(database.servers)
              ? { ...pool, size: wholePlaces(database.servers, copiesOf(pool, apiReplicas)) }
              : pool,
          ),
          ...held,
        ],
      }),
    ],
    other:
      locked === null
        ? []
        : [
            variant(
              "lock",
              "a lock, or another service that takes one request at a time, at its limit",
              {
                stations: replaced(locked.platform.stations, [{ ...spare, ...noSlowdown }]),
                pools: [...locked.platform.pools.map(roomy), ...held],
              },
              locked.numbers,
            ),
          ],
  };
  const all = limiters
    .filter((name) => ceiling === "unknown" || name === ceiling)
    .flatMap((limiter) => variants[limiter].map((one) => ({ ...one, limiter })))
    .flatMap(({ limiter, name, title, change, numbers }) => {
      const platform: PlatformModel = { ...hypothesis.platform, ...change };
      const named = (as: string, words: string, of: PlatformModel): Hypothesis => ({
        ...hypothesis,
        name: `${hypothesis.name}-${as}`,
        ceiling: limiter,
        toldLimiter: limiter,
        numbers: { ...hypothesis.numbers, ...numbers },
        platform: { ...of, title: isOnly ? upperFirst(words) : `${of.title}; ${words}` },
      });
      const one = named(name, title, platform);
      const ofEach = lines[name];
      if (ofEach === undefined) return [one];
      const [each, ...instead] = ofEachInstance(platform, ofEach.line).map((of) => ({
        ...named(ofEach.name, ofEach.title, of),
        startsAt: one.name,
      }));
      return [one, ...(each === undefined ? [] : [{ ...each, instead }])];
    });
  return ceiling === "unknown" ? [...all, ...ofSome(all)] : all;
}

/** Of each single line at the database one that only some of the requests need, where they are not told apart. */
function ofSome(all: readonly Hypothesis[]): readonly Hypothesis[] {
  return all
    .filter(({ toldLimiter, startsAt }) => toldLimiter !== "api" && startsAt === undefined)
    .flatMap((one) => ofSomeRequests(one) ?? []);
}

/** Explanations that are of a line, and the same where each of several API instances has its own. */
const lines: Readonly<
  Record<string, { readonly line: InstanceLine; readonly name: string; readonly title: string }>
> = {
  api: {
    line: "loops",
    name: "loops-of-each",
    title: "the event loops of several API instances at their limit",
  },
  workers: {
    line: "workers",
    name: "workers-of-each",
    title: "the workers of several API instances at their limit",
  },
  pool: {
    line: "connections",
    name: "pool-of-each",
    title: "the pools of several API instances at their limit",
  },
};

/**
 * The pool of workers that an API may have, as many as are known, else as many as keep the platform busy;
 * none where the model names its own.
 */
function workersOf(
  { name, servers }: QueueOf<Quantity>,
  database: QueueOf<Quantity>,
  pools: readonly PoolOf<Quantity>[],
  apiReplicas: Quantity,
): readonly PoolOf<Quantity>[] {
  const copies = typeof apiReplicas === "number" ? apiReplicas : 1;
  const size = isPrior(servers) ? database.servers : servers;
  if (pools.some(({ role }) => role === "workers") || isMultiple(size)) return [];
  return [
    {
      name: "workers",
      role: "workers",
      size: isPrior(size) ? wholePlaces(size, copies) : size,
      perReplica: true,
      perNode: false,
      around: [name, ...pools.map((pool) => pool.name)],
      held: "request",
      acquireTimeOut: null,
    },
  ];
}

/** A pool that is not what is short has a place for each request that keeps the database busy. */
function withRoom(
  pool: PoolOf<Quantity>,
  servers: Quantity,
  apiReplicas: Quantity,
): PoolOf<Quantity> {
  const { role, size } = pool;
  if (role !== "connections" || !isPrior(size) || size.prior === "logNormal") return pool;
  if (isMultiple(servers)) return pool;
  const busy = isPrior(servers) ? medianOf(servers) / QUERY_SHARE : servers;
  const least = Math.max(1, busy / copiesOf(pool, apiReplicas));
  return { ...pool, size: range(least, Math.max(size.high, AROUND * least)) };
}

/** Pools of this kind to one node of the database. */
function copiesOf({ perReplica }: PoolOf<Quantity>, apiReplicas: Quantity): number {
  return perReplica && typeof apiReplicas === "number" ? apiReplicas : 1;
}

/** Connections to one node of the database, where their pool is one and known. */
function knownPlaces(pools: readonly PoolOf<Quantity>[], apiReplicas: Quantity): number | null {
  const [pool, ...others] = pools.filter(({ role }) => role === "connections");
  const places = pool === undefined || others.length > 0 ? null : knownPoolPlaces(pool);
  if (pool === undefined || places === null) return null;
  return places * copiesOf(pool, apiReplicas);
}

/** A database that fills up before its connections do has fewer servers than there are of them. */
function atMost(servers: Quantity, places: number | null): Quantity {
  if (places === null || !isPrior(servers) || servers.prior === "logNormal") return servers;
  return servers.low < places && places < servers.high ? { ...servers, high: places } : servers;
}

/** One that fills up after them has more. */
function atLeast(servers: Quantity, places: number | null): Quantity {
  if (places === null || !isPrior(servers) || servers.prior === "logNormal") return servers;
  return servers.low < places && places < servers.high ? { ...servers, low: places } : servers;
}

/** From around what is needed to that and more. */
function withSpare(servers: Quantity): Quantity {
  return isPrior(servers) ? range(medianOf(servers), SPARE * medianOf(servers)) : servers;
}

/** From what is needed and more to around it. */
function aroundNeed(servers: Quantity): Quantity {
  if (!isPrior(servers)) return servers;
  const needed = servers.prior === "logNormal" ? servers.median : servers.low;
  return range(needed / AROUND, needed * AROUND);
}

const range = (low: number, high: number): Prior => ({ prior: "logUniform", low, high });

function replaced(
  stations: readonly StationOf<Quantity>[],
  by: readonly QueueOf<Quantity>[],
): readonly StationOf<Quantity>[] {
  return stations.map((station) => by.find(({ name }) => name === station.name) ?? station);
}
