/**
 * Derivatives of residuals by differences over steps that are wide against the rounding of the
 * solver, whose percentiles jump by 1e-4 here and there: a step of the usual 1e-8 would see nothing
 * else. Forward; backward where the residuals are not finite ahead; 0 where they are on neither side.
 *
 * @param steps for each coordinate, in prior deviations
 * @param before the residuals at the position
 * @returns one column for each coordinate
 */
export function steadyDifferences(
  residuals: (position: readonly number[]) => readonly number[],
  position: readonly number[],
  steps: readonly number[],
  before: readonly number[] = residuals(position),
): number[][] {
  return position.map((_, j) => {
    const width = steps[j] as number;
    for (const step of [width, -width]) {
      const after = residuals(position.map((x, k) => (k === j ? x + step : x)));
      const column = after.map((value, i) => (value - (before[i] as number)) / step);
      if (column.every(Number.isFinite)) return column;
    }
    return before.map(() => 0);
  });
}

/** Steps where nothing is known of the posterior yet. */
const FIRST = 0.002;

/** Of a posterior deviation: far enough to rise above rounding, near enough for a tangent. */
const SHARE = 0.1;

/** In prior deviations: directions that only the prior holds have bends within its spread. */
const WIDEST = 0.005;

/** Steps that suit a posterior: a tenth of each deviation. */
export function stepsOf(
  count: number,
  covariance: readonly (readonly number[])[] | null,
): number[] {
  return Array.from({ length: count }, (_, j) => {
    const variance = covariance?.[j]?.[j];
    if (variance === undefined || !(variance > 0)) return FIRST;
    return Math.min(Math.max(SHARE * Math.sqrt(variance), 3e-4), WIDEST);
  });
}
