import { nextOf } from "../../platform/discipline.ts";
import { hasOverload, isSlowed } from "../../platform/slowdown-law.ts";
import type { RequestTable } from "../engine/request-table.ts";
import type { TimedResource } from "./acquire-time-outs.ts";
import { mostReplicas } from "./api-replicas.ts";
import { SharedStation } from "./processor-sharing.ts";
import { Resource } from "./resource.ts";
import { RoundRobin } from "./round-robin.ts";
import type { SimulatedPart, SimulatedPlatform } from "./simulated-platform.ts";

/**
 * One station or pool of the tree as it stands: so many places or servers for each API replica and
 * each of its nodes, numbered replica by replica, shard by shard, the primary before its read
 * replicas.
 */
export interface Place {
  readonly part: SimulatedPart;
  /** Its number: the order of the tree, what is inside a pool after it. */
  readonly index: number;
  /** Whether each API replica has its own. */
  readonly perReplica: boolean;
  /** Nodes of each shard, and shards. */
  readonly perShard: number;
  readonly shards: number;
  /** Whose turn it is to read, shard by shard; empty where nodes are chosen further outside. */
  readonly readers: readonly RoundRobin[];
  /** Places of a pool, or servers of a first-come station; empty for others. */
  readonly resources: readonly Resource[];
  /** Where work is shared or slowed; empty for others. */
  readonly shared: readonly SharedStation[];
  readonly hasOverload: boolean;
}

/** All stations and pools of a platform, empty. */
export interface TreePlaces {
  readonly places: readonly Place[];
  /** Resources with an acquire time-out, and of each of them its number there. */
  readonly timed: readonly TimedResource[];
}

/** Builds what stands for a tree, the outermost parts first. */
export function treePlaces(platform: SimulatedPlatform, requests: RequestTable): TreePlaces {
  const replicas = mostReplicas(platform);
  const places: Place[] = [];
  const timed: TimedResource[] = [];
  const build = (part: SimulatedPart, around: Place | null): void => {
    const place = placeOf(part, around, replicas, requests, places.length);
    places.push(place);
    if (part.kind === "node") return;
    if (part.acquireTimeOut !== null) {
      for (const resource of place.resources) {
        timed.push({ resource, timeOut: part.acquireTimeOut });
      }
    }
    const chosen = part.perNode && place.perShard * place.shards > 1;
    for (const inner of part.inside) build(inner, chosen ? place : around);
  };
  for (const part of platform.parts) build(part, null);
  return { places, timed };
}

/** @param around the pool of each node that it is in, whose nodes it shares */
function placeOf(
  part: SimulatedPart,
  around: Place | null,
  replicas: number,
  requests: RequestTable,
  index: number,
): Place {
  const perShard = around?.perShard ?? part.readReplicas + 1;
  const shards = around?.shards ?? part.shards;
  const first = part.primaryReads || perShard === 1 ? 0 : 1;
  const owners = part.perReplica ? replicas : 1;
  const each = Array.from({ length: owners * shards * perShard });
  const size = part.kind === "pool" ? part.size : part.servers;
  const next = part.kind === "pool" ? "longest" : nextOf(part.discipline);
  const slow =
    part.kind === "node" && part.discipline !== "delay" && (next === null || isSlowed(part));
  return {
    part,
    index,
    perReplica: part.perReplica,
    perShard,
    shards,
    readers:
      around !== null || perShard * shards === 1
        ? []
        : Array.from({ length: shards }, () => new RoundRobin(first, perShard)),
    resources: next === null ? [] : each.map(() => new Resource(requests, size, next)),
    shared: slow ? each.map(() => new SharedStation(requests, size, part)) : [],
    hasOverload: part.kind === "node" && hasOverload(part),
  };
}

/** Reserved slots that acquire time-outs need. */
export function timerCount(platform: SimulatedPlatform): number {
  const replicas = mostReplicas(platform);
  const count = (parts: readonly SimulatedPart[]): number =>
    parts.reduce((sum, part) => {
      if (part.kind === "node") return sum;
      const own = (part.perReplica ? replicas : 1) * part.shards * (part.readReplicas + 1);
      return sum + (part.acquireTimeOut === null ? 0 : own) + count(part.inside);
    }, 0);
  return count(platform.parts);
}
