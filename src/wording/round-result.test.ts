import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roundResult } from "./round-result.ts";

describe("roundResult", () => {
  it("keeps six significant digits and every digit of whole numbers", () => {
    const data = { a: [0.123456789, 1234567], b: { c: null, d: "0.123456789" }, e: -0 };
    expect(roundResult(data)).toEqual({
      a: [0.123457, 1234567],
      b: { c: null, d: "0.123456789" },
      e: 0,
    });
  });

  it("names the place of a number that is not one", () => {
    expect(() => roundResult({ a: [1, Number.NaN] })).toThrow(
      "result.a[1] must be finite, got NaN",
    );
  });

  it("changes nothing the second time and at most half of the sixth digit the first", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        const once = roundResult(x);
        expect(roundResult(once)).toBe(once);
        expect(Math.abs(once - x)).toBeLessThanOrEqual(5.0001e-6 * Math.abs(x));
      }),
      { seed: 2 },
    );
  });
});
