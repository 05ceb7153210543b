import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requestVariation } from "./line-moments.ts";

describe("requestVariation", () => {
  it("is the work's own for one visit, and of no account for many", () => {
    expect(requestVariation(9, 1)).toBe(9);
    expect(requestVariation(9, 0.5)).toBe(9);
    // (10 + 9)/11 = (1 + CV²)/2.
    expect((1 + requestVariation(9, 10)) / 2).toBeCloseTo(19 / 11, 12);
    expect(requestVariation(9, 1e9)).toBeCloseTo(1, 6);
  });

  it("is exactly 1 for exponential work however often it comes, as in product form", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (repeats) => {
        expect(requestVariation(1, repeats)).toBeCloseTo(1, 12);
      }),
      { seed: 2 },
    );
  });
});
