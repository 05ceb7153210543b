import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Level, ResponseTimes } from "./campaign.ts";
import { errorRateByChance, percentileByChance, throughputByChance } from "./chance-interval.ts";

const level = (
  requests: number,
  responseTime: ResponseTimes,
  more: Partial<Level> = {},
): Level => ({
  users: 10,
  run: "",
  requests,
  responseTime,
  quality: "measured",
  note: "",
  ...more,
});

/** Percentiles of an exponential law of mean 1: t = −ln(1 − p). */
const exponential = { p50: Math.log(2), p90: Math.log(10), p95: Math.log(20), p99: Math.log(100) };

describe("percentileByChance", () => {
  it("has the ranks' shares of P50 of 10,000: 0.4918 to 0.5082", () => {
    // 1.645·√(0.25/10000) = 0.008224; between P50 and P90 ln t is straight along −ln(1 − p).
    const interval = percentileByChance(level(10_000, exponential), "p50");
    const slope =
      (Math.log(exponential.p90) - Math.log(exponential.p50)) / (exponential.p90 - exponential.p50);
    const high = exponential.p50 * Math.exp(slope * (-Math.log(0.5 - 0.0082243) - Math.log(2)));
    expect(interval?.high).toBeCloseTo(high, 5);
  });

  it("holds the figure, and narrows with the number of requests", () => {
    const figures = fc.record({
      requests: fc.integer({ min: 20, max: 1e7 }),
      scale: fc.double({ min: 0.001, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(figures, ({ requests, scale }) => {
        const times = { p50: 0.7 * scale, p95: 3 * scale, p99: 4.6 * scale };
        for (const name of ["p50", "p95", "p99"] as const) {
          const few = percentileByChance(level(requests, times), name);
          const many = percentileByChance(level(100 * requests, times), name);
          expect(few?.low).toBeLessThanOrEqual(times[name]);
          expect(few?.high).toBeGreaterThanOrEqual(times[name]);
          expect((many?.high ?? 0) - (many?.low ?? 0)).toBeLessThanOrEqual(
            (few?.high ?? 0) - (few?.low ?? 0) + 1e-12 * scale,
          );
        }
      }),
      { seed: 5 },
    );
  });

  it("is null without counts or a second percentile", () => {
    expect(percentileByChance(level(100, { p95: 1 }), "p95")).toBeNull();
    expect(percentileByChance({ ...level(1, exponential) }, "p95")).toBeNull();
  });
});

describe("counts", () => {
  it("gives 100 requests of 10 req/s an interval of 8.4 to 11.6", () => {
    const interval = throughputByChance(level(100, {}, { throughput: 10 }));
    expect(interval?.low).toBeCloseTo(8.355, 2);
    expect(interval?.high).toBeCloseTo(11.645, 2);
  });

  it("gives no failure of 100 an upper end of 2.6 %, and nothing counted none", () => {
    expect(errorRateByChance(level(100, {}, { failures: 0 }))?.high).toBeCloseTo(0.02634, 4);
    expect(errorRateByChance(level(100, {}))).toBeNull();
    expect(throughputByChance(level(0, {}, { throughput: 0 }))).toBeNull();
  });
});
