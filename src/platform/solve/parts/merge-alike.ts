import { numberAt } from "../../../entry-at.ts";
import type { Share } from "../../../units.ts";
import type { ClassWork } from "../../tree/part.ts";
import type { RequestClass } from "../../tree/request-classes.ts";
import type { FoldedNode, FoldedPart } from "./folded-part.ts";
import { uniformFoldedNode } from "./uniform-records.ts";

/** Classes that do the same work at every node, as one. */
export interface WorkClass {
  /** Of all requests; the shares sum to 1. */
  readonly share: Share;
}

/** An endpoint as a mix of work classes. */
export interface EndpointMix {
  readonly name: string;
  /** Indexes of its classes, and their shares of its requests, which sum to 1. */
  readonly classes: readonly number[];
  readonly shares: readonly Share[];
}

export interface MergedClasses {
  readonly classes: readonly WorkClass[];
  readonly endpoints: readonly EndpointMix[];
  readonly parts: readonly FoldedPart[];
}

/**
 * Merges classes that are alike in all that is solved, so that each kind of work is solved once,
 * however many endpoints do it. Exact. Cost O(classes · kinds · nodes).
 */
export function mergeAlike(
  parts: readonly FoldedPart[],
  classes: readonly RequestClass[],
): MergedClasses {
  const works = nodesOf(parts).map(({ work }) => work);
  const firsts: number[] = []; // the class that stands for each kind
  const kinds = classes.map((_, c) => {
    const known = firsts.findIndex((first) =>
      works.every((work) => alike(work[first] ?? null, work[c] ?? null)),
    );
    return known >= 0 ? known : firsts.push(c) - 1;
  });
  const shares = firsts.map(() => 0);
  const endpoints = new Map<string, Map<number, number>>();
  for (const [c, { endpoint, share }] of classes.entries()) {
    const kind = numberAt(kinds, c);
    shares[kind] = numberAt(shares, kind) + share;
    const own = endpoints.get(endpoint) ?? new Map<number, number>();
    endpoints.set(endpoint, own);
    own.set(kind, (own.get(kind) ?? 0) + share);
  }
  return {
    classes: shares.map((share) => ({ share })),
    endpoints: [...endpoints].map(([name, own]) => {
      const total = [...own.values()].reduce((a, b) => a + b, 0);
      return {
        name,
        classes: [...own.keys()],
        shares: [...own.values()].map((share) => share / total),
      };
    }),
    parts: firsts.length === classes.length ? parts : parts.map((part) => withKinds(part, firsts)),
  };
}

function nodesOf(parts: readonly FoldedPart[]): FoldedNode[] {
  return parts.flatMap((part) => (part.kind === "node" ? [part] : nodesOf(part.inside)));
}

function alike(a: ClassWork | null, b: ClassWork | null): boolean {
  if (a === null || b === null) return a === b;
  return a.service === b.service && a.visits === b.visits && a.variation === b.variation;
}

function withKinds(part: FoldedPart, firsts: readonly number[]): FoldedPart {
  if (part.kind === "node") {
    return uniformFoldedNode({ ...part, work: firsts.map((first) => part.work[first] ?? null) });
  }
  return { ...part, inside: part.inside.map((inner) => withKinds(inner, firsts)) };
}
