/** The tree that is solved: nodes (servers) with pools around them, demands by request class. */
import { requireCount, requireNonNegative, requirePositive } from "../require.ts";
import type { Seconds } from "../units.ts";
import type { Platform, PoolOf, QueueOf, StationOf, WorkOf } from "./platform.ts";
import type { RequestClass } from "./request-classes.ts";

/** What a class does at a node. */
export interface ClassWork {
  /** Mean service time of one visit on an idle node. */
  readonly service: Seconds;
  readonly visits: number;
  /** Coefficient of variation of one visit. */
  readonly variation: number;
}

/** A station, or the nodes of one that serve the same requests. */
export interface NodePart {
  readonly kind: "node";
  readonly name: string;
  readonly discipline: "delay" | "fifo" | "ps";
  /** Servers of one node. */
  readonly servers: number;
  /** Share of the servers that is left when the node is full (replication takes the rest). */
  readonly capacity: number;
  /** Equal nodes among which the requests are dealt out. */
  readonly copies: number;
  readonly contention: number;
  readonly coherency: number;
  readonly crowding: number;
  readonly overloadContention: number;
  readonly overloadCoherency: number;
  /** Connections that one node accepts, Infinity without a limit. */
  readonly mostConnections: number;
  /** By class; null: it does not come. */
  readonly work: readonly (ClassWork | null)[];
}

export interface PoolPart {
  readonly kind: "pool";
  readonly name: string;
  /** Places of one copy. */
  readonly places: number;
  readonly copies: number;
  readonly held: "request" | "visit";
  readonly acquireTimeOut: Seconds | null;
  readonly inside: readonly Part[];
}

export type Part = NodePart | PoolPart;

/** The nodes of one station that a class may go to, before read replicas are split off. */
type Side = "primary" | "replicas" | "all";

/**
 * Builds the tree of a platform; parts that no request visits are left out.
 *
 * @throws RangeError if a number is out of range, a name is unknown or twice in use, or pools
 *   enclose one another in a circle
 */
export function platformParts(platform: Platform, classes: readonly RequestClass[]): Part[] {
  const stations = new Map(platform.stations.map((station) => [station.name, station]));
  const pools = new Map(platform.pools.map((pool) => [pool.name, pool]));
  const replicas = requireCount("apiReplicas", platform.apiReplicas);
  const holder = new Map<string, string>();
  for (const pool of platform.pools) {
    for (const name of pool.around) {
      if (!stations.has(name) && !pools.has(name)) {
        throw new RangeError(`around of ${pool.name} must name stations or pools, got ${name}`);
      }
      if (holder.has(name)) {
        throw new RangeError(`${name} must be in one pool, got ${holder.get(name)}, ${pool.name}`);
      }
      holder.set(name, pool.name);
    }
  }

  const build = (name: string, side: Side, path: readonly string[]): Part[] => {
    if (path.includes(name)) {
      throw new RangeError(`pools must not enclose themselves, got ${[...path, name].join(" → ")}`);
    }
    const station = stations.get(name);
    if (station !== undefined) return nodesOf(station, side, classes, replicas);
    const pool = pools.get(name) as PoolOf<number>;
    const inside = [...path, name];
    const sides: Side[] =
      pool.perNode && side === "all" && nodeCount(pool, stations) > 0
        ? ["primary", "replicas"]
        : [side];
    return sides.flatMap((one) => {
      const parts = pool.around.flatMap((inner) => build(inner, one, inside));
      if (parts.length === 0) return [];
      return [poolPart(pool, one, parts, replicas, nodesOfPool(pool, one, stations))];
    });
  };
  for (const pool of platform.pools) build(pool.name, "all", []); // finds circles without a root
  const names = [...stations.keys(), ...pools.keys()];
  const parts = names.filter((name) => !holder.has(name)).flatMap((name) => build(name, "all", []));
  const cache = cacheNode(classes);
  if (cache !== null) return withCache(parts, cache, platform);
  if (parts.length === 0) throw new RangeError("stations must be visited by a request, got none");
  return parts;
}

/** The cache as a delay that hits come to; null if it takes no time. */
function cacheNode(classes: readonly RequestClass[]): NodePart | null {
  const work = classes.map(({ hit, cacheTime }) =>
    hit && cacheTime > 0 ? { service: cacheTime, visits: 1, variation: 0 } : null,
  );
  return work.some((one) => one !== null) ? { ...idle, name: "cache", work } : null;
}

/** API workers wait for the cache; elsewhere it is outside. */
function withCache(parts: readonly Part[], cache: NodePart, platform: Platform): Part[] {
  const workers = platform.pools.filter(({ role }) => role === "workers").map(({ name }) => name);
  const held = parts.findIndex((part) => part.kind === "pool" && workers.includes(part.name));
  if (held < 0) return [...parts, cache];
  return parts.map((part, i) =>
    i === held && part.kind === "pool" ? { ...part, inside: [...part.inside, cache] } : part,
  );
}

/** Read replicas of the queue that a pool encloses directly; 0 if it has none. */
function nodeCount(pool: PoolOf<number>, stations: ReadonlyMap<string, StationOf<number>>): number {
  return enclosedQueues(pool, stations).reduce((most, q) => Math.max(most, q.readReplicas), 0);
}

function nodesOfPool(
  pool: PoolOf<number>,
  side: Side,
  stations: ReadonlyMap<string, StationOf<number>>,
): number {
  if (!pool.perNode) return 1;
  const shards = enclosedQueues(pool, stations).reduce((most, q) => Math.max(most, q.shards), 1);
  return shards * (side === "replicas" ? nodeCount(pool, stations) : 1);
}

