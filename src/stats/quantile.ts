/**
 * The quantile of a sample by linear interpolation between order statistics (type 7 of Hyndman
 * & Fan, The American Statistician 50, 1996). Values of +∞ are allowed: they lie at the end.
 *
 * @throws RangeError unless the sample holds at least one value and 0 ≤ share ≤ 1
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(`share must lie between 0 and 1, got ${share}`);
  }
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below];
  if (low === undefined) throw new RangeError("a quantile needs at least one value, got none");
  const high = sorted[below + 1] ?? low;
  return position === below || low === high ? low : low + (position - below) * (high - low);
}
