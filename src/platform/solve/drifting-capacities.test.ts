import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Platform } from "../platform.ts";
import { plainPlatform } from "../testing/plain-platform.ts";
import { driftingCapacities } from "./drifting-capacities.ts";
import { type PreparedPlatform, preparePlatform } from "./prepare-platform.ts";
import { platformResponseTimes } from "./response/platform-response-times.ts";
import { solvePrepared } from "./solve-platform.ts";

const drifting = (drift: number, options: Parameters<typeof plainPlatform>[0] = {}) =>
  plainPlatform({ ...options, queue: { drift } });

const demandsOf = ({ stations }: Platform) =>
  stations.map(({ work }) => work.map(({ demand }) => demand));

describe("driftingCapacities", () => {
  it("is the platform as it is where nothing drifts", () => {
    const platform = drifting(0);
    expect(driftingCapacities(platform)).toEqual([{ share: 1, platform }]);
    expect(preparePlatform(platform, 50).capacities).toEqual([]);
  });

  it("stands for ln capacity ± drift by two equally likely capacities, the slowest first", () => {
    // Median 50 ms, drift ln 2: half the time twice as fast, half the time half as fast.
    const [slow, fast] = driftingCapacities(drifting(Math.LN2, { databaseTime: 0.05 }));
    expect([slow?.share, fast?.share]).toEqual([1 / 2, 1 / 2]);
    expect(demandsOf(slow?.platform as Platform)[1]?.[0]).toBeCloseTo(0.1, 15);
    expect(demandsOf(fast?.platform as Platform)[1]?.[0]).toBeCloseTo(0.025, 15);
    // The API does not drift.
    for (const one of [slow, fast]) expect(demandsOf(one?.platform as Platform)[0]).toEqual([0.01]);
  });

  it("has the mean and the standard deviation of ln capacity that the drift says", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1, noNaN: true }), (drift) => {
        const logs = driftingCapacities(drifting(drift)).map(({ share, platform }) => ({
          share,
          log: -Math.log((demandsOf(platform)[1]?.[0] as number) / 0.05),
        }));
        const mean = logs.reduce((sum, { share, log }) => sum + share * log, 0);
        const variance = logs.reduce((sum, { share, log }) => sum + share * (log - mean) ** 2, 0);
        expect(mean).toBeCloseTo(0, 12);
        expect(Math.sqrt(variance) / drift).toBeCloseTo(1, 9);
      }),
    );
  });

  it("refuses a drift below 0", () => {
    expect(() => driftingCapacities(drifting(-0.1))).toThrow(
      /^drift of database must be a number, 0 or more, got -0.1/,
    );
  });
});

describe("a platform that drifts", () => {
  const capacity = fc.record({
    drift: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
    poolSize: fc.integer({ min: 2, max: 40 }),
    cores: fc.integer({ min: 1, max: 20 }),
    users: fc.integer({ min: 1, max: 300 }),
  });

  it("serves the average of what its capacities serve, and mixes times by what is served", () => {
    fc.assert(
      fc.property(capacity, ({ drift, users, ...sizes }) => {
        const platform = drifting(drift, sizes);
        const prepared = preparePlatform(platform, users);
        const whole = solvePrepared(prepared, users);
        const parts = prepared.capacities.map((one) => solvePrepared(one.prepared, users));
        const [slow, fast] = parts.map(({ throughput }) => throughput) as [number, number];
        expect(whole.throughput / ((slow + fast) / 2)).toBeCloseTo(1, 9);
        const asked = parts.reduce((sum, one) => sum + one.throughput * one.responseTime, 0);
        expect(whole.responseTime / (asked / (slow + fast))).toBeCloseTo(1, 9);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it("has percentiles between those of its slow and its fast capacity", () => {
    fc.assert(
      fc.property(capacity, ({ drift, users, ...sizes }) => {
        const platform = drifting(drift, sizes);
        const prepared = preparePlatform(platform, users);
        const p95 = (of: PreparedPlatform) => platformResponseTimes(of, users, "all").all.p95;
        const [slow, fast] = prepared.capacities.map((one) => p95(one.prepared));
        expect(p95(prepared)).toBeGreaterThanOrEqual((fast ?? 0) * (1 - 1e-4));
        expect(p95(prepared)).toBeLessThanOrEqual((slow ?? 0) * (1 + 1e-4));
      }),
      { seed: 2, numRuns: 20 },
    );
  });
});
