import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fastNormal, fastNormalCdf, fastNormalDensity } from "./fast-normal-cdf.ts";
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

describe("fastNormal", () => {
  it("gives the value and the derivative that each has alone, to the last digit", () => {
    const both = new Float64Array(2);
    for (let i = -1100; i <= 1100; i++) {
      const z = i / 110 + 1e-3 * Math.sin(i);
      fastNormal(z, both);
      expect([...both]).toEqual([fastNormalCdf(z), fastNormalDensity(z)]);
    }
    fastNormal(Number.NaN, both);
    expect([...both]).toEqual([0, 0]);
  });
});
