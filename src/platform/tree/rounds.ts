import type { NodePartOf, PartOf } from "./part.ts";

/**
 * How often a request comes to a part of the tree: to a station as often as it visits it, to a
 * pool that is taken for each visit as often as to what it visits most inside, to one that is held
 * for the whole request once.
 */
export function countRounds<Work>(
  part: PartOf<Work>,
  visitsOf: (node: NodePartOf<Work>) => number,
): number {
  if (part.kind === "node") return visitsOf(part);
  const most = part.inside.reduce((all, inner) => Math.max(all, countRounds(inner, visitsOf)), 0);
  return part.held === "visit" ? most : Math.min(1, most);
}
