/** Known facts in the place of what a hypothesis leaves open. */

import type { Share } from "../units.ts";
import type { KnownFacts } from "./known-facts.ts";
import type {
  EndpointKind,
  Hypothesis,
  PlatformModel,
  PoolOf,
  QueueOf,
  StationOf,
} from "./platform.ts";
import { isPrior, medianOf, type Prior, type Quantity } from "./quantity.ts";

/** What a model does not say, so that its usual value stands there. */
export interface Unsaid {
  readonly apiReplicas: boolean;
  readonly readReplicas: boolean;
}

/**
 * A hypothesis with each known fact where it has an unknown, or says nothing: numbers that it gives
 * stay. A fact about the database is for the one station of that role, likewise the API's and the
 * pool of connections'; where there are several, nobody can tell which is meant, and they stay.
 *
 * A hypothesis that does not say how many replicas the API has is written as if it were one: where
 * more are known, each has its part of the sizes that are unknown. A pool whose size the model gives has the
 * overflow that stands there, too, or none.
 */
export function fillKnown(hypothesis: Hypothesis, known: KnownFacts, unsaid: Unsaid): Hypothesis {
  const { numbers, platform, ceiling, ...rest } = hypothesis;
  const limiter = ceiling === "unknown" ? (known.limitedBy ?? ceiling) : ceiling;
  const apiKind = rest.apiKind ?? known.apiKind;
  return {
    ...rest,
    ...(limiter === undefined ? {} : { ceiling: limiter }),
    ...(apiKind === undefined ? {} : { apiKind }),
    numbers: {
      ...numbers,
      ...named(numbers, "apiTime", known.apiTime),
      ...named(numbers, "queryTime", known.queryTime),
    },
    platform: filledPlatform(platform, numbers, known, unsaid),
  };
}

function named(
  numbers: Hypothesis["numbers"],
  name: string,
  value: number | undefined,
): Hypothesis["numbers"] {
  return value !== undefined && isPrior(numbers[name]) ? { [name]: value } : {};
}

function filledPlatform(
  platform: PlatformModel,
  numbers: Hypothesis["numbers"],
  known: KnownFacts,
  unsaid: Unsaid,
): PlatformModel {
  const { apiReplicas } = known;
  const replicas = unsaid.apiReplicas ? apiReplicas : undefined;
  const api = theOneOf(platform.stations, "api");
  const database = theOneOf(platform.stations, "database");
  const connections = platform.pools.filter(({ role }) => role === "connections");
  const pool = connections.length === 1 ? connections[0] : undefined;
  const station = (one: StationOf<Quantity>): StationOf<Quantity> => {
    if (one.kind !== "queue") return one;
    if (one === api) {
      return { ...one, servers: filled(shared(one, one.servers, replicas), known.apiWorkers) };
    }
    if (one !== database) return { ...one, servers: shared(one, one.servers, replicas) };
    const servers = filled(shared(one, one.servers, replicas), known.dbCores);
    const readReplicas = unsaid.readReplicas
      ? (known.readReplicas ?? one.readReplicas)
      : one.readReplicas;
    return { ...one, servers, readReplicas };
  };
  const sized = (given: PoolOf<Quantity>): PoolOf<Quantity> => {
    const one = given === pool ? owned(given, known) : given;
    const size = shared(one, one.size, replicas, 1);
    if (given !== pool) return { ...one, size };
    const acquireTimeOut = one.acquireTimeOut ?? known.acquireTimeOut ?? null;
    const beside = isPrior(size) && one.overflow === undefined ? known.poolOverflow : undefined;
    return {
      ...one,
      size: filled(size, known.pool),
      ...(beside === undefined ? {} : { overflow: beside }),
      acquireTimeOut,
    };
  };
  const { apiReplicasUnsaid, ...said } = platform;
  return {
    ...(replicas === undefined ? platform : said),
    thinkTime: filled(platform.thinkTime, known.thinkTime),
    apiReplicas: replicas ?? platform.apiReplicas,
    endpoints: withReadShare(platform.endpoints, numbers, known.readShare),
    stations: platform.stations.map(station),
    pools: platform.pools.map(sized),
  };
}

/**
 * Of all requests so many only read: mixed endpoints that do not say how many each have the share that those
 * of one kind leave over, none or all of them where that is less or more.
 */
function withReadShare(
  endpoints: PlatformModel["endpoints"],
  numbers: Hypothesis["numbers"],
  known: Share | undefined,
): PlatformModel["endpoints"] {
  if (known === undefined) return endpoints;
  const middleOf = (quantity: Quantity | undefined): number => {
    if (quantity === undefined) return 1;
    if (typeof quantity === "number") return quantity;
    return isPrior(quantity) ? medianOf(quantity) : quantity.times * middleOf(numbers[quantity.of]);
  };
  const weightOf = (kind: EndpointKind) =>
    endpoints.reduce((sum, one) => sum + (one.kind === kind ? middleOf(one.weight) : 0), 0);
  const mixed = weightOf("mixed");
  const reads = known * (weightOf("read") + weightOf("write") + mixed) - weightOf("read");
  const readShare = Math.min(1, Math.max(0, reads / mixed));
  return endpoints.map((one) =>
    one.kind === "mixed" && one.readShare === undefined ? { ...one, readShare } : one,
  );
}

const filled = (quantity: Quantity, value: number | undefined): Quantity =>
  value !== undefined && isPrior(quantity) ? value : quantity;

/** A pool of which the model does not say whose it is, as known: a size that is known is one instance's. */
function owned(pool: PoolOf<Quantity>, { pool: size, poolOf }: KnownFacts): PoolOf<Quantity> {
  const { perReplicaUnsaid, ...rest } = pool;
  const owner = poolOf ?? (size === undefined ? undefined : "instance");
  if (perReplicaUnsaid === undefined || owner === undefined) return pool;
  return { ...rest, perReplica: owner === "instance" };
}

/** The queue of a role; undefined where there is none or more than one. */
export function theOneOf(
  stations: readonly StationOf<Quantity>[],
  role: "api" | "database",
): QueueOf<Quantity> | undefined {
  const own = stations.filter((one) => one.kind === "queue" && one.role === role);
  return own.length === 1 && own[0]?.kind === "queue" ? own[0] : undefined;
}

/** The part of one replica of an unknown size that was meant for one alone. */
function shared(
  { perReplica }: { readonly perReplica: boolean },
  size: Quantity,
  replicas = 1,
  least = 0,
): Quantity {
  if (!perReplica || replicas === 1 || !isPrior(size)) return size;
  return part(size, replicas, least);
}

function part(size: Prior, replicas: number, least: number): Prior {
  if (size.prior === "logNormal") {
    return { ...size, median: Math.max(least, size.median / replicas) };
  }
  const low = Math.max(least, size.low / replicas);
  return { ...size, low, high: Math.max(2 * low, size.high / replicas) };
}
