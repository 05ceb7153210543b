import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pooledPercentiles } from "./pooled-percentiles.ts";

const exponential = (mean: number, requests: number) => {
  const of = (share: number) => -mean * Math.log(1 - share);
  const responseTime = { p50: of(0.5), p90: of(0.9), p95: of(0.95), p99: of(0.99) };
  return { requests, responseTime };
};

describe("pooledPercentiles", () => {
  it("are those of the mixture, for windows of exponential times", () => {
    const mean = fc.double({ min: 0.01, max: 2, noNaN: true });
    const window = fc.tuple(mean, fc.integer({ min: 600, max: 5000 }));
    fc.assert(
      fc.property(fc.array(window, { minLength: 2, maxLength: 12 }), (drawn) => {
        const pooled = pooledPercentiles(drawn.map(([m, n]) => exponential(m, n)));
        const all = drawn.reduce((sum, [, n]) => sum + n, 0);
        const faster = (time: number) =>
          drawn.reduce((sum, [m, n]) => sum + (n / all) * (1 - Math.exp(-time / m)), 0);
        expect(faster(pooled.p50 ?? 0)).toBeCloseTo(0.5, 6);
        expect(faster(pooled.p95 ?? 0)).toBeCloseTo(0.95, 6);
        expect(faster(pooled.p99 ?? 0)).toBeCloseTo(0.99, 6);
      }),
    );
  });

  it("of one window are its own", () => {
    const window = exponential(0.1, 1000);
    expect(pooledPercentiles([window])).toEqual(window.responseTime);
  });

  it("are left out where a window holds too few requests above them", () => {
    const { p95, p99 } = pooledPercentiles([exponential(0.1, 200), exponential(0.2, 200)]);
    expect(p95).toBeGreaterThan(0);
    expect(p99).toBeUndefined();
    expect(pooledPercentiles([])).toEqual({});
  });

  it("stay within those of the windows where rounding makes percentiles alike", () => {
    const flat = { requests: 1000, responseTime: { p50: 0.1, p90: 0.1, p95: 0.1, p99: 0.2 } };
    const { p50 = 0, p95 = 0 } = pooledPercentiles([flat, exponential(0.1, 1000)]);
    expect(p50).toBeGreaterThan(0.06);
    expect(p50).toBeLessThanOrEqual(0.1);
    expect(p95).toBeGreaterThanOrEqual(0.1);
    expect(p95).toBeLessThanOrEqual(0.3);
  });
});
