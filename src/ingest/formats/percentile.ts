/**
 * The p-quantile of ascending values by linear interpolation at (n − 1)·p: type 7 of Hyndman & Fan,
 * "Sample Quantiles in Statistical Packages", The American Statistician 50 (1996), which k6, NumPy
 * and R use by default. Exact; undefined for no values.
 */
export function percentile(ascending: ArrayLike<number>, p: number): number | undefined {
  const position = (ascending.length - 1) * p;
  const below = ascending[Math.floor(position)];
  const above = ascending[Math.ceil(position)];
  if (below === undefined || above === undefined) return undefined;
  return below + (above - below) * (position - Math.floor(position));
}
