import type { Platform, QueueOf } from "../platform/platform.ts";
import { requireCount, requirePositive, requireShare } from "../require.ts";
import type { SimulatedEndpoint, SimulatedPlatform } from "../simulation/simulated-platform.ts";
import type { Seconds } from "../units.ts";
import { endpointParts } from "./endpoint-parts.ts";
import { platformLayout, refusal } from "./platform-layout.ts";
import type { ServiceLaw } from "./service-law.ts";
import { simulatedApi, simulatedDatabase, simulatedPool } from "./simulated-tiers.ts";

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
 * request), one pool, and one database (delays or one queue, with read replicas). Visits in one
 * hold of a connection are put together, with the variation of their sum; where each visit takes
 * a connection anew they are simulated one by one. Exact but for two things: overload of the
 * database counts the requests at the database and its pool, not those in the API; and the
 * requests of API replicas are dealt out in turn instead of sharing one line.
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
  const { api, database, connections } = layout;
  const [queue] = database.filter((station) => station.kind === "queue");
  const visitByVisit = connections ? connections.held === "visit" : queue?.discipline === "fifo";
  if (connections?.held === "request" && queue?.discipline === "fifo") requireOneVisit(queue);

  const parts: SimulatedEndpoint[] = [];
  const numbers = platform.endpoints.map((endpoint) =>
    endpointParts(endpoint, { api, database, visitByVisit, law, errorShare }).map(
      (part) => parts.push(part) - 1,
    ),
  );
  const { clientTimeOut, rateLimit } = platform;
  return {
    endpoints: platform.endpoints.map(({ name }) => name),
    parts: numbers,
    platform: {
      endpoints: parts,
      thinkTime: { law: "exponential", mean: requirePositive("thinkTime", platform.thinkTime) },
      api: simulatedApi(layout, replicas),
      pool: connections && simulatedPool(connections, database, replicas),
      database: simulatedDatabase(layout, replicas),
      ...(clientTimeOut === null
        ? {}
        : { clients: { timeOut: requirePositive("clientTimeOut", clientTimeOut) } }),
      ...(rateLimit === null
        ? {}
        : { rateLimit: { rate: rateLimit, burst: Math.max(1, rateLimit * burst) } }),
    },
  };
}

function requireOneVisit(queue: QueueOf<number>): void {
  const many = queue.work.find(({ demand, visits }) => demand > 0 && visits !== 1);
  if (!many) return;
  throw refusal(
    "station",
    queue.name,
    `${many.endpoint} comes back to its line ${many.visits} times with one connection held`,
  );
}
