import { describe, expect, it } from "vitest";
import { RandomStream } from "../random/random-stream.ts";
import { fitAtPoolSize } from "./fit-at-pool-size.ts";
import { targets } from "./misfit.ts";
import { samplePosterior } from "./sample-posterior.ts";
import { observed } from "./testing/observed.ts";
import { unknowns } from "./unknowns.ts";

const all = unknowns({ thinkTime: 1, lightLoad: 0.05, maxThroughput: 150, maxUsers: 400 });
const wanted = targets([
  observed(50, { throughput: 47.6, mean: 0.05, p50: 0.035, p95: 0.15 }),
  observed(200, { throughput: 140, mean: 0.43, p50: 0.4, p95: 0.8 }),
  observed(400, { throughput: 141, mean: 1.84, p50: 1.8, p95: 2.5 }),
]);
const start = [all.map(({ center }) => center)];
const fits = [10, 20, 50].map((poolSize) => fitAtPoolSize(all, wanted, poolSize, start, 1));
const range = { from: 5, to: 100 };
const sample = (seed: number, count = 60) =>
  samplePosterior(all, wanted, fits, range, 1, count, RandomStream.fromSeed(seed));
const { draws, converged } = sample(1);

const spread = (values: readonly number[]) => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1));
};

describe("samplePosterior", () => {
  it("draws inside all bounds and inside the range of the pool size", () => {
    expect(converged).toBeGreaterThan(0.8);
    for (const { point, poolSize } of draws) {
      expect(poolSize >= 5 && poolSize <= 100).toBe(true);
      for (const [i, x] of point.entries()) {
        expect(x >= (all[i]?.lower as number) && x <= (all[i]?.upper as number)).toBe(true);
      }
    }
  });

  it("spreads an unknown that no figure touches as widely as its prior", () => {
    const i = all.findIndex(({ name }) => name === "apiShare");
    const ratio = spread(draws.map(({ point }) => point[i] as number)) / 0.8;
    // 60 draws leave the ratio of deviations uncertain by 1/√120 = 9 %; four of those.
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.4);
  });

  it("narrows the think time to what the throughput of the lightest level allows", () => {
    const values = draws.map(({ point }) => Math.exp(point[0] as number));
    // X is known to some 2 %, so Z + R of about 1.05 s is too.
    expect(spread(values)).toBeLessThan(0.05);
  });

  it("draws the same for the same seed and others for another", () => {
    expect(sample(1)).toEqual(sample(1));
    expect(sample(2, 10).draws).not.toEqual(sample(1, 10).draws);
  });

  it("draws the pool size evenly in its logarithm where no size fits better", () => {
    const even = fits.map((fit) => ({ ...fit, cost: 1 }));
    const sizes = samplePosterior(all, wanted, even, range, 1, 40, RandomStream.fromSeed(3))
      .draws.map(({ poolSize }) => Math.log(poolSize / 5) / Math.log(20))
      .sort((a, b) => a - b);
    for (const [i, share] of sizes.entries()) {
      expect(share).toBeGreaterThan(i / 40 - 0.01);
      expect(share).toBeLessThan((i + 1) / 40 + 0.01);
    }
  });

  it("holds a pool size that is known", () => {
    const held = { from: 20, to: 20 };
    const one = samplePosterior(all, wanted, fits, held, 1, 5, RandomStream.fromSeed(1));
    expect(one.draws.map(({ poolSize }) => poolSize)).toEqual([20, 20, 20, 20, 20]);
  });

  it("refuses to draw without a fit", () => {
    expect(() => samplePosterior(all, wanted, [], range, 1, 5, RandomStream.fromSeed(1))).toThrow(
      /fits must hold at least one/,
    );
  });
});
