import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mixture, mixtureSizes } from "./mixture.ts";

const weights = fc
  .array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 })
  .map((drawn) => drawn.map((one) => one / drawn.reduce((a, b) => a + b, 0)));

describe("mixtureSizes", () => {
  it("gives the places that are left to the largest remainders, the first of equal ones", () => {
    expect(mixtureSizes([0.5, 0.3, 0.2], 10)).toEqual([5, 3, 2]);
    // 4.7, 3.5 and 1.8 of ten: 4 + 3 + 1, and the two places left go to 0.8 and 0.7.
    expect(mixtureSizes([0.47, 0.35, 0.18], 10)).toEqual([5, 3, 2]);
    expect(mixtureSizes([1 / 3, 1 / 3, 1 / 3], 4)).toEqual([2, 1, 1]);
    expect(mixtureSizes([0, 1], 7)).toEqual([0, 7]);
  });

  it("fills every place, each group's share to within one", () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 200 }), (some, count) => {
        const sizes = mixtureSizes(some, count);
        expect(sizes.reduce((a, b) => a + b, 0)).toBe(count);
        for (const [i, size] of sizes.entries()) {
          expect(Math.abs(size - count * (some[i] as number))).toBeLessThan(1 + 1e-9);
        }
      }),
    );
  });
});

describe("mixture", () => {
  it("takes evenly spaced draws of each group", () => {
    expect(mixture([0.5, 0.5], [4, 8], 4)).toEqual([
      { group: 0, draw: 1 },
      { group: 0, draw: 3 },
      { group: 1, draw: 2 },
      { group: 1, draw: 6 },
    ]);
  });

  it("asks for no draws of a group without weight", () => {
    expect(mixture([0, 1], [0, 4], 2)).toEqual([
      { group: 1, draw: 1 },
      { group: 1, draw: 3 },
    ]);
  });

  it("refuses weight on a group without draws", () => {
    expect(() => mixture([1], [0], 4)).toThrow(/^sizes must be above 0 where there is weight/);
  });
});
