import { describe, expect, it } from "vitest";
import { responseDistribution } from "../platform/solve/response-distribution.ts";
import { poolSolver } from "../platform/solve/solve-pool-model.ts";
import { bestPredictions, calibrate, modelOfDraw } from "./calibrate.ts";
import { fitAtPoolSize } from "./fit-at-pool-size.ts";
import { leaveOneLevelOut } from "./leave-one-level-out.ts";
import { misfit, targets } from "./misfit.ts";
import { noiselessLevels } from "./testing/noiseless-levels.ts";
import { observed } from "./testing/observed.ts";
import { syntheticCampaign } from "./testing/synthetic-campaign.ts";
import { modelOf, unknowns } from "./unknowns.ts";

const { campaign, truth } = syntheticCampaign(3);
const loads = campaign.levels.map(({ users }) => users);
const most = Math.max(...loads);
const levels = noiselessLevels(truth, loads);
const scale = {
  thinkTime: truth.thinkTime,
  lightLoad: truth.apiTime + truth.serviceTime,
  maxThroughput: Math.max(...levels.map(({ throughput }) => throughput ?? 0)),
  maxUsers: most,
};
const posterior = calibrate(levels, scale, { seed: 1, draws: 24 });

describe("syntheticCampaign", () => {
  it("measures its platform: within the noise it states, percentiles in order", () => {
    for (let seed = 1; seed <= 5; seed++) {
      const one = syntheticCampaign(seed);
      const solve = poolSolver(
        one.truth,
        Math.max(...one.campaign.levels.map(({ users }) => users)),
      );
      for (const { users, throughput = 0, responseTime } of one.campaign.levels) {
        const { throughput: X, responseTime: R } = solve(users);
        expect(Math.abs(Math.log(throughput / X))).toBeLessThan(0.05); // 5 deviations of 1 %
        expect(Math.abs(Math.log((responseTime.mean ?? 0) / R))).toBeLessThan(0.15);
        const { p50 = 0, p95 = 0, p99 = 0 } = responseTime;
        expect(p50 <= p95 && p95 <= p99).toBe(true);
      }
    }
  });

  it("breaks where it says", () => {
    const { breakingPoint, truth: platform } = syntheticCampaign(3);
    const solve = poolSolver(platform, Math.ceil(breakingPoint));
    const p95 = (users: number) => responseDistribution(solve(users).parts).percentile(0.95);
    expect(p95(Math.ceil(breakingPoint))).toBeGreaterThanOrEqual(2);
    expect(p95(Math.ceil(breakingPoint) - 1)).toBeLessThan(2);
  });

  it("is the same for the same seed", () => {
    expect(syntheticCampaign(4)).toEqual(syntheticCampaign(4));
  });
});

describe("calibrate", () => {
  it("finds the measured figures again", () => {
    const predicted = bestPredictions(posterior);
    for (const [i, { measured, deviation }] of posterior.targets.entries()) {
      // Within one of the standard deviations it was told to expect.
      expect(Math.abs(Math.log((predicted[i] as number) / measured))).toBeLessThan(deviation);
    }
  });

  it("finds throughput and percentiles at loads that nobody measured", () => {
    const best = modelOf(posterior.unknowns, posterior.best.point, posterior.best.poolSize);
    const [is, was] = [poolSolver(best, most), poolSolver(truth, most)];
    // All but the bend itself, between 50 and 70 % of the largest load: how sharp it is, levels on
    // both sides leave open.
    for (const share of [0.1, 0.22, 0.4, 0.78, 0.93]) {
      const users = Math.round(share * most);
      const [a, b] = [is(users), was(users)];
      expect(Math.abs(a.throughput / b.throughput - 1)).toBeLessThan(0.02);
      const [p, q] = [responseDistribution(a.parts), responseDistribution(b.parts)];
      for (const quantile of [0.5, 0.95, 0.99]) {
        const error = Math.abs(p.percentile(quantile) / q.percentile(quantile) - 1);
        // The deviations of a percentile are 8 to 10 %.
        expect(error, `${users} users, ${quantile}`).toBeLessThan(0.1);
      }
    }
  });

  it("draws plausible platforms: as many as asked for, all inside the priors' bounds", () => {
    expect(posterior.draws).toHaveLength(24);
    for (const draw of posterior.draws) {
      expect(draw.poolSize >= 5 && draw.poolSize <= 100).toBe(true);
      for (const [i, { lower, upper }] of posterior.unknowns.entries()) {
        const x = draw.point[i] as number;
        expect(x >= lower && x <= upper).toBe(true);
      }
      const model = modelOfDraw(posterior, draw);
      expect(model.poolSize).toBe(draw.poolSize);
      const X = poolSolver(model, most)(most).throughput;
      expect(Math.abs(X / (levels.at(-1)?.throughput ?? 0) - 1)).toBeLessThan(0.1);
    }
  });

  it("tells how it ended and takes its best fit from the grid of pool sizes", () => {
    expect(["converged", "stalled", "iteration-limit"]).toContain(posterior.ended);
    expect(posterior.fits.map(({ poolSize }) => poolSize)).toEqual([10, 20, 50]);
    const costs = posterior.fits.map(({ cost }) => cost);
    expect(posterior.best.cost).toBe(Math.min(...costs));
    expect(posterior.converged).toBeGreaterThan(0.5);
    expect(posterior.converged).toBeLessThanOrEqual(1);
  });

  it("holds a pool size that is known, draws the same for the same seed, and tells how far it is", () => {
    const told: number[] = [];
    const run = (seed: number) =>
      calibrate(levels, scale, {
        seed,
        poolSize: 20,
        warmStarts: [posterior.best.point],
        draws: 10,
        onProgress: (done) => told.push(done),
      });
    const first = run(1);
    for (const { poolSize } of first.draws) expect(poolSize).toBeCloseTo(20, 12);
    expect(told.at(-1)).toBe(1);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(run(1)).toEqual(first);
    expect(run(2).draws).not.toEqual(first.draws);
  });

  it("refuses too few figures, and figures of one load only", () => {
    const few = [
      observed(10, { throughput: 9, mean: 0.1 }),
      observed(20, { throughput: 18, mean: 0.1 }),
    ];
    expect(() => calibrate(few, scale, { seed: 1 })).toThrow(/at least 5 measured figures.* got 4/);
    expect(() => calibrate(levels.slice(0, 1), scale, { seed: 1 })).toThrow(
      /^a fit needs figures measured at 2 different loads/,
    );
    expect(() => calibrate([], scale, { seed: 1 })).toThrow(RangeError);
  });
});

