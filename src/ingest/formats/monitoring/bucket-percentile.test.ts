import { describe, expect, it } from "vitest";
import { bucketPercentile } from "./bucket-percentile.ts";

describe("bucketPercentile", () => {
  const buckets = [
    { upTo: Number.POSITIVE_INFINITY, count: 10 },
    { upTo: 0.1, count: 50 },
    { upTo: 0.2, count: 40 },
  ];
  it("interpolates inside a bucket, whatever the order of the buckets", () => {
    // 70 of 100 lie 20/40 into the bucket from 0.1 to 0.2.
    expect(bucketPercentile(buckets, 0.7)).toBeCloseTo(0.15, 12);
    expect(bucketPercentile(buckets, 0.25)).toBeCloseTo(0.05, 12);
  });
  it("clamps to the last finite bound", () => expect(bucketPercentile(buckets, 0.99)).toBe(0.2));
  it("has none without observations", () => {
    expect(bucketPercentile([], 0.5)).toBeUndefined();
    expect(bucketPercentile([{ upTo: 1, count: 0 }], 0.5)).toBeUndefined();
  });
});
