import { requireCount, requirePositive } from "../../require.ts";
import type { Platform, PoolOf, QueueOf, StationOf } from "../platform.ts";
import type { NodePart, Part, PoolPart } from "./part.ts";
import type { RequestClass } from "./request-classes.ts";
import { idle, type Side, stationNodes } from "./station-nodes.ts";

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
    if (station !== undefined) return stationParts(station, side, classes, replicas);
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

/** The nodes of a station; where sharing is limited, each behind a line of its own. */
function stationParts(
  station: StationOf<number>,
  side: Side,
  classes: readonly RequestClass[],
  replicas: number,
): Part[] {
  const nodes = stationNodes(station, side, classes, replicas);
  if (station.kind === "delay" || station.sharedLimit === null) return nodes;
  const limit = requirePositive(`sharedLimit of ${station.name}`, station.sharedLimit);
  const places = station.perReplica ? limit * replicas : limit;
  return nodes.map(
    (node): PoolPart => ({
      kind: "pool",
      name: `${node.name} line`,
      places: Math.max(1, places),
      copies: node.copies,
      held: "visit",
      acquireTimeOut: null,
      replicas,
      inside: [{ ...node, copies: 1 }],
    }),
  );
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
    replicas,
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
