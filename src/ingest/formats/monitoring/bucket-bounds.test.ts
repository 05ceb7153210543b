import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bucketBounds } from "./bucket-bounds.ts";
import { bucketPercentile } from "./bucket-percentile.ts";

describe("bucketBounds", () => {
  it("is the bucket that holds the percentile, the last without an end", () => {
    const buckets = [
      { upTo: 0.1, count: 50 },
      { upTo: 0.5, count: 40 },
      { upTo: Number.POSITIVE_INFINITY, count: 10 },
    ];
    expect(bucketBounds(buckets, 0.5)).toEqual([0, 0.1]);
    expect(bucketBounds(buckets, 0.6)).toEqual([0.1, 0.5]);
    expect(bucketBounds(buckets, 0.95)).toEqual([0.5, null]);
    expect(bucketBounds([], 0.5)).toBeUndefined();
  });

  it("holds the straight line through the bucket and the true time, whatever was observed", () => {
    const times = fc.array(fc.double({ min: 0.001, max: 9, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(times, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (all, p) => {
        const ends = [0.01, 0.1, 0.5, 1, 5, Number.POSITIVE_INFINITY];
        const buckets = ends.map((upTo, i) => ({
          upTo,
          count: all.filter((time) => time <= upTo && time > (ends[i - 1] ?? 0)).length,
        }));
        const [from, to] = bucketBounds(buckets, p) ?? [1, 0];
        const line = bucketPercentile(buckets, p) ?? 0;
        expect(line).toBeGreaterThanOrEqual(from);
        expect(line).toBeLessThanOrEqual(to ?? line);
        const sorted = all.toSorted((a, b) => a - b);
        const exact = sorted[Math.ceil(p * all.length) - 1] ?? 0;
        expect(exact).toBeGreaterThan(from);
        expect(exact).toBeLessThanOrEqual(to ?? exact);
      }),
    );
  });
});