describe("leaveOneLevelOut", () => {
  it("predicts each figure from the other levels: near the truth where the truth is smooth", () => {
    const predictions = leaveOneLevelOut(posterior);
    expect(predictions).toHaveLength(posterior.targets.length);
    const inner = posterior.targets.flatMap(({ observation, quantity, measured }, i) =>
      quantity === "throughput" && observation.users > (loads[0] ?? 0) && observation.users < most
        ? [Math.abs((predictions[i] as number) / measured - 1)]
        : [],
    );
    expect(inner.length).toBe(5);
    for (const error of inner) expect(error).toBeLessThan(0.05);
  });

  it("does not look at the level left out", () => {
    const spoilt = (factor: number) => {
      const list = posterior.targets.map((target) =>
        target.observation.users === loads[3]
          ? { ...target, measured: target.measured * factor }
          : target,
      );
      const predictions = leaveOneLevelOut({ ...posterior, targets: list });
      return predictions.filter((_, i) => list[i]?.observation.users === loads[3]);
    };
    expect(spoilt(3)).toEqual(spoilt(1));
  });

  it("has no answer where one level or none would remain", () => {
    const two = posterior.targets.filter(({ observation }) => observation.users <= (loads[1] ?? 0));
    expect(leaveOneLevelOut({ ...posterior, targets: two })).toEqual(two.map(() => null));
  });
});

describe("fitAtPoolSize", () => {
  const all = unknowns(scale);
  const wanted = targets(levels);
  const centers = all.map(({ center }) => center);

  it("ends no worse than it began, and takes the better of two starts", () => {
    const begin = misfit(all, wanted, centers, 20, 1).reduce((sum, r) => sum + r * r, 0) / 2;
    const one = fitAtPoolSize(all, wanted, 20, [centers], 1);
    expect(one.cost).toBeLessThan(begin);
    const two = fitAtPoolSize(all, wanted, 20, [centers, one.point], 1);
    expect(two.cost).toBeLessThanOrEqual(one.cost);
    expect(one.poolSize).toBe(20);
  });

  it("takes the data's part of the misfit apart from the priors' part", () => {
    const { cost, dataCost, point } = fitAtPoolSize(all, wanted, 20, [centers], 1);
    const priors = all.reduce(
      (sum, { center, deviation }, i) => sum + (((point[i] as number) - center) / deviation) ** 2,
      0,
    );
    expect(cost).toBeCloseTo(dataCost + priors / 2, 9);
  });

  it("moves a start outside the bounds to the nearest inside, and refuses none at all", () => {
    const far = all.map(({ upper }) => upper + 100);
    expect(fitAtPoolSize(all, wanted, 20, [far], 1).point).toHaveLength(all.length);
    expect(() => fitAtPoolSize(all, wanted, 20, [], 1)).toThrow(/^starts must hold/);
  });
});
