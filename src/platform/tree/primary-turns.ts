import type { NodePart, Part } from "./part.ts";
import type { ClassedTree } from "./whole-visits.ts";

/**
 * Splits reads by where their turn sends them, for stations whose primary serves reads beside its
 * replicas: of r replicas and the primary each gets one in r + 1. The means are those of turns; that
 * turns are steadier than chance is left out. Where several such stations have unequally many
 * replicas, the first one's number stands for all.
 */
export function primaryTurns({ parts, classes }: ClassedTree): ClassedTree {
  const [first] = nodesOf(parts).filter(
    ({ primaryReads, readReplicas }) => primaryReads && readReplicas > 0,
  );
  if (first === undefined) return { parts, classes };
  const atPrimary = 1 / (first.readReplicas + 1);
  const split = classes.flatMap((one, k) =>
    one.reads && first.work[k]
      ? [
          { k, one: { ...one, share: one.share * atPrimary, atPrimary: true } },
          { k, one: { ...one, share: one.share * (1 - atPrimary) } },
        ]
      : [{ k, one }],
  );
  const withSplit = (part: Part): Part =>
    part.kind === "pool"
      ? { ...part, inside: part.inside.map(withSplit) }
      : { ...part, work: split.map(({ k }) => part.work[k] ?? null) };
  return { parts: parts.map(withSplit), classes: split.map(({ one }) => one) };
}

function nodesOf(parts: readonly Part[]): readonly NodePart[] {
  return parts.flatMap((part) => (part.kind === "pool" ? nodesOf(part.inside) : [part]));
}
