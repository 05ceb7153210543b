import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RandomStream } from "../../random/random-stream.ts";
import { normalCdf, normalQuantile } from "../../stats/normal-distribution.ts";
import { weighHypotheses } from "./weigh-hypotheses.ts";

const weigh = (densities: readonly (readonly number[])[]) =>
  weighHypotheses(densities, RandomStream.fromSeed(1));

describe("weighHypotheses", () => {
  it("gives hypotheses that predict alike the same weight, and calls none the best", () => {
    const { weights, best } = weigh([
      [-3, -4, -5],
      [-3, -4, -5],
    ]);
    expect(best).toBeNull();
    for (const one of weights) {
      expect(one).toMatchObject({ standardError: 0, logDensity: -12, behind: 0, behindError: 0 });
      expect(one.weight).toBeCloseTo(0.5, 12);
    }
  });

  it("gives the weight to the one that wins by far at every level", () => {
    const { weights, best } = weigh([
      [-30, -41, -35],
      [-3, -4, -5],
    ]);
    expect(best).toBe(1);
    expect(weights[1]?.weight).toBeGreaterThan(0.99);
  });

  it("cannot tell where a lead comes from one level alone", () => {
    const { weights, best } = weigh([
      [-3, -3, -3, -3],
      [-3, -3, -3, -13],
    ]);
    // Ahead by 10 with a standard error of 10 from four levels: Student's law of three degrees of freedom
    // stays below 3.307 as often as the normal law below 2.
    expect(best).toBeNull();
    expect(weights[1]?.behindError).toBeCloseTo((10 * 3.307) / 2, 2);
    expect(weights[1]?.standardError).toBeGreaterThan(0.1);
  });

  it("gives the standard error of a lead, worked by hand for two levels", () => {
    const { weights } = weigh([
      [-1, -2],
      [-2, -5],
    ]);
    // Differences 1 and 3: sum 4, variance 2, √(2 levels · 2) = 2. One degree of freedom is Cauchy's law,
    // whose quantile is tan π(p − 1/2).
    const twoErrors = Math.tan(Math.PI * (normalCdf(2) - 0.5));
    expect(weights[1]?.behind).toBe(4);
    expect(weights[1]?.behindError).toBeCloseTo((2 * twoErrors) / 2, 10);
    expect(weights[0]).toMatchObject({ behind: 0, behindError: 0 });
  });

  it("takes what the solution errs as one error of all levels", () => {
    const rows = [
      [-3, -4, -5, -6],
      [-4, -5, -6, -7],
    ];
    const doubt = 2;
    const { weights, best } = weighHypotheses(rows, RandomStream.fromSeed(1), doubt);
    expect(weights[1]?.behind).toBe(4);
    // Ahead by 1 at each of four levels, without any chance between them; but 4 is within what two solutions err by.
    expect(weights[1]?.behindError).toBe(0);
    expect(best).toBeNull();
    expect(weighHypotheses(rows, RandomStream.fromSeed(1), 1).best).toBe(0);
    // The mean of 1/(1 + e^x), x normal around 4 with that deviation, by its own quantiles.
    const quantiles = Array.from({ length: 4000 }, (_, i) => normalQuantile((i + 0.5) / 4000));
    const shares = quantiles.map((z) => 1 / (1 + Math.exp(4 + Math.SQRT2 * doubt * z)));
    const expected = shares.reduce((a, b) => a + b, 0) / shares.length;
    // 2,000 rounds leave a standard error of 0.005.
    expect(Math.abs((weights[1]?.weight ?? 0) - expected)).toBeLessThan(0.02);
    expect(weigh(rows).weights[1]?.weight).toBeCloseTo(1 / (1 + Math.exp(4)), 12);
  });

  it("shares out all belief, whatever the densities", () => {
    const level = fc.double({ min: -1e4, max: 50, noNaN: true });
    const rows = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 5 }))
      .chain(([rows, levels]) =>
        fc.array(fc.array(level, { minLength: levels, maxLength: levels }), {
          minLength: rows,
          maxLength: rows,
        }),
      );
    fc.assert(
      fc.property(rows, (densities) => {
        const { weights } = weigh(densities);
        expect(weights.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
        expect(weights.every(({ standardError }) => standardError <= 0.5 + 1e-9)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it("gives none to what is ruled out, whatever single level it does best at", () => {
    const densities = [
      [-3, -4, -60, -5],
      [-2, -3, -1, -4],
      [-2, -5, -3, -4],
    ];
    const { weights } = weighHypotheses(densities, RandomStream.fromSeed(1), 1, [true]);
    expect(weights[0]).toMatchObject({ weight: 0, standardError: 0 });
    expect((weights[1]?.weight ?? 0) + (weights[2]?.weight ?? 0)).toBeCloseTo(1, 12);
    const without = weighHypotheses(densities, RandomStream.fromSeed(1), 1);
    expect(without.weights[0]?.weight).toBeGreaterThan(0.001);
  });

  it("knows nothing where no level could be left out", () => {
    const { weights, best } = weigh([[], [], []]);
    expect(best).toBeNull();
    expect(weights.map(({ weight }) => weight)).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  it("refuses rows of unequal length", () => {
    expect(() => weigh([[1], [1, 2]])).toThrow(/^densities must be rows of equal length/);
    expect(() => weigh([])).toThrow(RangeError);
  });
});
