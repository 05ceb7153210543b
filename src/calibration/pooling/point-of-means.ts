/** What a smooth course has at one load, where its means over groups of loads are known. */

/** A group of levels: its mean load, how far its loads are apart, and the mean of a figure over them. */
export interface GroupMean {
  readonly load: number;
  /** Of the loads, weighted as the mean. */
  readonly variance: number;
  readonly value: number;
}

/**
 * The value at a load of the parabola whose means over a group and its neighbors are the given ones; of the
 * straight line with one neighbor; the group's own mean with none. Exact where the course is one. In
 * groups of equal width h it takes the second difference/24 off the mean, so that noise grows by 1 %.
 */
export function pointOfMeans(
  load: number,
  own: GroupMean,
  neighbors: readonly GroupMean[],
): number {
  // Mean of a + b·u + c·u² over a group, u = N − load: a + b·ū + c·(var + ū²).
  const shift = own.load - load;
  const square = own.variance + shift * shift;
  const slopes = neighbors
    .filter((one) => one.load !== own.load)
    .map((one) => {
      const over = one.load - own.load;
      const squares = one.variance + (one.load - load) ** 2 - square;
      return { by: (one.value - own.value) / over, bend: squares / over };
    });
  const [first, second] = slopes;
  if (first === undefined) return own.value;
  if (second === undefined || first.bend === second.bend) return own.value - first.by * shift;
  const c = (second.by - first.by) / (second.bend - first.bend);
  const b = first.by - c * first.bend;
  return own.value - b * shift - c * square;
}
