import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fastNormalCdf } from "./fast-normal-cdf.ts";
import { normalCdf } from "./normal-distribution.ts";

describe("fastNormalCdf", () => {
  it("agrees with the exact distribution function to 1e-9", () => {
    fc.assert(
      fc.property(fc.double({ min: -12, max: 12, noNaN: true }), (z) => {
        expect(Math.abs(fastNormalCdf(z) - normalCdf(z))).toBeLessThan(1e-9);
      }),
      { seed: 1, numRuns: 5000 },
    );
  });

  it("is 1/2 in the middle and ends at 0 and 1", () => {
    expect(fastNormalCdf(0)).toBe(0.5);
    expect(fastNormalCdf(-1e300)).toBe(0);
    expect(fastNormalCdf(1e300)).toBe(1);
  });
});
