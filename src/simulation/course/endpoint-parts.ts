import type { EndpointOf, StationOf, WorkOf } from "../../platform/platform.ts";
import { requireNonNegative, requirePositive, requireShare } from "../../require.ts";
import type { Share } from "../../units.ts";
import type { SimulatedEndpoint } from "../stations/simulated-platform.ts";
import { refusal } from "./platform-layout.ts";
import {
  addWork,
  noWork,
  type ServiceLaw,
  serviceLawOf,
  type Work,
  workOf,
} from "./service-law.ts";

/** Visits closer to a whole number than this are that number. */
const WHOLE = 1e-9;

/** What an endpoint is mapped with. */
export interface PartsOf {
  readonly api: readonly StationOf<number>[];
  readonly database: readonly StationOf<number>[];
  readonly lock: StationOf<number> | null;
  /** Whether each visit to the database waits in line anew. */
  readonly visitByVisit: boolean;
  readonly law: ServiceLaw;
  readonly errorShare: Share;
}

/**
 * The simulated endpoints that stand for one of the model: one, or, where the mean number of
 * visits to the database is no whole number, those with one visit less and those with one more,
 * by the shares that give the mean.
 *
 * @throws RangeError naming what the simulator cannot do
 */
export function endpointParts(
  endpoint: EndpointOf<number>,
  { api, database, lock, visitByVisit, law, errorShare }: PartsOf,
): readonly SimulatedEndpoint[] {
  const { name, kind } = endpoint;
  const weight = requirePositive(`weight of ${name}`, endpoint.weight);
  const hits = requireShare(`cacheHits of ${name}`, endpoint.cacheHits);
  const cacheTime = requireNonNegative(`cacheTime of ${name}`, endpoint.cacheTime);
  const apiTime = serviceLawOf(sumOfWork(api, name), law);
  const held = lock ? [...database, lock] : database;
  const visits = visitsOf(held, name, visitByVisit);
  const locked = lock ? databaseWork([lock], name, visitByVisit) : noWork;
  if (hits > 0) requireBehindCache(held, name);
  const part = (
    share: Share,
    visitCount: number,
    cache: { hitShare: Share; seconds: number } | null,
  ): SimulatedEndpoint => ({
    name,
    weight: weight * share,
    kind,
    apiTime,
    databaseTime: serviceLawOf(databaseWork(database, name, visitByVisit), law),
    ...(locked.mean > 0 ? { lockTime: serviceLawOf(locked, law) } : {}),
    ...(visitByVisit && visitCount > 0 ? { visits: visitCount } : {}),
    ...(cache && {
      cache: { hitShare: cache.hitShare, time: { law: "constant", mean: cache.seconds } },
    }),
    ...(errorShare > 0 ? { errorShare } : {}),
  });
  const hitOrNot = hits > 0 ? { hitShare: hits, seconds: cacheTime } : null;
  const fewer = Math.floor(visits + WHOLE);
  const more = visits - fewer > WHOLE ? visits - fewer : 0;
  // Without a visit a request is a hit that takes no time.
  const without = (share: Share) => [
    part(share * (1 - hits), 0, { hitShare: 1, seconds: 0 }),
    part(share * hits, 0, { hitShare: 1, seconds: cacheTime }),
  ];
  return [
    ...(fewer === 0 ? without(1 - more) : [part(1 - more, fewer, hitOrNot)]),
    part(more, fewer + 1, hitOrNot),
  ].filter((one) => one.weight > 0);
}

function workAt(station: StationOf<number>, endpoint: string): WorkOf<number> | undefined {
  const work = station.work.find((one) => one.endpoint === endpoint);
  if (!work) return undefined;
  const of = `of ${endpoint} at ${station.name}`;
  requireNonNegative(`demand ${of}`, work.demand);
  requireNonNegative(`visits ${of}`, work.visits);
  requireNonNegative(`variation ${of}`, work.variation);
  return work.demand * work.visits > 0 ? work : undefined;
}

function sumOfWork(stations: readonly StationOf<number>[], endpoint: string): Work {
  return stations.reduce((sum, station) => {
    const work = workAt(station, endpoint);
    return work ? addWork(sum, workOf(work.demand, work.variation, work.visits)) : sum;
  }, noWork);
}

/** Visits to the database as the simulator counts them: 1 or 0 where they are put together. */
function visitsOf(
  database: readonly StationOf<number>[],
  endpoint: string,
  visitByVisit: boolean,
): number {
  const works = database.flatMap((station) => workAt(station, endpoint) ?? []);
  const [first] = works;
  if (!first) return 0;
  if (!visitByVisit) return 1;
  if (works.some(({ visits }) => visits !== first.visits)) {
    const [, second = database[0]] = database;
    throw refusal(
      "station",
      second?.name ?? "",
      `${endpoint} visits the stations of its pool unequally often`,
    );
  }
  return first.visits;
}

/** Of one visit, or of all that a request makes. */
function databaseWork(
  database: readonly StationOf<number>[],
  endpoint: string,
  visitByVisit: boolean,
): Work {
  if (!visitByVisit) return sumOfWork(database, endpoint);
  return database.reduce((sum, station) => {
    const work = workAt(station, endpoint);
    return work ? addWork(sum, workOf(work.demand, work.variation, 1)) : sum;
  }, noWork);
}

/** A hit of the simulator skips all that stands behind the pool; one of the model the database. */
function requireBehindCache(database: readonly StationOf<number>[], endpoint: string): void {
  const met = database.find(
    (station) => station.role !== "database" && workAt(station, endpoint) !== undefined,
  );
  if (met) {
    throw refusal("station", met.name, `cache hits of ${endpoint} come to it all the same`);
  }
}
