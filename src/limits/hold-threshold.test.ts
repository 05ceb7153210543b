import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Threshold } from "../stats/estimate.ts";
import { bracketOf } from "./bracket.ts";
import { holdThreshold } from "./hold-threshold.ts";
import { excessOf } from "./level-side.ts";
import { measuredLevel } from "./testing/measured-level.ts";

const lines = { p95: 2, errorRate: 0.05 };
/** 8 % on either side of the line of 2 s, and a hair. */
const NOISE = { good: 2 / 1.0801, past: 2 * 1.0801 };
const basisAt = () => "interpolated" as const;
const predicted = (low: number | null, value: number | null, high: number | null): Threshold => ({
  ...{ low, value, high },
  basis: "extrapolated",
  searchedTo: 1000,
});
const bracket = (levels: readonly (readonly [users: number, p95: number])[]) =>
  bracketOf(
    levels.map(([users, p95]) => ({
      users,
      excess: excessOf(measuredLevel(users, { p95 }), lines),
    })),
  );
const hold = (threshold: Threshold, levels: readonly (readonly [number, number])[]) =>
  holdThreshold(threshold, bracket(levels), basisAt);

describe("excessOf", () => {
  it("bounds a missing P95 by Markov's inequality and by its neighbors", () => {
    // At most 5 % take more than 20 means: 60 ms here.
    expect(excessOf(measuredLevel(16, { mean: 0.003 }), lines).high).toBeLessThan(0);
    expect(excessOf(measuredLevel(16, { mean: 0.2 }), lines).high).toBeGreaterThan(0);
    expect(excessOf(measuredLevel(16, { p99: 1.8 }), lines).high).toBeLessThan(0);
    expect(excessOf(measuredLevel(16, { p50: 2.5 }), lines).low).toBeGreaterThan(0);
    expect(excessOf(measuredLevel(16), lines).middle).toBeNull();
    // Beside a P95 a missing P99 is silent, but it is no less than the P95.
    const objectives = { mean: 0.5, p95: 4, p99: 3 };
    expect(excessOf(measuredLevel(16, { p95: 1 }), objectives).high).toBeLessThan(0);
    expect(excessOf(measuredLevel(16, { p95: 3.5 }), objectives).low).toBeGreaterThan(0);
  });

  it("counts errors with what their number tells", () => {
    const level = (failures: number, requests: number) =>
      excessOf(measuredLevel(100, { p95: 0.01, requests, failures }), lines);
    expect(level(1687, 32_441)).toMatchObject({ worst: "errorRate" }); // 5.2 %
    expect(level(1687, 32_441).low).toBeGreaterThan(0);
    expect(level(1, 10).low).toBeLessThan(0); // 10 % of ten
    expect(level(0, 4993).high).toBeLessThan(0);
  });
});

describe("holdThreshold", () => {
  it("cuts the interval at the loads measured on both sides", () => {
    const { threshold } = hold(predicted(250, 320, 500), [
      [300, 1.2],
      [400, 3],
    ]);
    expect(threshold).toMatchObject({ low: 300, value: 320, high: 400 });
  });

  it("lets loads that contradict one another widen it", () => {
    const { threshold, contradicted } = hold(predicted(340, 350, 360), [
      [300, 2.5],
      [400, 1.5],
    ]);
    expect(threshold).toMatchObject({ low: 300, value: 350, high: 400 });
    expect(contradicted).toBe(false);
  });

  it("takes the measured loads where nothing is left, at least the good one, or says nothing", () => {
    const between = hold(predicted(170, 171, 172), [
      [110, 1],
      [140, 4],
    ]);
    // ln P95 from ln 0.5 to ln 2 of the line: half way.
    expect(between.contradicted).toBe(true);
    expect(between.threshold).toMatchObject({ low: 110, high: 140, basis: "interpolated" });
    expect(between.threshold.value).toBeCloseTo(125, 9);
    expect(hold(predicted(1, 1, 1), [[500, 0.1]]).threshold).toMatchObject({
      ...{ value: null, low: 500, high: null },
      basis: "at least",
    });
    expect(hold(predicted(300, 310, 320), [[100, 4]]).threshold).toMatchObject({
      ...{ value: null, low: null, high: null },
      basis: "withheld",
    });
  });

  it("reaches a load that lies within the noise of a run", () => {
    const { threshold } = hold(predicted(280, 290, 295), [[300, 1.95]]);
    expect(threshold).toMatchObject({ low: 280, value: 290, high: 300 });
  });

  it("never contradicts a measured load, whatever was predicted", () => {
    const load = fc.record({
      users: fc.integer({ min: 1, max: 900 }),
      p95: fc.double({ min: 0.1, max: 10, noNaN: true }),
    });
    const users = fc.option(fc.integer({ min: 1, max: 1000 }));
    fc.assert(
      fc.property(
        fc.uniqueArray(load, { maxLength: 8, selector: (one) => one.users }),
        fc.tuple(users, users, users),
        (levels, ends) => {
          const [low = null, value = null, high = null] = [...ends].sort(
            (a, b) => (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY),
          );
          const measured = levels.map((one) => [one.users, one.p95] as const);
          const { threshold } = hold(predicted(low, value, high), measured);
          if (threshold.basis === "withheld") return;
          const from = threshold.low ?? 1e9;
          const to = threshold.high ?? 1e9;
          const middle = threshold.value ?? 1e9;
          expect(from <= middle && middle <= to).toBe(true);
          const clearlyGood = measured.filter(([, p95]) => p95 < NOISE.good);
          const clearlyPast = measured.filter(([, p95]) => p95 > NOISE.past);
          for (const [users] of clearlyGood) {
            expect(to).toBeGreaterThanOrEqual(users);
            const calm = clearlyPast.every(([other]) => other > users);
            if (calm) expect(from).toBeGreaterThanOrEqual(users);
          }
          for (const [users] of clearlyPast) {
            expect(from).toBeLessThanOrEqual(users);
            const rough = clearlyGood.every(([other]) => other < users);
            if (rough) expect(to).toBeLessThanOrEqual(users);
          }
          // Within the noise of a run a level binds nothing, but the interval reaches it.
          for (const [users, p95] of measured) {
            const below = clearlyPast.every(([other]) => other > users);
            const above = clearlyGood.every(([other]) => other < users);
            if (p95 < 2 && below) expect(to).toBeGreaterThanOrEqual(users);
            if (p95 > 2 && above) expect(from).toBeLessThanOrEqual(users);
          }
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });
});
