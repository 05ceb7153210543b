import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normal } from "../random/normal.ts";
import { RandomStream } from "../random/random-stream.ts";
import { gaussianLaw } from "./gaussian-law.ts";
import { doubtOf, labelInformation } from "./label-information.ts";

const random = RandomStream.fromSeed(5);
const normals = Array.from({ length: 2000 }, () => [normal(random)]).flatMap(([z = 0]) => [
  [z],
  [-z],
]);

const at = (weight: number, mean: number, deviation = 1) => ({
  weight,
  outcome: gaussianLaw([mean], [[deviation * deviation]]),
});

/** Information of one of two equally likely signals ±1 in noise σ, by quadrature over the noise. */
function binarySignal(deviation: number): number {
  const step = 0.001;
  let lost = 0;
  for (let z = -9; z < 9; z += step) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    lost += step * density * Math.log2(1 + Math.exp((-2 * (1 + deviation * z)) / deviation ** 2));
  }
  return 1 - lost;
}

describe("labelInformation", () => {
  it("is 0 bit where all explanations expect the same", () => {
    expect(labelInformation([at(0.3, 2), at(0.7, 2)], normals)).toBeLessThan(1e-12);
  });

  it("is 1 bit where two equally believed ones lie far apart, 2 bit with four", () => {
    expect(labelInformation([at(0.5, 0), at(0.5, 50)], normals)).toBeCloseTo(1, 9);
    const four = [0, 50, 100, 150].map((mean) => at(0.25, mean));
    expect(labelInformation(four, normals)).toBeCloseTo(2, 9);
  });

  it("is the known information of a binary signal in noise: 0.486 bit at a ratio of 1", () => {
    // Richardson & Urbanke, Modern Coding Theory (2008), §4.1: the capacity of the binary-input
    // Gaussian channel; 0.4859 at 0 dB.
    expect(binarySignal(1)).toBeCloseTo(0.4859, 3);
    for (const deviation of [0.5, 1, 2]) {
      const found = labelInformation([at(0.5, -1, deviation), at(0.5, 1, deviation)], normals);
      expect(Math.abs(found - binarySignal(deviation))).toBeLessThan(0.02); // 4,000 numbers
    }
  });

  it("stays between 0 and the doubt, and forgets what nobody believes", () => {
    const some = fc.record({
      weight: fc.double({ min: 0.01, max: 1, noNaN: true }),
      mean: fc.double({ min: -3, max: 3, noNaN: true }),
      deviation: fc.double({ min: 0.1, max: 3, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 4 }), (list) => {
        const total = list.reduce((sum, { weight }) => sum + weight, 0);
        const all = list.map((one) => at(one.weight / total, one.mean, one.deviation));
        const few = normals.slice(0, 200);
        const found = labelInformation(all, few);
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThanOrEqual(doubtOf(all));
        expect(labelInformation([...all, at(0, 99)], few)).toBe(found);
      }),
      { numRuns: 30 },
    );
  });
});
