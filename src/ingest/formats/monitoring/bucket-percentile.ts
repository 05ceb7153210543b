/** A histogram bucket: how many observations lie above the previous bound and up to this one. */
export interface Bucket {
  /** Upper bound; infinity for the last. */
  readonly upTo: number;
  readonly count: number;
}

/**
 * The p-quantile of a histogram by linear interpolation inside a bucket, as Prometheus'
 * histogram_quantile does it: the error may be the width of the bucket, the first bucket is taken to
 * begin at 0, and above the last finite bound the answer is that bound. Undefined without observations.
 */
export function bucketPercentile(buckets: readonly Bucket[], p: number): number | undefined {
  const ascending = [...buckets].sort((a, b) => a.upTo - b.upTo);
  const total = ascending.reduce((sum, { count }) => sum + count, 0);
  if (!(total > 0)) return undefined;
  let below = 0;
  let low = 0;
  for (const { upTo, count } of ascending) {
    if (below + count >= p * total && count > 0) {
      return Number.isFinite(upTo) ? low + (upTo - low) * ((p * total - below) / count) : low;
    }
    below += count;
    if (Number.isFinite(upTo)) low = Math.max(0, upTo);
  }
  return low;
}
