/** What a ledger of nine tests does to today's intervals, worked by hand. */
import { describe, expect, it } from "vitest";
import type { CurvePoint } from "../../limits/limits.ts";
import { checkObjectives } from "../../limits/objectives/check-objectives.ts";
import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";
import { defaultPolicy } from "../../limits/policy.ts";
import type { Estimate } from "../../stats/estimate.ts";
import { wideningOf } from "../plan/plan.ts";
import type { PastPrediction } from "./past-predictions.ts";
import { widenedPoints } from "./widened-points.ts";

const entry = (score: number, test: string): PastPrediction => ({
  ...{ platform: "A", levers: "pool.size=20", test, inside: 1, sign: 1, score },
});

/** Ten times nine tenths is nine: the largest of nine scores. */
const nine = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 2].map((score, i) => entry(score, `t${i}`));

describe("a ledger", () => {
  it("widens from nine tests on, whatever the figures of each, and not before", () => {
    expect(wideningOf(nine)).toEqual({ widening: 2 });
    expect(wideningOf(nine.slice(1))).toEqual({});
    expect(wideningOf([...nine.slice(1), entry(2, "t3")])).toEqual({}); // one of them twice
    expect(wideningOf()).toEqual({});
  });

  it("makes 50 to 200 around 100 into 25 to 400 on a curve; errors stay", () => {
    const wide: Estimate = { value: 100, low: 50, high: 200, basis: "interpolated" };
    const errors: Estimate = { value: 0.01, low: 0, high: 0.02, basis: "interpolated" };
    const time = { mean: wide, p50: wide, p90: wide, p95: wide, p99: wide };
    const point: CurvePoint = {
      ...{ users: 10, throughput: wide, goodput: wide, responseTime: time },
      ...{ errorRate: errors, refusedShare: errors, utilization: {}, zone: "green" },
    };
    const [wider] = widenedPoints([point], 2);
    const asked = { value: 100, low: 25, high: 400, basis: "interpolated" };
    expect(wider?.throughput).toEqual(asked);
    expect(wider?.responseTime.p95).toEqual(asked);
    expect(wider?.errorRate).toEqual(errors);
    expect(widenedPoints([point], 1)[0]).toBe(point);
  });

  it("turns a promise of three draws in three into one of two", () => {
    // P95 of 0.8, 1 and 1.5 s under 2 s; twice as far apart the last is 2.25 s.
    const draw = (p95: number): PlausiblePlatform => ({
      ...{ lightLoadCycle: 1, backgroundErrorRate: 0, failsUnderLoad: false, rateLimit: null },
      upTo: () => (users) => ({
        ...{ users, throughput: 1, mean: p95 / 2, percentile: () => p95, errorRate: 0 },
        ...{ answered: 1, goodput: 1, refusedShare: 0, utilization: {}, bottleneck: "database" },
      }),
    });
    const policy = { ...defaultPolicy, objectives: { p95: 2 } };
    const at = (widening?: number) =>
      checkObjectives([0.8, 1, 1.5].map(draw), policy, 10, "interpolated", widening);
    expect(at().probability).toBeCloseTo(3.5 / 4, 12);
    expect(at(2).probability).toBeCloseTo(2.5 / 4, 12);
    expect(at(2).objectives[0]?.predicted).toMatchObject({
      value: 1,
      low: expect.closeTo(0.64, 12),
      high: expect.closeTo(2.25, 12),
    });
  });
});
