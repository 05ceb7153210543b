/** "One pool, nothing else known": the hypothesis that every campaign starts from. */
import type { Campaign } from "../../measurement/campaign.ts";
import type { Observation } from "../../measurement/observations.ts";
import type {
  EndpointOf,
  Hypothesis,
  PlatformModel,
  QueueOf,
  WorkOf,
} from "../../platform/platform.ts";
import type { Prior, Quantity } from "../../platform/quantity.ts";
import type { Share } from "../../units.ts";
import { campaignScale } from "./campaign-scale.ts";
import { type PlatformEndpoint, platformEndpoints } from "./platform-endpoints.ts";

/** Which resource sets the highest throughput: totals of a load test look the same. */
export const ceilings = ["database", "api", "pool"] as const;
export type Ceiling = (typeof ceilings)[number];

/** Most of an idle request's time is taken to be queries. */
const QUERY_SHARE: Readonly<Record<Ceiling, Share>> = { database: 0.8, api: 0.3, pool: 0.8 };

/** The resource at the ceiling may be this many times smaller or larger than the figures suggest. */
const AROUND = 6;

/** One that is not has up to this many times what it needs. */
const SPARE = 20;

/** Connections that a pool has as a rule, at most; more where more were in flight. */
const USUAL_POOL = 100;

const logNormal = (median: number, spread: number): Prior => ({
  prior: "logNormal",
  median,
  spread,
});
const logUniform = (low: number, high: number): Prior => ({
  prior: "logUniform",
  low,
  high: Math.max(high, 2 * low),
});

/**
 * An API, a pool of connections and a database, each of unknown size: three hypotheses, by what
 * sets the ceiling. Medians of the priors come from the campaign's own scale, so that nothing
 * depends on whether a platform serves 10 users or 10,000, in milliseconds or in minutes.
 */
export function onePool(
  campaign: Campaign,
  observed: readonly Observation[],
): readonly Hypothesis[] {
  return ceilings.map((ceiling) => onePoolWithCeiling(campaign, observed, ceiling));
}

export function onePoolWithCeiling(
  campaign: Campaign,
  observed: readonly Observation[],
  ceiling: Ceiling,
): Hypothesis {
  const { thinkTime, lightLoad, maxThroughput, maxUsers } = campaignScale(observed);
  const ofQueries = QUERY_SHARE[ceiling];
  const [apiTime, queryTime] = [(1 - ofQueries) * lightLoad, ofQueries * lightLoad];
  const busy = { api: maxThroughput * apiTime, database: maxThroughput * queryTime };
  const endpoints = platformEndpoints(campaign);
  const size = (needed: number, is: boolean) =>
    is ? logUniform(needed / AROUND, needed * AROUND) : logUniform(needed, needed * SPARE);
  const bends = (is: boolean) => (is ? slowdownPriors(maxUsers) : {});
  return {
    name: `one-pool-${ceiling}`,
    source: "One pool, nothing else known",
    numbers: {
      apiTime: logNormal(apiTime, 1),
      queryTime: logNormal(queryTime, 0.7),
      variation: logNormal(0.8, 0.6),
    },
    platform: {
      title: titles[ceiling],
      thinkTime: logNormal(thinkTime, 0.3),
      apiReplicas: 1,
      endpoints: endpointsOf(endpoints),
      stations: [
        {
          ...queue("api", size(busy.api, ceiling === "api")),
          ...bends(ceiling === "api"),
          perReplica: true,
          work: workOf(endpoints, "apiTime", true, 1 - ofQueries),
        },
        {
          ...queue("database", size(busy.database, ceiling === "database")),
          ...bends(ceiling !== "api"),
          work: workOf(endpoints, "queryTime", false, ofQueries),
        },
      ],
      pools: [
        {
          name: "connections",
          role: "connections",
          size:
            ceiling === "pool"
              ? logUniform(Math.max(1, busy.database / AROUND), busy.database * AROUND)
              : logUniform(Math.max(1, busy.database / 2), Math.max(USUAL_POOL, 2 * maxUsers)),
          perReplica: true,
          perNode: true,
          around: ["database"],
          held: "request",
          acquireTimeOut: null,
        },
      ],
      rateLimit: null,
      clientTimeOut: null,
      backgroundErrorRate: 0,
    } satisfies PlatformModel,
  };
}

const titles: Readonly<Record<Ceiling, string>> = {
  database: "One pool, the database at its limit",
  api: "One pool, the API at its limit",
  pool: "One pool, which is itself the limit",
};

/** What the resource at the ceiling may do as it fills; only starting points of wide priors. */
function slowdownPriors(maxUsers: number) {
  return {
    contention: logNormal(0.001, 2),
    overloadContention: logNormal(0.02 / maxUsers, 2),
    overloadCoherency: logNormal(0.1 / maxUsers ** 2, 2.5),
    drift: logNormal(0.05, 1),
    delayVariation: logNormal(0.7, 0.7),
  };
}

function queue(name: "api" | "database", servers: Prior): QueueOf<Quantity> {
  return {
    kind: "queue",
    name,
    role: name,
    discipline: "ps",
    servers,
    perReplica: false,
    contention: 0,
    coherency: 0,
    crowding: 0,
    overloadContention: 0,
    overloadCoherency: 0,
    overloadCounts: "queues",
    drift: 0,
    sharedLimit: null,
    delayVariation: null,
    readReplicas: 0,
    replication: 0,
    shards: 1,
    maxConnections: null,
    work: [],
  };
}

function endpointsOf(all: readonly PlatformEndpoint[]): readonly EndpointOf<Quantity>[] {
  const some = all.length > 0 ? all : [{ name: "all requests", weight: 1, kind: "read" as const }];
  return some.map(({ name, weight, kind }) => ({ name, weight, kind, cacheHits: 0, cacheTime: 0 }));
}

/** Endpoints do their share of the work; bystanders do all of theirs in the API. */
function workOf(
  all: readonly PlatformEndpoint[],
  of: string,
  isApi: boolean,
  share: Share,
): readonly WorkOf<Quantity>[] {
  const work = (endpoint: string, times: number) => ({
    endpoint,
    demand: { of, times },
    visits: 1,
    variation: { of: "variation", times: 1 },
  });
  if (all.length === 0) return [work("all requests", 1)];
  return all.flatMap(({ name, slower, bystander }) => {
    if (!bystander) return [work(name, slower > 0 ? slower : 1)];
    return isApi ? [work(name, slower / share)] : [];
  });
}
