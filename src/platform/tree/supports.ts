import { disciplines } from "../discipline.ts";
import { hasOverload } from "../slowdown-law.ts";
import type { NodePartOf, PartOf, PoolPartOf } from "./part.ts";

/** Who reads the tree of a platform. */
export type Reader = "solver" | "simulator";

type AnyNode = NodePartOf<unknown>;
type AnyPool = PoolPartOf<unknown>;
type AnyPart = PartOf<unknown>;

/** Something that a tree may have and a reader cannot do. */
interface Limit {
  /** The parts of the tree that have it. */
  readonly found: (parts: readonly AnyPart[]) => readonly AnyPart[];
  /** Who cannot do it: what follows "the solver cannot". */
  readonly cannot: Partial<Record<Reader, (part: never) => string>>;
}

/** What solver and simulator cannot do; both ask before they begin, and refuse by these words. */
const limits: readonly Limit[] = [
  {
    found: (parts) =>
      nodesOf(parts).filter(
        ({ discipline }) => discipline !== "delay" && !Object.hasOwn(disciplines, discipline),
      ),
    cannot: both(({ discipline }: AnyNode) => `serve in the order of ${discipline}`),
  },
  {
    found: (parts) =>
      nodesOf(parts).filter(({ readReplicas, replication }) => readReplicas > 0 && replication > 0),
    cannot: {
      simulator: ({ replication }: AnyNode) =>
        `repeat writes on read replicas (replication ${replication})`,
    },
  },
  {
    found: (parts) => nodesOf(parts).filter(({ drift }) => drift > 0),
    cannot: { simulator: ({ drift }: AnyNode) => `let a capacity drift (drift ${drift})` },
  },
  {
    found: (parts) => nodesOf(parts).filter(({ delayVariation }) => delayVariation !== null),
    cannot: { simulator: () => "give the delay by sharing a variation of its own" },
  },
  {
    found: (parts) =>
      nodesOf(parts).filter((node) => hasOverload(node) && node.overloadCounts === "queues"),
    cannot: { simulator: () => "count for overload only the requests at queues" },
  },
  {
    found: (parts) =>
      nodesOf(parts).filter(
        ({ readReplicas, primaryReads, replication }) =>
          readReplicas > 0 && primaryReads && replication > 0,
      ),
    cannot: {
      solver: () => "repeat writes on read replicas while the primary serves reads with them",
    },
  },
  {
    found: (parts) =>
      poolsOf(parts)
        .filter(({ perNode }) => perNode)
        .flatMap(({ inside }) => inside.filter(isPool).flatMap(deepNodes)),
    cannot: both(() => "tell which of its nodes belongs to which pool of the nodes around it"),
  },
  {
    found: (parts) => poolsOf(parts).filter((pool) => pool.perNode && unequalNodes(pool)),
    cannot: both(() => "give each node a pool where the stations inside have unequally many"),
  },
  {
    found: (parts) =>
      poolsOf(parts)
        .filter(({ held }) => held === "visit")
        .flatMap(({ inside }) => poolsOf(inside).filter(({ held }) => held === "request")),
    cannot: both(() => "hold it for a whole request inside a pool that is taken for each visit"),
  },
];

/**
 * What a reader cannot do with a tree, one sentence for each part that has it; none if it can do
 * it all.
 */
export function unsupported(reader: Reader, parts: readonly AnyPart[]): readonly string[] {
  return limits.flatMap(({ found, cannot }) => {
    const say = cannot[reader];
    if (say === undefined) return [];
    return found(parts).map((part) => {
      const what = part.kind === "pool" ? "pool" : "station";
      return `${what} ${part.name}: the ${reader} cannot ${say(part as never)}`;
    });
  });
}

/** @throws RangeError naming the first part that the reader has no way of dealing with */
export function requireSupported(reader: Reader, parts: readonly AnyPart[]): void {
  const [first] = unsupported(reader, parts);
  if (first !== undefined) throw new RangeError(first);
}

function both<P extends AnyPart>(
  say: (part: P) => string,
): Record<Reader, (part: never) => string> {
  return { solver: say, simulator: say };
}

const isPool = (part: AnyPart): part is AnyPool => part.kind === "pool";

function nodesOf(parts: readonly AnyPart[]): readonly AnyNode[] {
  return parts.flatMap((part) => (isPool(part) ? nodesOf(part.inside) : [part]));
}

function poolsOf(parts: readonly AnyPart[]): readonly AnyPool[] {
  return parts.flatMap((part) => (isPool(part) ? [part, ...poolsOf(part.inside)] : []));
}

/** Parts in a pool, itself included, that have several nodes of their own. */
function deepNodes(pool: AnyPool): readonly AnyPart[] {
  return [pool, ...pool.inside].flatMap((part): readonly AnyPart[] => {
    if (part !== pool && isPool(part)) return deepNodes(part);
    return part.shards > 1 || part.readReplicas > 0 ? [part] : [];
  });
}

/** A station with one node only is taken to have one beside each of the others'. */
function unequalNodes({ inside, shards, readReplicas }: AnyPool): boolean {
  return inside.some(
    (part) =>
      !isPool(part) &&
      (part.shards > 1 || part.readReplicas > 0) &&
      (part.shards !== shards || part.readReplicas !== readReplicas),
  );
}
