import type { Share } from "../../../units.ts";
import type { ClassWork, NodePart, Part, PoolPart } from "../../tree/part.ts";
import type { RequestClass } from "../../tree/request-classes.ts";
import type { FoldedNode, FoldedPart, FoldedPool } from "./folded-part.ts";
import { uniformFoldedNode } from "./uniform-records.ts";

/** The nodes that a class may go to, before read replicas are split off. */
type Side = "primary" | "replicas" | "all";

/**
 * Folds what the solver takes as one: read replicas, shards, and what each API replica brings
 * become copies among which requests are dealt out, reads and writes apart. A pool of each API
 * replica around stations of all becomes one pool with several lines.
 */
export function foldReplicas(
  parts: readonly Part[],
  classes: readonly RequestClass[],
  replicas: number,
): FoldedPart[] {
  const fold = (part: Part, side: Side, dealt: boolean): FoldedPart[] => {
    const owners = dealt || !isOfReplica(part) ? 1 : replicas;
    if (part.kind === "node") return foldedNodes(part, side, classes, owners);
    return sidesOf(part, side).flatMap((one) => {
      const inside = part.inside.flatMap((inner) => fold(inner, one, dealt || isOfReplica(part)));
      return inside.length === 0
        ? []
        : [foldedPool(part, one, inside, { replicas, owners, dealt })];
    });
  };
  return parts.flatMap((part) => fold(part, "all", false));
}

/** Whether each API replica brings a part with all that it holds. */
function isOfReplica(part: Part): boolean {
  if (part.kind === "pool") return part.perReplica && part.inside.every(isOfReplica);
  return part.perReplica || part.discipline === "delay";
}

function sidesOf(pool: PoolPart, side: Side): readonly Side[] {
  return pool.perNode && side === "all" && pool.readReplicas > 0 ? ["primary", "replicas"] : [side];
}

/**
 * The nodes of a station that serve one side; those that nobody visits are left out.
 *
 * @param owners API replicas that each bring them
 */
function foldedNodes(
  part: NodePart,
  side: Side,
  classes: readonly RequestClass[],
  owners: number,
): FoldedNode[] {
  const { perReplica: _, shards, readReplicas, replication, primaryReads, ...rest } = part;
  const each = part.discipline === "delay" ? 1 : shards * owners;
  const work = (reads: boolean) =>
    part.work.map((one, k) => (toReplicas(classes[k], primaryReads) === reads ? one : null));
  const node: FoldedNode = {
    ...rest,
    name: nameOf(part.name, side),
    capacity: 1,
    copies: each,
    byChance: byChance(each, part.shards),
  };
  if (readReplicas === 0) {
    const own = side === "all" ? part.work : work(side === "replicas");
    return [uniformFoldedNode({ ...node, work: own })].filter(isVisited);
  }
  const reads = work(true);
  const writes = work(false);
  const readLoad = loadOf(reads, classes) / readReplicas;
  const repeated = replication * loadOf(writes, classes);
  const sides: Record<Exclude<Side, "all">, FoldedNode> = {
    primary: uniformFoldedNode({ ...node, name: nameOf(part.name, "primary"), work: writes }),
    replicas: uniformFoldedNode({
      ...node,
      name: nameOf(part.name, "replicas"),
      copies: readReplicas * each,
      byChance: byChance(readReplicas * each, part.shards),
      capacity: readLoad > 0 ? readLoad / (readLoad + repeated) : 1,
      work: reads,
    }),
  };
  return (side === "all" ? [sides.primary, sides.replicas] : [sides[side]]).filter(isVisited);
}

function toReplicas(one: RequestClass | undefined, primaryReads: boolean): boolean {
  return one?.reads === true && !(primaryReads && one.atPrimary === true);
}

interface Owners {
  /** Of the API, which share overload. */
  readonly replicas: number;
  /** Those that each bring such a pool with all that it holds; 1 for none or one. */
  readonly owners: number;
  /** Whether it is in a pool of which that is so. */
  readonly dealt: boolean;
}

function foldedPool(
  pool: PoolPart,
  side: Side,
  inside: readonly FoldedPart[],
  { replicas, owners, dealt }: Owners,
): FoldedPool {
  const { perNode, held, acquireTimeOut } = pool;
  const lines = pool.perReplica && owners === 1 && !dealt ? replicas : 1;
  const copies = pool.shards * (side === "replicas" ? pool.readReplicas : 1);
  const nodes = copies > 1 || perNode ? 1 : nodesInside(inside);
  return {
    kind: "pool",
    name: nameOf(pool.name, side),
    places: Math.max(1, Math.min(pool.size, (connectionLimit(inside) * nodes) / lines)),
    lines,
    copies: copies * owners,
    byChance: byChance(copies * owners, pool.shards),
    held,
    replicas,
    acquireTimeOut,
    // A pool of each node holds one node: its copies stand for the copies of the node.
    inside: perNode
      ? inside.map((part) =>
          part.kind === "node" ? uniformFoldedNode({ ...part, copies: 1 }) : part,
        )
      : inside,
  };
}

/**
 * What is left to chance where shards go by key and the nodes of each get requests in turn: the
 * variance of the number that comes to one copy over that of a number dealt out at random.
 */
function byChance(copies: number, shards: number): Share {
  return copies === 1 ? 1 : (shards - 1) / (copies - 1);
}

const nameOf = (name: string, side: Side) => (side === "all" ? name : `${name} (${side})`);

const isVisited = ({ work }: FoldedNode) => work.some((one) => one !== null);

/**
 * The least that a node inside accepts; Infinity without a limit. Pools of connections ask for no more by now
 * (`refuseOwnConnections`), but for one that all share: what is left are lines before the database, which let in fewer.
 */
function connectionLimit(inside: readonly FoldedPart[]): number {
  return inside.reduce(
    (least, part) => (part.kind === "node" ? Math.min(least, part.mostConnections) : least),
    Number.POSITIVE_INFINITY,
  );
}

function nodesInside(inside: readonly FoldedPart[]): number {
  return inside.reduce((most, part) => Math.max(most, part.copies), 1);
}

function loadOf(work: readonly (ClassWork | null)[], classes: readonly RequestClass[]): number {
  return work.reduce(
    (sum, w, k) => sum + (w === null ? 0 : w.service * w.visits * (classes[k]?.share ?? 0)),
    0,
  );
}
