import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Estimate } from "../stats/estimate.ts";
import { holdCurve } from "./hold-curve.ts";
import type { CurvePoint } from "./limits.ts";
import { measuredLevels } from "./measured-levels.ts";
import { defaultPolicy } from "./policy.ts";
import { measuredLevel } from "./testing/measured-level.ts";

const around = (value: number): Estimate => ({
  ...{ value, low: 0.95 * value, high: 1.05 * value },
  basis: "interpolated",
});

const point = (users: number, throughput: number, time: number, errors = 0): CurvePoint => ({
  users,
  throughput: around(throughput),
  goodput: around(throughput * (1 - errors)),
  responseTime: {
    ...{ mean: around(time), p50: around(time), p90: around(2 * time) },
    ...{ p95: around(3 * time), p99: around(4 * time) },
  },
  errorRate: around(errors),
  refusedShare: around(0),
  utilization: {},
  zone: "green",
});

/** Three levels that reach the limits. */
const levels = [
  measuredLevel(100, { throughput: 90, mean: 0.1, requests: 5000, failures: 0 }),
  measuredLevel(200, { throughput: 150, mean: 0.3, requests: 9000, failures: 0 }),
  measuredLevel(400, { throughput: 150, mean: 1.6, requests: 9000, failures: 900 }),
];
const hold = (points: readonly CurvePoint[], seen = levels) =>
  holdCurve(points, measuredLevels(seen), defaultPolicy, 1);

describe("holdCurve", () => {
  it("reaches what was measured to within what runs differ by, and between levels in proportion", () => {
    // 120 ± 6 predicted, 150 measured at 200 users: up to 150/1.03.
    const points = [point(100, 90, 0.1), point(150, 110, 0.2), point(200, 120, 0.3)];
    const [first, middle, last] = hold(points, levels).map(({ throughput }) => throughput.high);
    expect(first).toBeCloseTo(94.5, 9);
    expect(last).toBeCloseTo(150 / 1.03, 9);
    expect(middle).toBeCloseTo(115.5 * Math.sqrt(150 / 1.03 / 126), 9);
  });

  it("predicts no errors where thousands of requests had none, nor fewer than a lighter load had", () => {
    const points = [100, 200, 400, 600].map((users) => point(users, 100, 0.1, 0.14));
    const [light, , heavy, beyond] = hold(points).map(({ errorRate }) => errorRate);
    // z²/(n + z²) of 9,000, doubled for what runs differ by.
    expect(light?.value).toBeCloseTo((2 * 2.7055) / (9000 + 2.7055), 6);
    expect(heavy?.value).toBe(0.14);
    expect(beyond?.low).toBeCloseTo(0.133, 9);
    expect(hold([point(600, 100, 0.1)])[0]?.errorRate.low).toBeGreaterThan(0.04);
  });

  it("opens upwards beyond levels that reach no limit, as far as nobody waits", () => {
    const light = levels.slice(0, 2).map((one) => ({ ...one, throughput: one.users, mean: 0.1 }));
    const [inside, beyond] = hold([point(200, 200, 0.1), point(400, 250, 0.6)], light);
    expect(inside?.throughput.high).toBeCloseTo(210, 9);
    expect(beyond?.throughput.high).toBe(400);
    expect(beyond?.responseTime.mean.low).toBe(0.1);
  });

  it("leaves every end in order and every level within noise of its interval", () => {
    const figure = fc.double({ min: 0.01, max: 10, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(figure, figure, figure, figure), { minLength: 3, maxLength: 6 }),
        (rows) => {
          const seen = rows.map(([throughput, mean], i) =>
            measuredLevel(i + 1, { throughput, mean }),
          );
          const curve = hold(
            rows.map(([, , throughput, time], i) => point(i + 1, throughput, time)),
            seen,
          );
          for (const [i, { throughput, responseTime }] of curve.entries()) {
            const { mean } = responseTime;
            for (const { low, value, high } of [throughput, mean]) {
              expect(low <= value && value <= high).toBe(true);
            }
            const [X = 0, R = 0] = rows[i] ?? [];
            expect(throughput.low / 1.0301 <= X && X <= throughput.high * 1.0301).toBe(true);
            expect(mean.low / 1.0401 <= R && R <= mean.high * 1.0401).toBe(true);
          }
        },
      ),
      { seed: 1 },
    );
  });
});
