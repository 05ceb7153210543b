import { describe, expect, it } from "vitest";
import { RandomStream } from "../random/random-stream.ts";
import { sampleHypothesis } from "./sample-hypothesis.ts";
import type { SplitMisfit } from "./split-misfit.ts";

/** Residuals of data that no term of a shape moves; each coordinate has its standard normal prior beside. */
function costly(data: (position: readonly number[]) => readonly number[] | null): SplitMisfit {
  const solve = (unknowns: readonly number[]) => {
    const residuals = data(unknowns);
    return residuals === null ? null : Float64Array.from(residuals);
  };
  const dataCount = data([])?.length ?? 0;
  const own = new Float64Array(dataCount).fill(1);
  return {
    unknowns: 2,
    dataCount,
    solve,
    residuals: (solved) => solved.slice(),
    slopes: () => ({ own, terms: [] }),
  };
}

/** Two figures of noise 1/2 and 1, and the priors: a posterior that can be written down. */
const linear = costly(([a = 0, b = 0]) => [2 * (a + b - 1), a - b]);

// JᵀJ = [[6, 3], [3, 6]], whose inverse is [[2, −1], [−1, 2]]/9; Jᵀy = (4, 4).
const mean = 4 / 9;
const variance = 2 / 9;
const covariance = -1 / 9;

const COUNT = 4000;

describe("sampleHypothesis", () => {
  it("draws from the exact posterior where residuals are linear", () => {
    const best = [mean, mean];
    const { draws, solved, rHat } = sampleHypothesis(
      linear,
      [best],
      [0.01, 0.01],
      COUNT,
      RandomStream.fromSeed(1),
    );
    const average = (f: (a: number, b: number) => number) =>
      draws.reduce((sum, [a = 0, b = 0]) => sum + f(a, b), 0) / COUNT;
    // Four standard errors of a mean, and of a (co)variance of normal draws.
    const error = 4 * Math.sqrt(variance / COUNT);
    expect(Math.abs(average((a) => a) - mean)).toBeLessThan(error);
    expect(Math.abs(average((_, b) => b) - mean)).toBeLessThan(error);
    const spreadError = 4 * variance * Math.sqrt(2 / COUNT);
    expect(Math.abs(average((a) => (a - mean) ** 2) - variance)).toBeLessThan(spreadError);
    expect(Math.abs(average((a, b) => (a - mean) * (b - mean)) - covariance)).toBeLessThan(
      spreadError,
    );
    expect(solved).toBe(1);
    expect(rHat).toBeLessThan(1.01);
  });

  it("keeps away from where there is no platform", () => {
    // Half a normal law: below −1 nothing can be solved.
    const walled = costly(([x = 0]) => (x < -1 ? null : []));
    const { draws } = sampleHypothesis(walled, [[0]], [0.01], 400, RandomStream.fromSeed(2));
    expect(draws.every(([x = 0]) => x >= -1)).toBe(true);
    const above = draws.filter(([x = 0]) => x > 0.5).length;
    // 30.9 % of a normal law, 123 draws; a standard error is 9.
    expect(above).toBeGreaterThan(87);
    expect(above).toBeLessThan(160);
  });

  it("follows a bend that a normal law would leave", () => {
    // y = x² is known to 0.3, x to 1, y a priori to 5: draws lie on the parabola, not on its tangent.
    const bent = costly(([x = 0, fifth = 0]) => [(5 * fifth - x * x) / 0.3]);
    const { draws } = sampleHypothesis(bent, [[0, 0]], [0.01, 0.01], 200, RandomStream.fromSeed(3));
    const far = draws.filter(([x = 0, fifth = 0]) => Math.abs(5 * fifth - x * x) > 1.2);
    expect(far.length).toBeLessThanOrEqual(4);
    expect(draws.filter(([x = 0]) => Math.abs(x) > 1).length).toBeGreaterThan(30);
  });

  it("spreads over the prior in a direction that the data leave free, along a ridge", () => {
    // Of x, 10 a priori, and y only x − y² is measured: whatever y is, x has the same law around y².
    const ridge = costly(([tenth = 0, y = 0]) => [(10 * tenth - y * y) / 0.02]);
    const { draws } = sampleHypothesis(
      ridge,
      [[0, 0]],
      [0.001, 0.001],
      400,
      RandomStream.fromSeed(5),
    );
    const square = draws.reduce((sum, [, y = 0]) => sum + y * y, 0) / draws.length;
    // A mean square of 400 normal draws has the standard error √(2/400) = 0.07.
    expect(Math.abs(square - 1)).toBeLessThan(0.28);
    expect(Math.max(...draws.map(([, y = 0]) => y))).toBeGreaterThan(2);
    expect(Math.min(...draws.map(([, y = 0]) => y))).toBeLessThan(-2);
  });

  it("has draws of both of two optima that fit alike, and of one that fits worse hardly any", () => {
    // (x² − 1)/0.1: minima at −1 and 1, x to 5 a priori; told apart by a second figure of deviation d.
    const two = (d: number) =>
      costly(([fifth = 0]) => [(25 * fifth * fifth - 1) / 0.1, (5 * fifth - 1) / d]);
    const drawn = (d: number) =>
      sampleHypothesis(
        two(d),
        [[0.2], [-0.2]],
        [0.001],
        200,
        RandomStream.fromSeed(6),
      ).draws.filter(([x = 0]) => x < 0).length / 200;
    expect(drawn(100)).toBeGreaterThan(0.4);
    expect(drawn(100)).toBeLessThan(0.6);
    expect(drawn(0.3)).toBe(0);
  });

  it("gives the same draws for the same seed, and says how far it is", () => {
    const done: number[] = [];
    const draw = () =>
      sampleHypothesis(linear, [[mean, mean]], [0.01, 0.01], 5, RandomStream.fromSeed(4), (share) =>
        done.push(share),
      ).draws;
    expect(draw()).toEqual(draw());
    expect(done.slice(0, 5)).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
  });
});
