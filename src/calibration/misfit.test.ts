import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { misfit, predictTargets, targets } from "./misfit.ts";
import { noiselessLevels } from "./testing/noiseless-levels.ts";
import { observed } from "./testing/observed.ts";
import { modelOf, unknowns } from "./unknowns.ts";

const all = unknowns({ thinkTime: 1, lightLoad: 0.05, maxThroughput: 400, maxUsers: 500 });
const centers = all.map(({ center }) => center);
const truth = modelOf(all, centers, 20);

describe("targets", () => {
  it("are the measured figures in the order of the levels, then of the quantities", () => {
    const list = targets([
      observed(10, { p95: 0.2, throughput: 9, p50: 0.1 }),
      observed(20, { mean: 0.1 }),
      observed(30),
    ]);
    expect(list.map(({ observation, quantity }) => `${observation.users} ${quantity}`)).toEqual([
      "10 throughput",
      "10 p50",
      "10 p95",
      "20 mean",
    ]);
  });

  it("leave out a figure of 0, which has no logarithm", () => {
    expect(targets([observed(10, { throughput: 0, mean: 0.1 })])).toHaveLength(1);
  });

  it("are the less certain the fewer requests were counted, and further out in the tail", () => {
    const deviations = (requests: number) =>
      targets([observed(10, { mean: 1, p50: 1, p95: 1, p99: 1, requests })]).map(
        ({ deviation }) => deviation,
      );
    const [few, many] = [deviations(200), deviations(20_000)];
    for (const [i, deviation] of few.entries()) {
      expect(deviation).toBeGreaterThan(many[i] as number);
    }
    expect(few[3]).toBeGreaterThan(few[1] as number);
  });
});

describe("misfit", () => {
  const exact = targets(noiselessLevels(truth, [50, 200, 400]));

  it("is 0 for a model's own figures at the center of the priors", () => {
    const predicted = predictTargets(all, exact, centers, 20);
    for (const [i, { measured }] of exact.entries()) expect(predicted[i]).toBeCloseTo(measured, 12);
    for (const residual of misfit(all, exact, centers, 20, 1)) expect(residual).toBeCloseTo(0, 9);
  });

  it("is symmetric: as far for twice as for half of what the model says", () => {
    fc.assert(
      fc.property(fc.double({ min: 1.001, max: 50, noNaN: true }), (factor) => {
        const off = (by: number) =>
          exact.map((target) => ({ ...target, measured: target.measured * by }));
        const above = misfit(all, off(factor), centers, 20, 1);
        const below = misfit(all, off(1 / factor), centers, 20, 1);
        for (const [i, residual] of above.entries())
          expect(residual).toBeCloseTo(-(below[i] as number), 6);
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  it("ends with the distance from the priors in their standard deviations", () => {
    const point = all.map(
      ({ center, deviation }, i) => center + (i % 3 === 0 ? 0.1 : 0) * deviation,
    );
    const residuals = misfit(all, exact, point, 20, 1).slice(exact.length);
    for (const [i, residual] of residuals.entries())
      expect(residual).toBeCloseTo(i % 3 === 0 ? 0.1 : 0, 12);
  });

  it("lets a freak figure pull with bounded force: ten times as far is not ten times as bad", () => {
    const only = exact.slice(0, 1);
    const at = (deviations: number) => {
      const freak = only.map((target) => ({
        ...target,
        measured: target.measured * Math.exp(-deviations * target.deviation),
      }));
      return misfit(all, freak, centers, 20, 1)[0] as number;
    };
    // Student's law with 6 degrees: root of 7·ln(1 + r²/6).
    expect(at(1)).toBeCloseTo(Math.sqrt(7 * Math.log(7 / 6)), 9);
    expect(at(100)).toBeLessThan(3 * at(10));
  });

  it("takes a level of trust w for w of a sound one", () => {
    const [sound] = targets([observed(100, { mean: 0.1 })]);
    const [doubtful] = targets([observed(100, { mean: 0.1, trust: 0.25 })]);
    expect((doubtful?.deviation ?? 0) / (sound?.deviation ?? 1)).toBeCloseTo(2, 12);
  });

  it("counts less where the noise is larger", () => {
    const off = exact
      .slice(0, 1)
      .map((target) => ({ ...target, measured: target.measured * 1.02 }));
    const size = (noise: number) => Math.abs(misfit(all, off, centers, 20, noise)[0] as number);
    expect(size(2)).toBeLessThan(size(1));
  });

  it("expects less throughput of a window that holds a ramp", () => {
    const [ramped] = targets([observed(400, { averageUsers: 360, throughput: 300 })]);
    const [steady] = targets([observed(400, { throughput: 300 })]);
    if (ramped === undefined || steady === undefined) throw new Error("targets are missing");
    const [a, b] = [ramped, steady].map((target) => predictTargets(all, [target], centers, 20)[0]);
    expect(a).toBeLessThan(b as number);
  });
});
