import { requireCount, requireNonNegative, requirePositive } from "../../require.ts";
import { refuseOwnConnections } from "../levers/change/refuse-connections.ts";
import type { Platform, PoolOf, QueueOf, StationOf } from "../platform.ts";
import type { NodePart, Part, PoolPart } from "./part.ts";
import type { RequestClass } from "./request-classes.ts";
import { idle, stationPart } from "./station-part.ts";

/**
 * Builds the tree of a platform; parts that no request visits are left out. Connections that the model's
 * database refuses are refused here, so that whoever solves or simulates knows it.
 *
 * @throws RangeError if a number is out of range, a name is unknown or twice in use, or pools
 *   enclose one another in a circle
 */
export function platformParts(given: Platform, classes: readonly RequestClass[]): Part[] {
  const platform = refuseOwnConnections(given);
  requireCount("apiReplicas", platform.apiReplicas);
  const stations = new Map(platform.stations.map((station) => [station.name, station]));
  const pools = new Map(platform.pools.map((pool) => [pool.name, pool]));
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
  const build = (name: string, path: readonly string[]): Part[] => {
    if (path.includes(name)) {
      throw new RangeError(`pools must not enclose themselves, got ${[...path, name].join(" → ")}`);
    }
    const station = stations.get(name);
    if (station !== undefined) return stationParts(station, classes);
    const pool = pools.get(name);
    if (pool === undefined) return []; // whoever is named is a station or a pool
    const inside = pool.around.flatMap((inner) => build(inner, [...path, name]));
    return inside.length === 0 ? [] : [poolPart(pool, inside, stations)];
  };
  for (const pool of platform.pools) build(pool.name, []); // finds circles without a root
  const names = [...stations.keys(), ...pools.keys()];
  const parts = names.filter((name) => !holder.has(name)).flatMap((name) => build(name, []));
  const cache = cacheNode(classes);
  if (cache !== null) return withCache(parts, cache);
  if (parts.length === 0) throw new RangeError("stations must be visited by a request, got none");
  return parts;
}

const isVisited = ({ work }: NodePart) => work.some((one) => one !== null);

/** A station; where sharing is limited, each of its nodes behind a line of its own. */
function stationParts(station: StationOf<number>, classes: readonly RequestClass[]): Part[] {
  const node = stationPart(station, classes);
  if (!isVisited(node)) return [];
  if (station.kind === "delay" || station.sharedLimit === null) return [node];
  return [
    {
      kind: "pool",
      name: `${node.name} line`,
      role: "other",
      size: Math.max(1, requirePositive(`sharedLimit of ${node.name}`, station.sharedLimit)),
      perReplica: node.perReplica,
      perNode: true,
      shards: node.shards,
      readReplicas: node.readReplicas,
      primaryReads: node.primaryReads,
      held: "visit",
      acquireTimeOut: null,
      inside: [node],
    },
  ];
}

function poolPart(
  pool: PoolOf<number>,
  inside: readonly Part[],
  stations: ReadonlyMap<string, StationOf<number>>,
): PoolPart {
  const { name, role, perReplica, perNode, held, acquireTimeOut } = pool;
  const queues = perNode ? enclosedQueues(pool, stations) : [];
  return {
    kind: "pool",
    name,
    role,
    size:
      requirePositive(`size of ${name}`, pool.size) +
      requireNonNegative(`overflow of ${name}`, pool.overflow ?? 0),
    perReplica,
    perNode,
    shards: queues.reduce((most, { shards }) => Math.max(most, shards), 1),
    readReplicas: queues.reduce((most, { readReplicas }) => Math.max(most, readReplicas), 0),
    primaryReads: queues.some((station) => station.primaryReads === true),
    held,
    acquireTimeOut:
      acquireTimeOut === null ? null : requirePositive(`acquireTimeOut of ${name}`, acquireTimeOut),
    inside,
  };
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

/** The cache as a delay that hits come to; null if it takes no time. */
function cacheNode(classes: readonly RequestClass[]): NodePart | null {
  const work = classes.map(({ hit, cacheTime }) =>
    hit && cacheTime > 0 ? { service: cacheTime, visits: 1, variation: 0 } : null,
  );
  return work.some((one) => one !== null) ? { ...idle, name: "cache", work } : null;
}

/** API workers wait for the cache; elsewhere it is outside. */
function withCache(parts: readonly Part[], cache: NodePart): Part[] {
  const held = parts.findIndex(
    (part) => part.kind === "pool" && part.role === "workers" && part.readReplicas === 0,
  );
  if (held < 0) return [...parts, cache];
  return parts.map((part, i) =>
    i === held && part.kind === "pool" ? { ...part, inside: [...part.inside, cache] } : part,
  );
}
