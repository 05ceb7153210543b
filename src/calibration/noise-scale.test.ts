import { describe, expect, it } from "vitest";
import { targets } from "./misfit.ts";
import { noiseScale } from "./noise-scale.ts";
import { noiselessLevels } from "./testing/noiseless-levels.ts";
import { modelOf, unknowns } from "./unknowns.ts";

const all = unknowns({ thinkTime: 1, lightLoad: 0.05, maxThroughput: 400, maxUsers: 500 });
const point = all.map(({ center }) => center);
const exact = targets(noiselessLevels(modelOf(all, point, 20), [50, 100, 200, 300, 400, 500]));

/** A fit at the truth that the data have not narrowed at all: no degree of freedom is used up. */
const fit = {
  poolSize: 20,
  point,
  cost: 0,
  dataCost: 0,
  covariance: all.map(({ deviation }, i) => all.map((_, j) => (i === j ? deviation ** 2 : 0))),
  ended: "converged" as const,
  iterations: 1,
};

/** Every figure off by as many of its standard deviations, up and down in turn. */
const off = (deviations: number) =>
  exact.map((target, i) => ({
    ...target,
    measured: target.measured * Math.exp((i % 2 === 0 ? 1 : -1) * deviations * target.deviation),
  }));

describe("noiseScale", () => {
  it("is 1 where the noise is what repeated runs show", () => {
    expect(noiseScale(all, off(1), fit)).toBeCloseTo(1, 9);
  });

  it("follows larger noise, drawn towards 1 by three residuals' worth of belief", () => {
    // 30 figures at 2 deviations and 3 at 1: √(123/33).
    expect(noiseScale(all, off(2), fit)).toBeCloseTo(Math.sqrt(123 / 33), 9);
  });

  it("does not run away with freak figures", () => {
    expect(noiseScale(all, off(100), fit)).toBeLessThan(3);
  });

  it("is the larger the more parameters the fit has used up", () => {
    const all12 = { ...fit, covariance: null };
    expect(noiseScale(all, off(2), all12)).toBeGreaterThan(noiseScale(all, off(2), fit));
  });
});
