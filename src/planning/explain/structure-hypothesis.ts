/** A structure as a platform model with priors from the campaign's scale. */

import { plainQueue } from "../../platform/plain-queue.ts";
import type {
  EndpointKind,
  EndpointOf,
  Hypothesis,
  PoolOf,
  QueueOf,
  StationOf,
  WorkOf,
} from "../../platform/platform.ts";
import { isMultiple, type Prior, type Quantity } from "../../platform/quantity.ts";
import type { PerSecond, Seconds } from "../../units.ts";
import type { PlatformEndpoint } from "../fit/endpoints/platform-endpoint.ts";
import { logNormal, logUniform, threeDigits } from "../fit/rounded-prior.ts";
import {
  type Law,
  type Resource,
  type Structure,
  structureName,
  structureSentence,
} from "./structure.ts";

/** What the figures say before anything is fitted. */
export interface StructureScale {
  readonly thinkTime: Quantity;
  readonly lightLoad: Seconds;
  readonly maxThroughput: PerSecond;
  readonly maxUsers: number;
  readonly endpoints: readonly PlatformEndpoint[];
}

/** A station that is never short of servers: only its laws slow it down. */
const AMPLE = 1e6;

/** Where requests in order of arrival are held, another resource holds no one up. */
const pooled: Readonly<Partial<Record<Resource, PoolOf<Quantity>["role"]>>> = {
  workers: "workers",
  connections: "connections",
};

const atDatabase: ReadonlySet<Resource> = new Set<Resource>(["connections", "database"]);

/** The platform of a structure; times spread widely around the response time at light load. */
export function structureHypothesis(structure: Structure, scale: StructureScale): Hypothesis {
  const { resource, visits } = structure;
  const endpoints = endpointsOf(scale.endpoints);
  const slow = endpoints.filter(({ slow: own }) => own);
  const visitors = visits === "slow kind" ? slow : endpoints;
  const role = atDatabase.has(resource) ? "database" : "api";
  const main: QueueOf<Quantity> = {
    ...plainQueue,
    discipline: "ps",
    name: role,
    role,
    perReplica: role === "api",
    servers: serversOf(resource, scale),
    ...lawsOf(structure.laws, scale),
    work: visitors.map((endpoint) =>
      workOf(endpoint, visits === "all" || !endpoint.slow ? "time" : "slowTime"),
    ),
  };
  // Who passes the resource by meets the API, which may fill up as well.
  const beside: StationOf<Quantity> =
    visits === "slow kind"
      ? {
          ...plainQueue,
          discipline: "ps",
          name: role === "api" ? "front" : "api",
          role: role === "api" ? "other" : "api",
          perReplica: role !== "api",
          servers: logUniform(
            scale.maxThroughput * scale.lightLoad * 0.05,
            scale.maxThroughput * scale.lightLoad * 20,
          ),
          work: endpoints.map((endpoint) => workOf(endpoint, "frontTime")),
        }
      : {
          kind: "delay",
          name: role === "api" ? "database" : "api",
          role: role === "api" ? "database" : "api",
          work: endpoints.map((endpoint) => workOf(endpoint, "elsewhereTime")),
        };
  const poolRole = pooled[resource];
  const pools: readonly PoolOf<Quantity>[] =
    poolRole === undefined
      ? []
      : [
          {
            name: poolRole,
            role: poolRole,
            size: logUniform(1, Math.max(100, scale.maxUsers)),
            perReplica: true,
            perNode: poolRole === "connections",
            around: [main.name],
            held: "request",
            acquireTimeOut: null,
          },
        ];
  const L = scale.lightLoad;
  const numbers: Record<string, Prior> = {
    ...(visits === "slow kind"
      ? { frontTime: logNormal(0.3 * L, 1), slowTime: logNormal(L, 1.2) }
      : {
          time: logNormal(visits === "all" ? 0.6 * L : 0.3 * L, 1),
          elsewhereTime: logNormal(0.3 * L, 1),
        }),
    ...(visits === "two kinds" ? { slowTime: logNormal(L, 1.2) } : {}),
    variation: logNormal(0.9, 0.6),
  };
  const demands = [main, beside].flatMap(({ work }) => work.map(({ demand }) => demand));
  const isAsked = (name: string) =>
    name === "variation" || demands.some((demand) => isMultiple(demand) && demand.of === name);
  return {
    name: structureName(structure),
    source: structureSentence(structure),
    // Where all requests are of one kind, no number is left for the other.
    numbers: Object.fromEntries(Object.entries(numbers).filter(([name]) => isAsked(name))),
    platform: {
      title: structureSentence(structure).replace(/\.$/, ""),
      thinkTime: scale.thinkTime,
      apiReplicas: 1,
      endpoints: endpoints.map(({ name, weight, kind }): EndpointOf<Quantity> => {
        return { name, weight, kind, cacheHits: 0, cacheTime: 0 };
      }),
      stations: [main, beside],
      pools,
      rateLimit: null,
      clientTimeOut: null,
      backgroundErrorRate: 0,
    },
  };
}

function serversOf(resource: Resource, { maxThroughput, lightLoad }: StructureScale): Quantity {
  if (resource === "loop") return 1;
  if (pooled[resource] !== undefined) return AMPLE;
  const needed = maxThroughput * lightLoad;
  return logUniform(needed / 20, needed * 20);
}

/** What the laws of a structure leave open. */
function lawsOf(laws: readonly Law[], { maxUsers }: StructureScale): Partial<QueueOf<Quantity>> {
  const ofLaw: Readonly<Record<Law, Partial<QueueOf<Quantity>>>> = {
    overload: { overloadContention: logNormal(1 / maxUsers, 2) },
    drift: { drift: logNormal(0.08, 1) },
    contention: { contention: logNormal(0.01, 2) },
    uneven: { delayVariation: logNormal(0.8, 0.6) },
  };
  return Object.assign({}, ...laws.map((law) => ofLaw[law]));
}

interface GroupedEndpoint {
  readonly name: string;
  readonly weight: number;
  readonly kind: EndpointKind;
  /** Of the kind that slows down with the load. */
  readonly slow: boolean;
  readonly times: number;
  /** Of its variation, likewise. */
  readonly variation: number;
}

function endpointsOf(all: readonly PlatformEndpoint[]): readonly GroupedEndpoint[] {
  if (all.length === 0) {
    return [{ name: "all requests", weight: 1, kind: "mixed", slow: true, times: 1, variation: 1 }];
  }
  return all.map(({ name, weight, kind, slower, variation, bystander }) => ({
    ...{ name, weight, kind, slow: !bystander },
    times: slower > 0 ? threeDigits(slower) : 1,
    variation: threeDigits(variation),
  }));
}

function workOf({ name, times, variation }: GroupedEndpoint, time: string): WorkOf<Quantity> {
  return {
    endpoint: name,
    demand: { of: time, times },
    visits: 1,
    variation: { of: "variation", times: variation },
  };
}
