import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantile } from "./quantile.ts";

describe("quantile", () => {
  it("interpolates between order statistics (Hyndman & Fan, type 7: h = (n − 1)·p + 1)", () => {
    // Four values, p = 0.4: h = 2.2, a fifth of the way from the second to the third.
    expect(quantile([1, 2, 4, 8], 0.4)).toBeCloseTo(2.4, 15);
    expect(quantile([1, 2, 4, 8], 0.5)).toBe(3);
    expect(quantile([1, 2, 4, 8], 0)).toBe(1);
    expect(quantile([1, 2, 4, 8], 1)).toBe(8);
    expect(quantile([5], 0.3)).toBe(5);
  });

  it("never makes NaN of infinite values", () => {
    const far = Number.POSITIVE_INFINITY;
    expect(quantile([1, far, far], 0.25)).toBe(far);
    expect(quantile([1, far, far], 0.75)).toBe(far);
    expect(quantile([1, 2, far], 0.5)).toBe(2);
  });

  it("lies inside the sample and grows with the share", () => {
    const sample = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(sample, share, share, (values, p, q) => {
        const sorted = Float64Array.from(values).sort();
        const [a, b] = [quantile(sorted, Math.min(p, q)), quantile(sorted, Math.max(p, q))];
        expect(a).toBeGreaterThanOrEqual(sorted[0] as number);
        expect(b).toBeLessThanOrEqual(sorted.at(-1) as number);
        expect(b - a).toBeGreaterThanOrEqual(-1e-6);
      }),
      { seed: 1 },
    );
  });

  it.each([-0.1, 1.1, Number.NaN])("refuses the share %s", (share) => {
    expect(() => quantile([1], share)).toThrow(/^share must lie/);
  });

  it("refuses an empty sample", () => {
    expect(() => quantile([], 0.5)).toThrow(/at least one value/);
  });
});
