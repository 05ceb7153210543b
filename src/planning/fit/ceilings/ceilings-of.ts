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
import { isMultiple, isPrior, medianOf, type Quantity } from "../../../platform/quantity.ts";
import { upperFirst } from "../../../wording/upper-first.ts";
import { AROUND, QUERY_SHARE } from "../one-pool.ts";
import { askedByQuery, queriesInTurn } from "./by-query.ts";
import type { LineVisits } from "./line-visits.ts";
import type { MeasuredLine } from "./measured-line.ts";
import { type InstanceLine, ofEachInstance } from "./of-each-instance.ts";
import { ofSomeRequests } from "./of-some-requests.ts";
import { aroundNeed, atLeast, atMost, range, withSpare } from "./sizes-by-limit.ts";
import { noSlowdown, slowdownOf } from "./slowdown-of.ts";
import { wholePlaces } from "./whole-places.ts";
import { lockOf } from "./with-lock.ts";

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
 * A database that shares its cores stands for one that takes queries in turn as well, the API's processors for one event
 * loop, and a pool that is held from the first query to the last for one that each query asks anew, where some endpoints
 * wait several times as long as others (see `lineVisits`): of these the one that lies nearest the figures is taken.
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
    instead: readonly Alternative[] = [],
  ) => ({ name, title, change, numbers, instead });
  const roomy = (pool: PoolOf<Quantity>) => withRoom(pool, database.servers, apiReplicas);
  const places = knownPlaces(pools, apiReplicas);
  const couldLimit = ceiling === "api" || ceiling === "unknown";
  const hasWorkers = apiKind === undefined ? couldLimit : apiKind === "workers";
  const workers = hasWorkers ? workersOf(api, database, pools, apiReplicas) : [];
  // Nobody waits for workers that have room, however many there are.
  const held = apiKind === undefined ? [] : workers.filter(({ size }) => !isPrior(size));
  const ample = { pools: [...(ceiling === "unknown" ? pools : pools.map(roomy)), ...held] };
  const short = { ...api, servers: aroundNeed(api.servers), ...slowdownOf(database, api) };
  const idle = { ...spare, ...noSlowdown };
  const sharing = { ...ample, stations: replaced(stations, [short, idle]) };
  const inOneLoop: QueueOf<Quantity> = { ...short, discipline: "fifo" };
  const loop = { ...ample, stations: replaced(stations, [inOneLoop, idle]) };
  const cores = variant(
    "api",
    "the API's processors at their limit",
    sharing,
    {},
    api.discipline === "ps" ? [{ title: "the API's event loop at its limit", change: loop }] : [],
  );
  const limiting = { ...database, servers: atMost(database.servers, places) };
  const inTurn = [once, ...measured.visits].flatMap((visits) => {
    const queried = queriesInTurn(limiting, visits);
    const change = queried && { ...ample, stations: replaced(stations, [queried]) };
    return change === null
      ? []
      : [{ title: "the database, which takes queries in turn, at its limit", change }];
  });
  const behind = { ...spare, servers: atLeast(spare.servers, places) };
  const shortOfPlaces = {
    stations: replaced(stations, [behind]),
    pools: [
      ...pools.map((pool) =>
        pool.role === "connections" && isPrior(pool.size) && isPrior(database.servers)
          ? { ...pool, size: wholePlaces(database.servers, copiesOf(pool, apiReplicas)) }
          : pool,
      ),
      ...held,
    ],
  };
  const anew = measured.visits.flatMap((visits) => {
    const change = askedByQuery(shortOfPlaces.stations, shortOfPlaces.pools, behind, visits);
    return change === null
      ? []
      : [{ title: "the pool, which each query asks anew, at its limit", change }];
  });
  const locked = lockOf(hypothesis, database, measured);
  const variants: Readonly<Record<Limiter, readonly ReturnType<typeof variant>[]>> = {
    database: [
      variant(
        "database",
        "the database at its limit",
        { ...ample, stations: replaced(stations, [limiting]) },
        {},
        inTurn,
      ),
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
    pool: [variant("pool", "the pool at its limit", shortOfPlaces, {}, anew)],
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
    .flatMap(({ limiter, name, numbers, instead, ...first }) => {
      const platformOf = (change: Partial<PlatformModel>) => ({
        ...hypothesis.platform,
        ...change,
      });
      const named = (as: string, words: string, of: PlatformModel): Hypothesis => ({
        ...hypothesis,
        name: `${hypothesis.name}-${as}`,
        ceiling: limiter,
        toldLimiter: limiter,
        numbers: { ...hypothesis.numbers, ...numbers },
        platform: { ...of, title: isOnly ? upperFirst(words) : `${of.title}; ${words}` },
      });
      const alike = [first, ...instead];
      const one = nearestOfAll(
        alike.map(({ title, change }) => named(name, title, platformOf(change))),
      );
      const ofEach = lines[name];
      if (ofEach === undefined) return one;
      // Processors and one event loop are the same loops where there are several.
      const lineOf = ofEach.line === "loops" ? [first] : alike;
      const each = lineOf.flatMap(({ change }) =>
        ofEachInstance(platformOf(change), ofEach.line).map((of) => ({
          ...named(ofEach.name, ofEach.title, of),
          startsAt: `${hypothesis.name}-${name}`,
        })),
      );
      return [...one, ...nearestOfAll(each)];
    });
  return ceiling === "unknown" ? [...all, ...ofSome(all)] : all;
}

/** One in the place of all, which that one stands for that lies nearest the figures. */
function nearestOfAll([first, ...instead]: readonly Hypothesis[]): readonly Hypothesis[] {
  if (first === undefined) return [];
  return [instead.length === 0 ? first : { ...first, instead }];
}

/** Of each single line at the database one that only some of the requests need, where they are not told apart. */
function ofSome(all: readonly Hypothesis[]): readonly Hypothesis[] {
  return all
    .filter(({ toldLimiter, startsAt }) => toldLimiter !== "api" && startsAt === undefined)
    .flatMap((one) => ofSomeRequests(one) ?? []);
}

/** What an explanation may be as well, of the same unknowns. */
interface Alternative {
  readonly title: string;
  readonly change: Partial<PlatformModel>;
}

/** Each endpoint stands in line once. */
const once: LineVisits = new Map();

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

function replaced(
  stations: readonly StationOf<Quantity>[],
  by: readonly QueueOf<Quantity>[],
): readonly StationOf<Quantity>[] {
  return stations.map((station) => by.find(({ name }) => name === station.name) ?? station);
}
