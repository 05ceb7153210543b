import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cumulativeLogRate } from "./cumulative-log-rate.ts";

/** The docstring's claim, for each one present. */
const CLAIMED = 3e-7;

function plainSums(rate: (k: number) => number, most: number): Float64Array {
  const sums = new Float64Array(most + 1);
  for (let k = 1; k <= most; k++) sums[k] = (sums[k - 1] as number) + Math.log(rate(k));
  return sums;
}

describe("cumulativeLogRate", () => {
  it("is 0 for nobody and the plain sum up to the singles", () => {
    const L = cumulativeLogRate((k) => k, 10, 1000);
    expect(L(0)).toBe(0);
    expect(L(4)).toBeCloseTo(Math.log(24), 14);
    expect(L(10)).toBeCloseTo(Math.log(3_628_800), 12);
  });

  it("is a straight line for a constant rate", () => {
    const L = cumulativeLogRate(() => 7, 5, 100_000);
    for (const k of [1, 6, 77, 5000, 100_000]) {
      expect(Math.abs(L(k) / (k * Math.log(7)) - 1)).toBeLessThan(1e-13);
    }
  });

  it("needs no singles beyond the largest number asked for", () => {
    expect(cumulativeLogRate((k) => k, 64, 3)(3)).toBeCloseTo(Math.log(6), 14);
  });

  it.each([
    ["M/M/20", (k: number) => Math.min(k, 20) / 0.05],
    ["contention", (k: number) => 20 / (0.05 * (1 + 1e-3 * (k - 1)))],
    ["coherency", (k: number) => 20 / (0.05 * (1 + 1e-3 * (k - 1) + 1e-6 * k * (k - 1)))],
    ["strong coherency", (k: number) => 20 / (0.05 * (1 + 0.1 * k * (k - 1)))],
  ])("agrees with the plain sum up to 100,000: %s", (_, rate) => {
    const sums = plainSums(rate, 1e5);
    const L = cumulativeLogRate(rate, 64, 1e5);
    let worst = 0; // error for each one present
    for (let k = 1; k <= 1e5; k++) {
      worst = Math.max(worst, Math.abs(L(k) - (sums[k] as number)) / k);
    }
    expect(worst).toBeLessThan(CLAIMED);
  });

  it("agrees with the plain sum for random laws of the pool's kind", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 63 }),
        fc.double({ min: 0, max: 0.05, noNaN: true }),
        fc.double({ min: 0, max: 0.01, noNaN: true }),
        fc.integer({ min: 1, max: 5000 }),
        (c, contention, coherency, k) => {
          const rate = (n: number) =>
            Math.min(n, c) / (1 + contention * (n - 1) + coherency * n * (n - 1));
          const exact = plainSums(rate, k)[k] as number;
          const L = cumulativeLogRate(rate, 64, 5000)(k);
          expect(Math.abs(L - exact)).toBeLessThan(CLAIMED * k);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });
});
