import { nextOf } from "../discipline.ts";
import type { ClassWork, NodePart, Part } from "./part.ts";
import type { RequestClass } from "./request-classes.ts";

/** Visits closer to a whole number than this are that number. */
const WHOLE = 1e-9;

/** A tree and its classes. */
export interface ClassedTree {
  readonly parts: readonly Part[];
  readonly classes: readonly RequestClass[];
}

/**
 * Splits each class whose mean number of visits is no whole number where it matters: below 1, for
 * then some of its requests pass the station by, and wherever each visit stands in line anew. Of
 * a mean of 2.3, seven in ten come twice and three in ten three times; who comes oftener to one
 * station does to all. Means stay as they are.
 */
export function wholeVisits({ parts, classes }: ClassedTree): ClassedTree {
  const lined = new Set(linedNodes(parts));
  const nodes = nodesOf(parts);
  const isSplit = (node: NodePart, { visits }: ClassWork) => visits < 1 || lined.has(node);
  const split = classes.flatMap((one, k) => {
    const works = nodes.map((node) => [node, node.work[k] ?? null] as const);
    const steps = new Set([0]);
    for (const [node, work] of works) {
      if (work === null || !isSplit(node, work)) continue;
      const above = work.visits - Math.floor(work.visits + WHOLE);
      if (above > WHOLE) steps.add(1 - above);
    }
    const from = [...steps].sort((a, b) => a - b);
    return from.map((start, i) => ({ k, start, share: (from[i + 1] ?? 1) - start, one }));
  });
  if (split.length === classes.length) return { parts, classes };
  const visitsAt = (node: NodePart, work: ClassWork, start: number) =>
    isSplit(node, work) ? Math.floor(work.visits + start + WHOLE) : work.visits;
  const withVisits = (part: Part): Part =>
    part.kind === "pool"
      ? { ...part, inside: part.inside.map(withVisits) }
      : {
          ...part,
          work: split.map(({ k, start }) => {
            const work = part.work[k] ?? null;
            const visits = work === null ? 0 : visitsAt(part, work, start);
            if (work === null || visits === 0) return null;
            return { service: work.service, visits, variation: work.variation };
          }),
        };
  return {
    parts: parts.map(withVisits),
    classes: split.map(({ one, share }) => ({ ...one, share: one.share * share })),
  };
}

/**
 * Stations whose visits are made one by one: those in a group in which a request comes back to a
 * first-come line, or to a pool that is taken for each visit. Elsewhere the visits of one hold are
 * as good as one visit with the work of all.
 */
export function linedNodes(parts: readonly Part[]): readonly NodePart[] {
  const comesBack = parts.some((part) => {
    if (part.kind === "node") return nextOf(part.discipline) !== null && isRepeated(part);
    return part.held === "visit" && nodesOf([part]).some(isRepeated);
  });
  return parts.flatMap((part) => {
    if (part.kind === "node") return comesBack ? [part] : [];
    return part.held === "visit" ? nodesOf([part]) : linedNodes(part.inside);
  });
}

/** Whether any class comes more often, or less, than once. */
function isRepeated({ work }: NodePart): boolean {
  return work.some((one) => one !== null && one.visits !== 1);
}

function nodesOf(parts: readonly Part[]): readonly NodePart[] {
  return parts.flatMap((part) => (part.kind === "node" ? [part] : nodesOf(part.inside)));
}
