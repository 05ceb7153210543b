import type { Share } from "../../units.ts";

/** One of the equally likely draws of a mixture. */
export interface Pick {
  readonly group: number;
  readonly draw: number;
}

/** Places of each group among `count`, in proportion to its weight (largest remainders). */
export function mixtureSizes(weights: readonly Share[], count: number): readonly number[] {
  const exact = weights.map((weight) => weight * count);
  const places = exact.map(Math.floor);
  const byRemainder = exact
    .map((value, group) => ({ group, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.group - b.group);
  const missing = count - places.reduce((a, b) => a + b, 0);
  for (const { group } of byRemainder.slice(0, missing)) places[group] = (places[group] ?? 0) + 1;
  return places;
}

/**
 * Which draws stand for a mixture: each group gets its places and fills them with evenly spaced
 * draws, some of them twice where it has too few.
 *
 * @param sizes draws of each group; a group with weight must have some
 * @throws RangeError if a group with places has no draws
 */
export function mixture(
  weights: readonly Share[],
  sizes: readonly number[],
  count: number,
): Pick[] {
  return mixtureSizes(weights, count).flatMap((taken, group) => {
    const size = sizes[group] ?? 0;
    if (taken > 0 && size === 0) {
      throw new RangeError(`sizes must be above 0 where there is weight, got 0 for group ${group}`);
    }
    return Array.from({ length: taken }, (_, i) => ({
      group,
      draw: Math.floor(((i + 0.5) * size) / taken),
    }));
  });
}
