/** What is better in nothing than another is not worth a look. */

export interface Candidate {
  readonly x: number;
  readonly y: number;
}

/** Whether more of it is better. */
export interface Directions {
  readonly x: "less" | "more";
  readonly y: "less" | "more";
}

/**
 * Places of the candidates that no other one beats: none is as good in both and better in one.
 * Equal ones stay together. Cost O(n log n).
 */
export function paretoFront<T extends Candidate>(
  candidates: readonly T[],
  better: Directions,
): readonly number[] {
  const cost = (value: number, direction: "less" | "more") =>
    direction === "less" ? value : -value;
  const ranked = candidates
    .map(({ x, y }, place) => ({ place, x: cost(x, better.x), y: cost(y, better.y) }))
    .sort((a, b) => a.x - b.x || a.y - b.y);
  const front: number[] = [];
  let least = Number.POSITIVE_INFINITY;
  let last = Number.NaN;
  for (const { place, x, y } of ranked) {
    if (y < least || (y === least && x === last)) {
      front.push(place);
      [least, last] = [y, x];
    }
  }
  return front;
}
