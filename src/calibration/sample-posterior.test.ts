import { describe, expect, it } from "vitest";
import { RandomStream } from "../random/random-stream.ts";
import type { PoolSizeFit } from "./fit-at-pool-size.ts";
import { samplePosterior, type Target } from "./sample-posterior.ts";
import type { Unknown } from "./unknowns.ts";

const unknown = (name: string): Unknown => ({
  name,
  unit: "",
  meaning: name,
  center: 0,
  deviation: 10,
  lower: -50,
  upper: 50,
  toValue: (x) => x,
});

/** x ~ N(1, 2²), y ~ N(−3, 0.5²), correlation 0.8. */
const rho = 0.8;
const gaussian: Target = {
  unknowns: [unknown("x"), unknown("y")],
  from: Math.log(20),
  to: Math.log(20),
  cost: ([x = 0, y = 0]) => {
    const [a, b] = [(x - 1) / 2, (y + 3) / 0.5];
    return (a * a - 2 * rho * a * b + b * b) / (2 * (1 - rho * rho));
  },
};

const fit: PoolSizeFit = {
  poolSize: 20,
  point: [1, -3],
  cost: 0,
  dataCost: 0,
  covariance: [
    [4, 0.8],
    [0.8, 0.25],
  ],
  ended: "converged",
  iterations: 1,
};

const moments = (values: readonly number[]) => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
};

const effort = { walkers: 40, sweeps: 1500, draws: 2000 };

describe("samplePosterior", () => {
  const sample = samplePosterior(gaussian, [fit], effort, RandomStream.fromSeed(5));
  const x = sample.draws.map(({ point }) => point[0] as number);
  const y = sample.draws.map(({ point }) => point[1] as number);

  it("recovers the mean and variance of a normal law", () => {
    // 2000 draws out of 40,000 positions, half a dozen sweeps apart for each walker: as good as
    // 500 independent ones, so that four standard errors of the mean are 0.18 deviations,
    // of the deviation itself 0.13.
    const [ofX, ofY] = [moments(x), moments(y)];
    expect(Math.abs(ofX.mean - 1)).toBeLessThan(0.18 * 2);
    expect(Math.abs(ofY.mean + 3)).toBeLessThan(0.18 * 0.5);
    expect(Math.abs(ofX.deviation / 2 - 1)).toBeLessThan(0.13);
    expect(Math.abs(ofY.deviation / 0.5 - 1)).toBeLessThan(0.13);
  });

  it("recovers the correlation", () => {
    const products = x.map((value, i) => ((value - 1) / 2) * (((y[i] as number) + 3) / 0.5));
    // Standard error of a correlation (1 − ρ²)/√n = 0.016 for 500 draws; of the product 0.057.
    expect(Math.abs(moments(products).mean - rho)).toBeLessThan(0.23);
  });

  it("says that the walkers have mixed, and that moves were taken", () => {
    expect(sample.potentialScaleReduction).toBeGreaterThanOrEqual(1);
    expect(sample.potentialScaleReduction).toBeLessThan(1.05);
    expect(sample.acceptance > 0.1 && sample.acceptance < 0.7).toBe(true);
  });

  it("holds a pool size whose range has equal ends", () => {
    for (const { poolSize } of sample.draws) expect(poolSize).toBeCloseTo(20, 12);
  });

  it("is flat in ln c over the range where the cost does not depend on the pool", () => {
    const free = { ...gaussian, from: Math.log(5), to: Math.log(100) };
    const { draws } = samplePosterior(free, [fit], effort, RandomStream.fromSeed(6));
    const shares = draws.map(({ poolSize }) => Math.log(poolSize / 5) / Math.log(20));
    for (const share of shares) expect(share >= 0 && share <= 1).toBe(true);
    const { mean, deviation } = moments(shares);
    // A uniform law: mean 1/2, deviation 1/√12, with the errors of 500 independent draws.
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.18 * 0.29);
    expect(Math.abs(deviation * Math.sqrt(12) - 1)).toBeLessThan(0.1);
  });

  it("stays inside the bounds of the unknowns", () => {
    const narrow = {
      ...gaussian,
      unknowns: [{ ...unknown("x"), lower: 0, upper: 2 }, unknown("y")],
    };
    const { draws } = samplePosterior(
      narrow,
      [fit],
      { ...effort, sweeps: 200 },
      RandomStream.fromSeed(7),
    );
    for (const { point } of draws)
      expect((point[0] as number) >= 0 && (point[0] as number) <= 2).toBe(true);
  });

  it("draws from every walker, so that few draws tell as much as there are walkers", () => {
    // 20 walkers start independent, and 30 sweeps of a dozen unknowns hardly move them. The mean
    // of 30 draws then has a variance near 1/20; from three walkers it would be near 1/3.
    const dimensions = 12;
    const many: Target = {
      ...gaussian,
      unknowns: Array.from({ length: dimensions }, (_, i) => unknown(`x${i}`)),
      cost: (point) => point.reduce((sum, value) => sum + (value * value) / 2, 0),
    };
    const start: PoolSizeFit = {
      ...fit,
      point: new Array(dimensions).fill(0),
      covariance: Array.from({ length: dimensions }, (_, i) =>
        Array.from({ length: dimensions }, (__, j) => (i === j ? 1 : 0)),
      ),
    };
    const side = { walkers: 20, sweeps: 30, draws: 30 };
    let squares = 0;
    const runs = 60;
    for (let seed = 0; seed < runs; seed++) {
      const { draws } = samplePosterior(many, [start], side, RandomStream.fromSeed(seed));
      for (let d = 0; d < dimensions; d++) {
        squares += moments(draws.map(({ point }) => point[d] as number)).mean ** 2;
      }
    }
    expect(squares / (runs * dimensions)).toBeLessThan(2 / 20);
  });

  it("is the same for the same seed and another for another", () => {
    const short = { walkers: 12, sweeps: 20, draws: 10 };
    const run = (seed: number) =>
      samplePosterior(gaussian, [fit], short, RandomStream.fromSeed(seed)).draws;
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
    expect(run(1)).toHaveLength(10);
  });

  it("starts the walkers where no covariance is known, too", () => {
    const blind = { ...fit, covariance: null };
    const { draws } = samplePosterior(gaussian, [blind], effort, RandomStream.fromSeed(8));
    expect(Math.abs(moments(draws.map(({ point }) => point[0] as number)).mean - 1)).toBeLessThan(
      0.36,
    );
  });
});
