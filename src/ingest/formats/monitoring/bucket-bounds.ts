import type { Bucket } from "./bucket-percentile.ts";

/**
 * The bounds of the bucket that holds the p-quantile: from the largest bound of a bucket below it (0 below
 * all) to its own (null: the last bucket has no end). Exact; undefined without observations.
 */
export function bucketBounds(
  buckets: readonly Bucket[],
  p: number,
): readonly [from: number, to: number | null] | undefined {
  const ascending = buckets.toSorted((a, b) => a.upTo - b.upTo);
  const total = ascending.reduce((sum, { count }) => sum + count, 0);
  if (!(total > 0)) return undefined;
  let [below, from] = [0, 0];
  for (const { upTo, count } of ascending) {
    below += count;
    if (below >= p * total && count > 0) return [from, Number.isFinite(upTo) ? upTo : null];
    if (Number.isFinite(upTo)) from = Math.max(0, upTo);
  }
  return [from, null];
}
