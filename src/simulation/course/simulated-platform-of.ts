import type { Platform, StationOf } from "../../platform/platform.ts";
import { requireCount, requirePositive, requireShare } from "../../require.ts";
import type { Seconds } from "../../units.ts";
import type { SimulatedEndpoint, SimulatedPlatform } from "../stations/simulated-platform.ts";
import { endpointParts } from "./endpoint-parts.ts";
import { platformLayout } from "./platform-layout.ts";
import type { ServiceLaw } from "./service-law.ts";
import {
  simulatedApi,
  simulatedDatabase,
  simulatedLock,
  simulatedPool,
} from "./simulated-tiers.ts";

/** A platform model ready to be simulated. Plain data. */
export interface SimulatedModel {
  readonly platform: SimulatedPlatform;
  /** Names of the model's endpoints. */
  readonly endpoints: readonly string[];
  /** Of each of them, the simulated endpoints that stand for it. */
  readonly parts: readonly (readonly number[])[];
}

export interface MappingOptions {
  /** Law of the work at every station; lognormal without it. */
  readonly law?: ServiceLaw;
  /** Seconds of the rate limit's long-run rate that may come at once; 1 without it. */
  readonly burst?: Seconds;
}

/** A token bucket of this many seconds' worth of requests. */
const BURST: Seconds = 1;

/**
 * The platform as the simulator runs it.
 *
 * The simulator has one place for an API (delays, shared cores, or workers held for the whole
 * request), one pool, and one database (delays or one queue, with read replicas and shards),
 * with one more queue behind the same pool, such as row locks. Visits in one hold of a
 * connection are put together, with the variation of their sum; where each visit takes
 * a connection anew, or stands in a first-come line again, they are simulated one by one. Exact
 * but for two things: overload of the database counts the requests at the database and its pool,
 * not those in the API; and the requests of API replicas are dealt out in turn instead of sharing
 * one line.
 *
 * @throws RangeError naming the station, pool or number that the simulator has no place for
 */
export function simulatedPlatformOf(
  platform: Platform,
  { law = "lognormal", burst = BURST }: MappingOptions = {},
): SimulatedModel {
  const layout = platformLayout(platform);
  const replicas = requireCount("apiReplicas", platform.apiReplicas);
  const errorShare = requireShare("backgroundErrorRate", platform.backgroundErrorRate);
  const { api, database, lock, connections } = layout;
  const comesBack = returnsToLine([...database, ...(lock ? [lock] : [])]);
  const visitByVisit = connections?.held === "visit" || comesBack;

  const parts: SimulatedEndpoint[] = [];
  const numbers = platform.endpoints.map((endpoint) =>
    endpointParts(endpoint, { api, database, lock, visitByVisit, law, errorShare }).map(
      (part) => parts.push(part) - 1,
    ),
  );
  const { clientTimeOut, rateLimit } = platform;
  const bucket = platform.rateBurst ?? Math.max(1, (rateLimit ?? 0) * burst);
  return {
    endpoints: platform.endpoints.map(({ name }) => name),
    parts: numbers,
    platform: {
      endpoints: parts,
      thinkTime: { law: "exponential", mean: requirePositive("thinkTime", platform.thinkTime) },
      api: simulatedApi(layout, replicas),
      pool: connections && {
        ...simulatedPool(connections, layout, replicas),
        ...(visitByVisit && connections.held === "request" ? { held: "request" as const } : {}),
      },
      database: simulatedDatabase(layout, replicas),
      ...(lock ? { lock: simulatedLock(lock, layout, replicas) } : {}),
      ...(clientTimeOut === null
        ? {}
        : { clients: { timeOut: requirePositive("clientTimeOut", clientTimeOut) } }),
      ...(rateLimit === null ? {} : { rateLimit: { rate: rateLimit, burst: bucket } }),
    },
  };
}

/** Whether any request stands in a first-come line more often, or less, than once. */
function returnsToLine(stations: readonly StationOf<number>[]): boolean {
  return stations.some(
    (station) =>
      station.kind === "queue" &&
      station.discipline === "fifo" &&
      station.work.some(({ demand, visits }) => demand > 0 && visits > 0 && visits !== 1),
  );
}
