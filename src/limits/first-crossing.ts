/**
 * The smallest whole load from which on a condition holds, between two loads; fractions by
 * straight interpolation of `excess` between the last load below and the first above.
 *
 * `excess` is below 0 before the crossing and 0 or more after it; it must cross once. Takes
 * about log₂(range) evaluations. Null where it is still below 0 at `to`.
 */
export function firstCrossing(
  excess: (users: number) => number,
  from: number,
  to: number,
): number | null {
  let high = to;
  let above = excess(high);
  if (!(above >= 0)) return null;
  let low = from;
  let below = excess(low);
  if (below >= 0) return low;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const value = excess(middle);
    if (value >= 0) {
      high = middle;
      above = value;
    } else {
      low = middle;
      below = value;
    }
  }
  return low - below / (above - below);
}
