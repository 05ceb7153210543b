/**
 * The smallest whole load from which on a condition holds, between two loads; fractions by
 * straight interpolation of `excess` between the last load below and the first above.
 *
 * `excess` is below 0 before the crossing and 0 or more after it; it must cross once. Takes
 * some six evaluations where the excess is smooth, at most about 4·log₂(range). Null where it is still below 0 at `to`.
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
  // Illinois rule on whole numbers, with bisection whenever it creeps.
  let side = 0;
  let weightLow = below;
  let weightHigh = above;
  for (let step = 0; high - low > 1; step++) {
    const share = step % 4 === 3 ? 0.5 : weightLow / (weightLow - weightHigh);
    const middle = Math.min(Math.max(Math.round(low + share * (high - low)), low + 1), high - 1);
    const value = excess(middle);
    if (value >= 0) {
      high = middle;
      above = value;
      weightHigh = value;
      if (side === 1) weightLow /= 2;
      side = 1;
    } else {
      low = middle;
      below = value;
      weightLow = value;
      if (side === -1) weightHigh /= 2;
      side = -1;
    }
  }
  return low - below / (above - below);
}