function enclosedQueues(
  pool: PoolOf<number>,
  stations: ReadonlyMap<string, StationOf<number>>,
): readonly QueueOf<number>[] {
  return pool.around.flatMap((name) => {
    const station = stations.get(name);
    return station?.kind === "queue" ? [station] : [];
  });
}

function poolPart(
  pool: PoolOf<number>,
  side: Side,
  inside: readonly Part[],
  replicas: number,
  copies: number,
): PoolPart {
  const size = requirePositive(`size of ${pool.name}`, pool.size);
  const own = pool.perReplica ? size * replicas : size;
  const limit = copies > 1 || pool.perNode ? 1 : nodesInside(inside);
  return {
    kind: "pool",
    name: side === "all" ? pool.name : `${pool.name} (${side})`,
    places: Math.max(1, Math.min(own, connectionLimit(inside) * limit)),
    copies,
    held: pool.held,
    acquireTimeOut:
      pool.acquireTimeOut === null
        ? null
        : requirePositive(`acquireTimeOut of ${pool.name}`, pool.acquireTimeOut),
    // A pool of each node holds one node: its copies stand for the copies of the node.
    inside: pool.perNode
      ? inside.map((part) => (part.kind === "node" ? { ...part, copies: 1 } : part))
      : inside,
  };
}

/** The least that a node inside accepts; Infinity without a limit. */
function connectionLimit(inside: readonly Part[]): number {
  return inside.reduce(
    (least, part) => (part.kind === "node" ? Math.min(least, part.mostConnections) : least),
    Number.POSITIVE_INFINITY,
  );
}

function nodesInside(inside: readonly Part[]): number {
  return inside.reduce((most, part) => Math.max(most, part.copies), 1);
}

function nodesOf(
  station: StationOf<number>,
  side: Side,
  classes: readonly RequestClass[],
  replicas: number,
): NodePart[] {
  const comes = (c: RequestClass) => !(c.hit && station.role === "database");
  const work = (wanted: (c: RequestClass) => boolean) =>
    classes.map((c) => (comes(c) && wanted(c) ? classWork(station, c.endpoint) : null));
  const visited = (part: NodePart) => part.work.some((w) => w !== null);
  if (station.kind === "delay") {
    if (side === "replicas") return [];
    return [{ ...idle, name: station.name, work: work(() => true) }].filter(visited);
  }
  const name = station.name;
  const servers = requirePositive(`servers of ${name}`, station.servers);
  const shards = requireCount(`shards of ${name}`, station.shards);
  const copies = requireCount(`readReplicas of ${name}`, station.readReplicas, 0);
  const node: NodePart = {
    ...idle,
    discipline: station.discipline,
    servers: station.perReplica ? servers * replicas : servers,
    name,
    copies: shards,
    contention: requireNonNegative(`contention of ${name}`, station.contention),
    coherency: requireNonNegative(`coherency of ${name}`, station.coherency),
    crowding: requireNonNegative(`crowding of ${name}`, station.crowding),
    overloadContention: requireNonNegative(
      `overloadContention of ${name}`,
      station.overloadContention,
    ),
    overloadCoherency: requireNonNegative(
      `overloadCoherency of ${name}`,
      station.overloadCoherency,
    ),
    mostConnections:
      station.maxConnections === null
        ? Number.POSITIVE_INFINITY
        : requirePositive(`maxConnections of ${name}`, station.maxConnections),
    work: [],
  };
  if (copies === 0) {
    if (side === "replicas") return [];
    const all = { ...node, work: work(() => true) };
    return [all].filter(visited);
  }
  const reads = work((c) => c.reads);
  const writes = work((c) => !c.reads);
  const readLoad = loadOf(reads, classes) / copies;
  const repeated =
    requireNonNegative(`replication of ${name}`, station.replication) * loadOf(writes, classes);
  const sides: Record<Exclude<Side, "all">, NodePart> = {
    primary: { ...node, name: `${name} (primary)`, work: writes },
    replicas: {
      ...node,
      name: `${name} (replicas)`,
      copies: copies * shards,
      capacity: readLoad > 0 ? readLoad / (readLoad + repeated) : 1,
      work: reads,
    },
  };
  const wanted = side === "all" ? [sides.primary, sides.replicas] : [sides[side]];
  return wanted.filter(visited);
}

const idle = {
  kind: "node",
  name: "",
  discipline: "delay",
  servers: 1,
  capacity: 1,
  copies: 1,
  contention: 0,
  coherency: 0,
  crowding: 0,
  overloadContention: 0,
  overloadCoherency: 0,
  mostConnections: Number.POSITIVE_INFINITY,
} as const;

function loadOf(work: readonly (ClassWork | null)[], classes: readonly RequestClass[]): number {
  return work.reduce(
    (sum, w, k) => sum + (w === null ? 0 : w.service * w.visits * (classes[k]?.share ?? 0)),
    0,
  );
}

function classWork(station: StationOf<number>, endpoint: string): ClassWork | null {
  const work = station.work.find((one: WorkOf<number>) => one.endpoint === endpoint);
  if (work === undefined) return null;
  const of = `of ${endpoint} at ${station.name}`;
  const service = requireNonNegative(`demand ${of}`, work.demand);
  const visits = requireNonNegative(`visits ${of}`, work.visits);
  if (service === 0 || visits === 0) return null;
  return { service, visits, variation: requireNonNegative(`variation ${of}`, work.variation) };
}
