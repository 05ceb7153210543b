import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentile } from "./percentile.ts";

describe("percentile", () => {
  it("has none of nothing and the one of one", () => {
    expect(percentile([], 0.5)).toBeUndefined();
    expect(percentile([3], 0.99)).toBe(3);
  });

  it("interpolates at (n − 1)·p", () => {
    // Of 1, 2, 4, 8 at p = 0.9 the position is 2.7: 4 + 0.7·4 = 6.8.
    expect(percentile([1, 2, 4, 8], 0.9)).toBeCloseTo(6.8, 12);
  });

  it("stays between the smallest and the largest and grows with p", () => {
    const values = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (unsorted, p) => {
        const ascending = [...unsorted].sort((a, b) => a - b);
        const value = percentile(ascending, p) ?? -1;
        expect(value).toBeGreaterThanOrEqual(ascending[0] ?? 0);
        expect(value).toBeLessThanOrEqual(percentile(ascending, 1) ?? 0);
      }),
      { seed: 6 },
    );
  });
});
