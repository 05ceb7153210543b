/** What a platform would be like if this or that set its ceiling. */
import type { Limiter } from "../../../platform/known-facts.ts";
import type {
  Hypothesis,
  PlatformModel,
  PoolOf,
  QueueOf,
  StationOf,
} from "../../../platform/platform.ts";
import { isPrior, type Quantity } from "../../../platform/quantity.ts";
import { askedByQuery, queriesInTurn } from "./by-query.ts";
import type { LineVisits } from "./line-visits.ts";
import type { MeasuredLine } from "./measured-line.ts";
import { knownPlaces, roomyPools, shortPool, workersOf } from "./pools-by-limit.ts";
import { aroundNeed, atLeast, atMost, withSpare } from "./sizes-by-limit.ts";
import { noSlowdown, slowdownOf } from "./slowdown-of.ts";
import { lockOf } from "./with-lock.ts";

export interface Explanation {
  /** By which hypotheses are told apart: "workers". */
  readonly name: string;
  /** "the API's workers at their limit" */
  readonly title: string;
  /** What it changes of the platform. */
  readonly change: Partial<PlatformModel>;
  /** Numbers that it brings. */
  readonly numbers: Hypothesis["numbers"];
  /** What it may be as well, of the same unknowns. */
  readonly instead: readonly Alternative[];
}

export interface Alternative {
  /** What its title says beside that of the explanation: "which takes queries in turn". */
  readonly how: string;
  readonly change: Partial<PlatformModel>;
}

/** Each endpoint stands in line once. */
const once: LineVisits = new Map();

/** The platform of a hypothesis as all its explanations see it. */
interface Seen {
  readonly hypothesis: Hypothesis;
  readonly measured: MeasuredLine;
  readonly api: QueueOf<Quantity>;
  readonly database: QueueOf<Quantity>;
  /** The workers that the API may have. */
  readonly workers: readonly PoolOf<Quantity>[];
  /** Those that are known to stand around every limit. */
  readonly held: readonly PoolOf<Quantity>[];
  /** The pools, where none of them is what is short. */
  readonly ample: readonly PoolOf<Quantity>[];
  /** Connections to one node of the database, where they are known. */
  readonly places: number | null;
  /** The database, where it is not what is short. */
  readonly spare: QueueOf<Quantity>;
}

/** @returns null where the model has no API or no database of which it is told */
export function explanationsByLimiter(
  hypothesis: Hypothesis,
  measured: MeasuredLine,
): Readonly<Record<Limiter, readonly Explanation[]>> | null {
  const seen = seenOf(hypothesis, measured);
  return (
    seen && {
      database: [databaseLimit(seen)],
      api: [
        ...(hypothesis.apiKind !== undefined && seen.workers.length > 0 ? [] : [apiLimit(seen)]),
        ...seen.workers.map((pool) => workersLimit(seen, pool)),
      ],
      pool: [poolLimit(seen)],
      other: lockLimit(seen),
    }
  );
}

function seenOf(hypothesis: Hypothesis, measured: MeasuredLine): Seen | null {
  const { ceiling, apiKind, platform } = hypothesis;
  const { stations, pools, apiReplicas } = platform;
  const api = stations.find((station) => station.kind === "queue" && station.role === "api");
  const database = stations.find((one) => one.kind === "queue" && one.role === "database");
  if (api?.kind !== "queue" || database?.kind !== "queue") return null;
  const couldLimit = ceiling === "api" || ceiling === "unknown";
  const hasWorkers = apiKind === undefined ? couldLimit : apiKind === "workers";
  const workers = hasWorkers ? workersOf(api, database, pools, apiReplicas) : [];
  // Nobody waits for workers that have room, however many there are.
  const held = apiKind === undefined ? [] : workers.filter(({ size }) => !isPrior(size));
  const unsaid = ceiling === "unknown" ? pools : roomyPools(pools, database, apiReplicas);
  return {
    ...{ hypothesis, measured, api, database, workers, held },
    ample: [...unsaid, ...held],
    places: knownPlaces(pools, apiReplicas),
    spare: { ...database, servers: withSpare(database.servers) },
  };
}

function databaseLimit({ hypothesis, measured, database, places, ample }: Seen): Explanation {
  const { stations } = hypothesis.platform;
  const limiting = { ...database, servers: atMost(database.servers, places) };
  const as = (station: QueueOf<Quantity>) => ({
    pools: ample,
    stations: replaced(stations, [station]),
  });
  const instead = [once, ...measured.visits].flatMap((visits): readonly Alternative[] => {
    const queried = queriesInTurn(limiting, visits);
    return queried === null ? [] : [{ how: "which takes queries in turn", change: as(queried) }];
  });
  return {
    ...{ name: "database", title: "the database at its limit", change: as(limiting) },
    ...{ numbers: {}, instead },
  };
}

function apiLimit({ hypothesis, api, database, spare, ample }: Seen): Explanation {
  const { stations } = hypothesis.platform;
  const limiting = { ...api, servers: aroundNeed(api.servers), ...slowdownOf(database, api) };
  const as = (station: QueueOf<Quantity>) => ({
    pools: ample,
    stations: replaced(stations, [station, { ...spare, ...noSlowdown }]),
  });
  const inTurn = {
    how: "which take requests in turn",
    change: as({ ...limiting, discipline: "fifo" }),
  };
  return {
    ...{ name: "api", title: "the API's processors at their limit", change: as(limiting) },
    ...{ numbers: {}, instead: api.discipline === "ps" ? [inTurn] : [] },
  };
}

function workersLimit(
  { hypothesis, database, spare }: Seen,
  workers: PoolOf<Quantity>,
): Explanation {
  const { stations, pools, apiReplicas } = hypothesis.platform;
  return {
    ...{ name: "workers", title: "the API's workers at their limit" },
    change: {
      stations: replaced(stations, [spare]),
      pools: [...roomyPools(pools, database, apiReplicas), workers],
    },
    ...{ numbers: {}, instead: [] },
  };
}

function poolLimit({ hypothesis, measured, database, places, spare, held }: Seen): Explanation {
  const { stations, pools, apiReplicas } = hypothesis.platform;
  const behind = { ...spare, servers: atLeast(spare.servers, places) };
  const change = {
    stations: replaced(stations, [behind]),
    pools: [...pools.map((pool) => shortPool(pool, database.servers, apiReplicas)), ...held],
  };
  const instead = measured.visits.flatMap((visits): readonly Alternative[] => {
    const anew = askedByQuery(change.stations, change.pools, behind, visits);
    return anew === null ? [] : [{ how: "asked anew by each query", change: anew }];
  });
  return { name: "pool", title: "the pool at its limit", change, numbers: {}, instead };
}

function lockLimit({ hypothesis, measured, database, spare, held }: Seen): readonly Explanation[] {
  const locked = lockOf(hypothesis, database, measured);
  if (locked === null) return [];
  const { platform, numbers } = locked;
  return [
    {
      name: "lock",
      title: "a lock, or another service that takes one request at a time, at its limit",
      change: {
        stations: replaced(platform.stations, [{ ...spare, ...noSlowdown }]),
        pools: [...roomyPools(platform.pools, database, platform.apiReplicas), ...held],
      },
      ...{ numbers, instead: [] },
    },
  ];
}

function replaced(
  stations: readonly StationOf<Quantity>[],
  by: readonly QueueOf<Quantity>[],
): readonly StationOf<Quantity>[] {
  return stations.map((station) => by.find(({ name }) => name === station.name) ?? station);
}
