import { entryAt } from "../../entry-at.ts";
/**
 * So many of a list at most, evenly spread, both ends among them.
 *
 * @param most two or more
 */
export function sampleOf<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  const step = (list.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, i) => entryAt(list, Math.round(i * step)));
}
