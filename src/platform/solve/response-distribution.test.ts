import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalQuantile } from "../../stats/normal-distribution.ts";
import { responseDistribution } from "./response-distribution.ts";

const part = fc.record({
  weight: fc.double({ min: 0.05, max: 1, noNaN: true }),
  mean: fc.double({ min: 1e-3, max: 100, noNaN: true }),
  variation: fc.double({ min: 0.05, max: 3, noNaN: true }),
});

const mixture = fc.array(part, { minLength: 1, maxLength: 8 }).map((list) => {
  const sum = list.reduce((total, { weight }) => total + weight, 0);
  return list.map(({ weight, mean, variation }) => ({
    weight: weight / sum,
    mean,
    meanSquare: mean * mean * (1 + variation ** 2),
  }));
});

describe("responseDistribution", () => {
  it("is the lognormal law for a single part: CV 1 has its median at mean/√2", () => {
    const { percentile, survival } = responseDistribution([
      { weight: 1, mean: 0.3, meanSquare: 0.18 },
    ]);
    const deviation = Math.sqrt(Math.log(2));
    for (const share of [0.01, 0.5, 0.95, 0.99]) {
      const exact = (0.3 / Math.SQRT2) * Math.exp(deviation * normalQuantile(share));
      // The normal law is exact to 1e-9, at 99 % that is 4e-8 of z.
      expect(Math.abs(percentile(share) / exact - 1)).toBeLessThan(1e-7);
    }
    expect(survival(0.3 / Math.SQRT2)).toBeCloseTo(0.5, 9);
  });

  it("finds a constant, as a jump at its value", () => {
    const { percentile, survival } = responseDistribution([{ weight: 1, mean: 2, meanSquare: 4 }]);
    expect(percentile(0.05)).toBeCloseTo(2, 4);
    expect(percentile(0.99)).toBeCloseTo(2, 4);
    expect(survival(1.9)).toBe(1);
    expect(survival(2.1)).toBe(0);
  });

  it("is above 0 for certain", () => {
    const { survival } = responseDistribution([{ weight: 1, mean: 1, meanSquare: 2 }]);
    expect(survival(0)).toBe(1);
    expect(survival(-1)).toBe(1);
  });

  it("goes back and forth between times and shares", () => {
    fc.assert(
      fc.property(mixture, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (parts, share) => {
        const { survival, percentile } = responseDistribution(parts);
        expect(Math.abs(1 - survival(percentile(share)) - share)).toBeLessThan(1e-7);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it("has percentiles in order, and the mean of its parts under the tail", () => {
    fc.assert(
      fc.property(mixture, (parts) => {
        const { survival, percentile } = responseDistribution(parts);
        const shares = [0.05, 0.5, 0.9, 0.95, 0.99].map(percentile);
        expect(shares).toEqual([...shares].sort((a, b) => a - b));
        // ∫P(R > t)dt with t = eˣ, trapezoids of 0.02 over what matters.
        let area = 0;
        for (let x = -15; x < 25; x += 0.02) area += survival(Math.exp(x)) * Math.exp(x) * 0.02;
        const mean = parts.reduce((sum, { weight, mean }) => sum + weight * mean, 0);
        expect(Math.abs(area / mean - 1)).toBeLessThan(1e-3);
      }),
      { seed: 2, numRuns: 40 },
    );
  });

  it("answers at the ends of the range", () => {
    const { percentile } = responseDistribution(
      [0.1, 0.2, 0.3, 0.4].map((weight) => ({ weight, mean: 1, meanSquare: 2 })),
    );
    expect(percentile(1e-17)).toBeGreaterThan(0);
    expect(percentile(1e-17)).toBeLessThan(percentile(1e-6));
    expect(percentile(1 - 1e-12)).toBeGreaterThan(percentile(0.999));
  });

  it.each([0, 1, -0.1, 1.5, Number.NaN])("refuses the share %s", (share) => {
    const { percentile } = responseDistribution([{ weight: 1, mean: 1, meanSquare: 2 }]);
    expect(() => percentile(share)).toThrow(/^share must lie between 0 and 1/);
  });
});
