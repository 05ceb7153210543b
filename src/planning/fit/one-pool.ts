/** "One pool, nothing else known": the hypothesis that every campaign can start from. */
import type { Audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import type { Observation } from "../../measurement/observations.ts";
import type { ThinkTime } from "../../measurement/think-time.ts";
import { plainQueue } from "../../platform/plain-queue.ts";
import type { EndpointOf, Hypothesis, QueueOf, WorkOf } from "../../platform/platform.ts";
import type { Prior, Quantity } from "../../platform/quantity.ts";
import type { Seconds, Share } from "../../units.ts";
import { campaignScale } from "./campaign-scale.ts";
import type { PlatformEndpoint } from "./endpoints/platform-endpoint.ts";
import { platformEndpoints } from "./endpoints/platform-endpoints.ts";
import { logNormal, logUniform, threeDigits } from "./rounded-prior.ts";

/** Most of an idle request's time is taken to be queries. */
export const QUERY_SHARE = 0.8;

/** The resource at the ceiling may be this many times smaller or larger than the figures suggest. */
export const AROUND = 6;

/** One that is not has up to this many times what it needs. */
export const SPARE = 200;

/** Connections that a pool has as a rule, at most; more where more were in flight. */
const USUAL_POOL = 100;

/** Of a request that never comes to the database: not the time that others spend in the API before they do. */
export const BYSTANDERS_TIME = "bystanderTime";

/** A request's time, s, of which a model file can hold the parts. */
const SHORTEST: Seconds = 1e-8;

/** Load generators that never think leave a think time below this share of the response time. */
const NO_THINKING = 0.05;

/**
 * An API, a pool of connections and a database, each of unknown size, and nobody knows which of
 * them sets the ceiling (see `ceilingsOf`). Medians of the priors come from the campaign's own
 * scale, so that nothing depends on whether a platform serves 10 users or 10,000, in milliseconds or
 * in minutes. Its YAML is what `headroom init` writes.
 */
export function onePool(
  campaign: Campaign,
  observed: readonly Observation[],
  audited: Pick<Audit, "thinkTime">,
): Hypothesis {
  const { lightLoad: measured, maxThroughput, maxUsers } = campaignScale(observed);
  const lightLoad = Math.max(measured, SHORTEST);
  const [apiTime, queryTime] = [(1 - QUERY_SHARE) * lightLoad, QUERY_SHARE * lightLoad];
  const endpoints = platformEndpoints(campaign);
  const aside = bystandersShare(endpoints);
  const inApi = maxThroughput * ((1 - aside) * apiTime + aside * lightLoad);
  const inDatabase = maxThroughput * queryTime;
  return {
    name: "platform",
    source: "A first guess by headroom init; nobody has confirmed it yet",
    ceiling: "unknown",
    numbers: {
      apiTime: logNormal(apiTime, 1),
      apiVariation: logNormal(0.8, 0.6),
      queryTime: logNormal(queryTime, 0.7),
      queryVariation: logNormal(0.8, 0.6),
      ...(endpoints.some(({ bystander }) => bystander)
        ? { [BYSTANDERS_TIME]: logNormal(lightLoad, 0.7) }
        : {}),
    },
    platform: {
      title: "One pool, nothing else known",
      thinkTime: thinkTimePrior(audited.thinkTime, lightLoad),
      apiReplicas: 1,
      apiReplicasUnsaid: true,
      endpoints: endpointsOf(endpoints),
      stations: [
        {
          ...queue("api", logUniform(inApi, SPARE * inApi)),
          perReplica: true,
          overloadContention: logNormal(1 / maxUsers, 2.5),
          work: workOf(endpoints, "api"),
        },
        {
          ...queue("database", logUniform(inDatabase / AROUND, AROUND * inDatabase)),
          contention: logNormal(0.001, 2),
          overloadContention: logNormal(0.1 / maxUsers, 2.5),
          overloadCoherency: logNormal(0.1 / maxUsers ** 2, 2.5),
          drift: logNormal(0.05, 1),
          delayVariation: endpoints.length > 1 ? null : logNormal(0.8, 0.6),
          work: workOf(endpoints, "database"),
        },
      ],
      pools: [
        {
          name: "connections",
          role: "connections",
          size: logUniform(
            Math.max(1, Math.floor(inDatabase / 2)),
            Math.ceil(Math.max(USUAL_POOL, maxUsers, 4 * inDatabase)),
          ),
          perReplica: false,
          perReplicaUnsaid: true,
          perNode: true,
          around: ["database"],
          held: "request",
          acquireTimeOut: null,
        },
      ],
      rateLimit: null,
      clientTimeOut: null,
      backgroundErrorRate: 0,
    },
  };
}

/** The median of N̄/X − R where it is known; nobody pauses where it is next to nothing. */
export function thinkTimePrior(
  { thinkTime, levels, slopeOff }: ThinkTime,
  lightLoad: Seconds,
): Prior {
  if (thinkTime === null || levels === 0) return logNormal(1, 1);
  const least = NO_THINKING * lightLoad;
  if (thinkTime < least) return logNormal(Math.max(least, 1e-6), 1);
  return logNormal(thinkTime, levels > 1 && !slopeOff ? 0.1 : 0.5);
}

function queue(name: "api" | "database", servers: Prior): QueueOf<Quantity> {
  return {
    ...plainQueue,
    name,
    role: name,
    discipline: "ps",
    servers,
    work: [],
  };
}

function endpointsOf(all: readonly PlatformEndpoint[]): readonly EndpointOf<Quantity>[] {
  const some = all.length > 0 ? all : [{ name: "all requests", weight: 1, kind: "mixed" as const }];
  return some.map(({ name, weight, kind }) => ({ name, weight, kind, cacheHits: 0, cacheTime: 0 }));
}

/** Of the work of all requests at light load. */
function bystandersShare(all: readonly PlatformEndpoint[]): Share {
  const workOf = (some: typeof all) =>
    some.reduce((sum, { weight, slower }) => sum + weight * slower, 0);
  const work = workOf(all);
  return work > 0 ? workOf(all.filter(({ bystander }) => bystander)) / work : 0;
}

/** Endpoints take their share of the work; bystanders have all of theirs in the API, where they take a time of their own. */
function workOf(
  all: readonly PlatformEndpoint[],
  station: "api" | "database",
): readonly WorkOf<Quantity>[] {
  const [demand, variation] =
    station === "api" ? ["apiTime", "apiVariation"] : ["queryTime", "queryVariation"];
  if (all.length === 0) {
    const one = { demand: { of: demand, times: 1 }, variation: { of: variation, times: 1 } };
    return [{ endpoint: "all requests", visits: 1, ...one }];
  }
  return all
    .filter(({ bystander }) => station === "api" || !bystander)
    .map((one) => ({
      endpoint: one.name,
      demand: {
        of: one.bystander ? BYSTANDERS_TIME : demand,
        times: threeDigits(one.slower > 0 ? one.slower : 1),
      },
      visits: 1,
      variation: { of: variation, times: threeDigits(one.variation) },
    }));
}
