/** What an unknown of a hypothesis is, told by where it stands in the platform. */
import type { PlatformModel, PoolOf, StationOf } from "../../platform/platform.ts";
import { isMultiple, type Quantity } from "../../platform/quantity.ts";

export interface ParameterMeaning {
  /** "s", "req/s", "connections", "servers", "replicas"; "" for a plain number. */
  readonly unit: string;
  readonly meaning: string;
}

/** A place in a platform where a number stands. */
interface Use {
  readonly field: string;
  /** Name of its station, pool or endpoint; empty on the platform itself. */
  readonly of: string;
  readonly role: PoolOf<Quantity>["role"] | null;
  /** Whose visits it describes. */
  readonly endpoint: string | null;
}

/**
 * Unit and meaning in words of a named number, or of one that goes by its place
 * ("pools.connections.size"). Without a place where it stands it is a plain number.
 */
export function parameterMeaning(platform: PlatformModel, name: string): ParameterMeaning {
  const uses = usesOf(platform, name);
  const [first] = uses;
  if (first === undefined) return { unit: "", meaning: "" };
  const alike = uses.filter(({ field, of }) => field === first.field && of === first.of);
  const names = alike.flatMap(({ endpoint }) => (endpoint === null ? [] : [endpoint]));
  return meaningOf(first, names, platform.endpoints.length);
}

function usesOf(platform: PlatformModel, name: string): readonly Use[] {
  const { stations, pools, endpoints, ...rest } = platform;
  const found = (part: object, place: string, use: Omit<Use, "field">): Use[] =>
    Object.entries(part).flatMap(([field, value]) =>
      `${place}${field}` === name || (isMultiple(value) && value.of === name)
        ? [{ ...use, field }]
        : [],
    );
  const plain = { role: null, endpoint: null };
  return [
    ...found(rest, "", { ...plain, of: "" }),
    ...endpoints.flatMap((one) =>
      found(one, `endpoints.${one.name}.`, { ...plain, of: one.name, endpoint: one.name }),
    ),
    ...stations.flatMap((station) => stationUses(station, found)),
    ...pools.flatMap((pool) =>
      found(pool, `pools.${pool.name}.`, { of: pool.name, role: pool.role, endpoint: null }),
    ),
  ];
}

function stationUses(
  station: StationOf<Quantity>,
  found: (part: object, place: string, use: Omit<Use, "field">) => Use[],
): readonly Use[] {
  const place = `stations.${station.name}.`;
  const use = { of: station.name, role: null };
  return [
    ...station.work.flatMap((work) =>
      found(work, `${place}work.${work.endpoint}.`, { ...use, endpoint: work.endpoint }),
    ),
    ...found(station, place, { ...use, endpoint: null }),
  ];
}

function meaningOf(
  { field, of, role }: Use,
  endpoints: readonly string[],
  all: number,
): ParameterMeaning {
  const whose = whoseVisits(endpoints, all);
  switch (field) {
    case "demand":
      return { unit: "s", meaning: `time of one visit to ${of}, ${whose}` };
    case "visits":
      return { unit: "visits", meaning: `visits to ${of} per request, ${whose}` };
    case "variation":
      return {
        unit: "",
        meaning: `spread of one visit's time at ${of}, as a multiple of its mean, ${whose}`,
      };
    case "size":
      return { unit: placesOf(role), meaning: `size of the pool ${of}` };
    default:
      return { unit: units[field] ?? "", meaning: (meanings[field] ?? ((_) => field))(of) };
  }
}

function placesOf(role: Use["role"]): string {
  if (role === "connections") return "connections";
  return role === "workers" ? "workers" : "places";
}

/** "every endpoint", "GET /a and GET /b", "3 endpoints such as GET /a" */
function whoseVisits(endpoints: readonly string[], all: number): string {
  if (endpoints.length === all && all > 1) return "every endpoint";
  if (endpoints.length <= 2) return endpoints.join(" and ");
  return `${endpoints.length} endpoints such as ${endpoints[0]}`;
}

const units: Readonly<Record<string, string>> = {
  thinkTime: "s",
  clientTimeOut: "s",
  acquireTimeOut: "s",
  cacheTime: "s",
  rateLimit: "req/s",
  rateBurst: "requests",
  requestLimit: "requests",
  apiReplicas: "replicas",
  readReplicas: "replicas",
  shards: "shards",
  servers: "servers",
  maxConnections: "connections",
  overflow: "connections",
};

const meanings: Readonly<Record<string, (of: string) => string>> = {
  thinkTime: () => "mean think time between a reply and the user's next request",
  clientTimeOut: () => "time after which a client gives up",
  acquireTimeOut: (of) => `time after which a request gives up waiting for ${of}`,
  overflow: (of) => `places that ${of} opens beside its size`,
  cacheTime: (of) => `time of a hit in the cache, ${of}`,
  readShare: (of) => `share of requests that only read, ${of}`,
  cacheHits: (of) => `share of requests that the cache answers, ${of}`,
  weight: (of) => `weight in the mix, ${of}`,
  rateLimit: () => "requests per second that are admitted",
  rateBurst: () => "requests that the rate limit lets in at once after a quiet time",
  requestLimit: () => "requests on the platform beyond which it refuses more",
  apiReplicas: () => "replicas of the API",
  backgroundErrorRate: () => "share of requests that fail whatever the load",
  servers: (of) => `servers of one node of ${of}`,
  readReplicas: (of) => `read replicas of ${of}`,
  replication: (of) => `share of a write that each read replica of ${of} repeats`,
  shards: (of) => `shards of ${of}`,
  maxConnections: (of) => `most connections that a node of ${of} accepts`,
  contention: (of) => `slowdown of ${of} by each other request at work there`,
  coherency: (of) => `slowdown of ${of} by each pair of requests at work there`,
  crowding: (of) => `slowdown of ${of} by each request at work beyond its servers`,
  drift: (of) => `slow drift of the capacity of ${of}, deviation of its logarithm`,
  sharedLimit: (of) => `requests that share a node of ${of} at once`,
  delayVariation: (of) => `variation of the delay that sharing ${of} adds to a request`,
  overloadContention: (of) => `slowdown of ${of} by each other request on the platform`,
  overloadCoherency: (of) => `slowdown of ${of} by each pair of requests on the platform`,
};
