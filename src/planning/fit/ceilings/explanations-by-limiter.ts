/** What a platform would be like if this or that set its ceiling. */
import type { Limiter } from "../../../platform/known-facts.ts";
import type { Hypothesis, PlatformModel, QueueOf, StationOf } from "../../../platform/platform.ts";
import { isPrior, type Quantity } from "../../../platform/quantity.ts";
import { askedByQuery, queriesInTurn } from "./by-query.ts";
import type { LineVisits } from "./line-visits.ts";
import type { MeasuredLine } from "./measured-line.ts";
import { knownPlaces, shortPool, withRoom, workersOf } from "./pools-by-limit.ts";
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

/** @returns null where the model has no API or no database of which it is told */
export function explanationsByLimiter(
  hypothesis: Hypothesis,
  measured: MeasuredLine,
): Readonly<Record<Limiter, readonly Explanation[]>> | null {
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
  const roomy = pools.map((pool) => withRoom(pool, database.servers, apiReplicas));
  const ample = [...(ceiling === "unknown" ? pools : roomy), ...held];
  const places = knownPlaces(pools, apiReplicas);
  const spare = { ...database, servers: withSpare(database.servers) };
  const idle = { ...spare, ...noSlowdown };
  const standing = (...by: readonly QueueOf<Quantity>[]) => replaced(stations, by);
  const explanation = (
    name: string,
    title: string,
    change: Partial<PlatformModel>,
    instead: readonly Alternative[] = [],
    numbers: Hypothesis["numbers"] = {},
  ): Explanation => ({ name, title, change, numbers, instead });

  const limiting = { ...database, servers: atMost(database.servers, places) };
  const inTurn = [once, ...measured.visits].flatMap((visits): readonly Alternative[] => {
    const queried = queriesInTurn(limiting, visits);
    if (queried === null) return [];
    return [
      { how: "which takes queries in turn", change: { pools: ample, stations: standing(queried) } },
    ];
  });

  const busy = { ...api, servers: aroundNeed(api.servers), ...slowdownOf(database, api) };
  const cores = explanation(
    "api",
    "the API's processors at their limit",
    { pools: ample, stations: standing(busy, idle) },
    busy.discipline === "ps"
      ? [
          {
            how: "which take requests in turn",
            change: { pools: ample, stations: standing({ ...busy, discipline: "fifo" }, idle) },
          },
        ]
      : [],
  );

  const behind = { ...spare, servers: atLeast(spare.servers, places) };
  const short = {
    stations: standing(behind),
    pools: [...pools.map((pool) => shortPool(pool, database.servers, apiReplicas)), ...held],
  };
  const anew = measured.visits.flatMap((visits): readonly Alternative[] => {
    const change = askedByQuery(short.stations, short.pools, behind, visits);
    return change === null ? [] : [{ how: "asked anew by each query", change }];
  });

  const locked = lockOf(hypothesis, database, measured);
  return {
    database: [
      explanation(
        "database",
        "the database at its limit",
        { pools: ample, stations: standing(limiting) },
        inTurn,
      ),
    ],
    api: [
      ...(apiKind !== undefined && workers.length > 0 ? [] : [cores]),
      ...workers.map((pool) =>
        explanation("workers", "the API's workers at their limit", {
          stations: standing(spare),
          pools: [...roomy, pool],
        }),
      ),
    ],
    pool: [explanation("pool", "the pool at its limit", short, anew)],
    other:
      locked === null
        ? []
        : [
            explanation(
              "lock",
              "a lock, or another service that takes one request at a time, at its limit",
              {
                stations: replaced(locked.platform.stations, [idle]),
                pools: [
                  ...locked.platform.pools.map((pool) =>
                    withRoom(pool, database.servers, apiReplicas),
                  ),
                  ...held,
                ],
              },
              [],
              locked.numbers,
            ),
          ],
  };
}

function replaced(
  stations: readonly StationOf<Quantity>[],
  by: readonly QueueOf<Quantity>[],
): readonly StationOf<Quantity>[] {
  return stations.map((station) => by.find(({ name }) => name === station.name) ?? station);
}
