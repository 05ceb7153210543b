import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Figure } from "./figures.ts";
import { quantities } from "./quantity.ts";
import { runCovariance, runNoise, whitened } from "./run-noise.ts";

const deviation = fc.double({ min: 0.002, max: 0.5, noNaN: true });
const figure: fc.Arbitrary<Figure> = fc.record({
  quantity: fc.constantFrom(...quantities),
  endpoint: fc.constant(null),
  measured: fc.constant(1),
  known: deviation,
  repeat: deviation,
});

describe("the noise of a run", () => {
  it("is that of two times with correlation one half, worked by hand", () => {
    const time: Figure = { quantity: "p95", endpoint: null, measured: 1, known: 0.3, repeat: 0.4 };
    // Variance 0.3² + 0.4² = 0.25; what both share is half of 0.4² = 0.08.
    const covariance = runCovariance(runNoise([time, time], 1));
    expect(covariance[0]?.[0]).toBeCloseTo(0.25, 12);
    expect(covariance[0]?.[1]).toBeCloseTo(0.08, 12);
    // Noise twice as large: 0.09 + 0.64, and 0.32.
    const noisier = runCovariance(runNoise([time, time], 2));
    expect(noisier[0]?.[0]).toBeCloseTo(0.73, 12);
    expect(noisier[1]?.[0]).toBeCloseTo(0.32, 12);
  });

  it("leaves throughput alone", () => {
    const X: Figure = {
      quantity: "throughput",
      endpoint: null,
      measured: 1,
      known: 0.3,
      repeat: 0.4,
    };
    const covariance = runCovariance(runNoise([X, { ...X, quantity: "mean" }], 1));
    expect(covariance[0]?.[0]).toBeCloseTo(0.25, 12);
    expect(covariance[0]?.[1]).toBe(0);
    expect(whitened([0.5, 0], runNoise([X], 1))[0]).toBeCloseTo(1, 12);
  });

  it("is taken out by whitening: W·C·Wᵀ is the identity", () => {
    const figures = fc.array(figure, { minLength: 1, maxLength: 8 });
    const scale = fc.double({ min: 0.05, max: 20, noNaN: true });
    fc.assert(
      fc.property(figures, scale, (list, noiseScale) => {
        const noise = runNoise(list, noiseScale);
        const C = runCovariance(noise);
        const n = list.length;
        // Columns of W: what whitening makes of each unit vector.
        const W = list.map((_, j) =>
          whitened(
            list.map((_, k) => (k === j ? 1 : 0)),
            noise,
          ),
        );
        for (let a = 0; a < n; a++) {
          for (let b = 0; b < n; b++) {
            let sum = 0;
            for (let i = 0; i < n; i++) {
              for (let j = 0; j < n; j++) {
                sum += (W[i]?.[a] ?? 0) * (C[i]?.[j] ?? 0) * (W[j]?.[b] ?? 0);
              }
            }
            expect(sum).toBeCloseTo(a === b ? 1 : 0, 6);
          }
        }
      }),
    );
  });
});
