import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Observation } from "../measurement/observations.ts";
import { summarizeLimits } from "./find-limits.ts";
import { measuredLevels } from "./measured-levels.ts";
import type { PlatformLimits } from "./platform-limits.ts";
import { defaultPolicy } from "./policy.ts";
import { measuredLevel } from "./testing/measured-level.ts";

/** Limits of a platform with that ceiling and cycle, broken where that says. */
function platform(ceiling: number, breakingPoint: number | null, cycle = 1.1): PlatformLimits {
  return {
    knee: ceiling * cycle,
    peakUsers: Math.ceil(2 * ceiling * cycle),
    peakThroughput: ceiling,
    zoneEnds: [
      breakingPoint && breakingPoint / 3,
      breakingPoint && breakingPoint / 2,
      breakingPoint,
    ],
    breakingPoint,
    brokenBy: breakingPoint === null ? null : "p95",
    objectivesEnd: breakingPoint && breakingPoint / 2,
    firstObjective: breakingPoint === null ? null : "mean",
    reaches: (rate) => (rate > ceiling ? null : rate * cycle),
  };
}

const limitsOf = (
  ofDraws: readonly PlatformLimits[],
  levels: readonly Observation[],
  changed = false,
) =>
  summarizeLimits(ofDraws, defaultPolicy, {
    maxUsers: 2000,
    basisAt: () => "interpolated",
    measured: measuredLevels(levels),
    changed,
  });

/** A platform of 100 req/s, 0.1 s and a second of thinking, far past its knee of 110 users. */
const saturated = [
  measuredLevel(50, { throughput: 45, mean: 0.11, p95: 0.3 }),
  measuredLevel(110, { throughput: 92, mean: 0.2, p95: 0.6 }),
  measuredLevel(300, { throughput: 100, mean: 2, p95: 3.5 }),
];

describe("limits held against measured levels", () => {
  it("leave alone what no level contradicts", () => {
    const draws = Array.from({ length: 21 }, (_, i) => platform(98 + i / 5, 180 + i));
    const { limits, contradictions } = limitsOf(draws, saturated);
    expect(contradictions).toEqual([]);
    expect(limits.peak.throughput).toMatchObject({ value: 100, basis: "interpolated" });
    expect(limits.breakingPoint).toMatchObject({ value: 190, crossedBy: "p95" });
    expect(limits.rateLimit).toMatchObject({ value: 80, basis: "interpolated" });
  });

  it("hold a ceiling against what was answered, where requests time out", () => {
    // A fifth of 125 req/s timed out at 300 users: 100 req/s were answered, as the platforms have it.
    const timingOut = saturated.map((level) =>
      level.users < 300
        ? { ...level, requests: 10_000, failures: 0 }
        : { ...level, throughput: 125, requests: 10_000, failures: 2000 },
    );
    const draws = Array.from({ length: 21 }, (_, i) => platform(98 + i / 5, 180 + i));
    const search = { maxUsers: 2000, basisAt: () => "interpolated" as const, changed: false };
    const heldBy = (timeOuts: { background: number } | null) =>
      summarizeLimits(draws, defaultPolicy, {
        ...search,
        measured: measuredLevels(timingOut, timeOuts),
      });
    const { limits, contradictions } = heldBy({ background: 0 });
    expect(contradictions).toEqual([]);
    expect(limits.peak.throughput).toMatchObject({ value: 100, basis: "interpolated" });
    // Without a time-out in the platforms all that was completed counts.
    expect(heldBy(null).limits.peak.throughput.basis).toBe("withheld");
    // Errors that are there at any load are answers, too.
    const [, , last] = measuredLevels(timingOut, { background: 0.1 }).answered;
    expect(last?.throughput).toBeCloseTo((125 * 0.8) / 0.9, 9);
  });

  it("raise a ceiling by what runs differ by, and withhold one that is further below", () => {
    const near = limitsOf([platform(96, 190)], saturated);
    expect(near.limits.peak.throughput.value).toBeCloseTo(100 / 1.03, 9);
    expect(near.limits.peak.throughput.high).toBe(100);
    // Draws on both sides of what was measured: those below it say nothing of the platform.
    const wide = limitsOf([platform(70, 190), platform(95, 190), platform(140, 190)], saturated);
    expect(wide.limits.peak.throughput).toMatchObject({ low: 100 / 1.03, high: 140 });
    expect(wide.limits.peak.throughput.value).toBeCloseTo(100 / 1.03, 9);
    expect(wide.contradictions).toEqual([]);
    expect(near.contradictions).toMatchObject([{ limit: "ceiling", withheld: false }]);
    // Two levels at twice the ceiling.
    const { limits, contradictions } = limitsOf([platform(50, 190)], saturated);
    expect(limits.peak.throughput).toMatchObject({
      value: null,
      low: 100,
      high: null,
      basis: "withheld",
      reason: "the fit says 50 to 50 req/s, but 100 req/s were measured at 300 users",
    });
    expect(limits.knee).toMatchObject({ value: null, basis: "withheld" });
    expect(limits.rateLimit).toMatchObject({ value: null, basis: "withheld" });
    expect(contradictions).toMatchObject([{ limit: "ceiling", withheld: true, users: 300 }]);
  });

  it("put the measured loads in place of a breaking point that they contradict", () => {
    const { limits, contradictions } = limitsOf(new Array(48).fill(platform(100, 1)), saturated);
    expect(limits.breakingPoint).toMatchObject({ low: 110, high: 300, crossedBy: "p95" });
    expect(contradictions[0]?.message).toBe(
      "The breaking point: the fit says 1 users, but 300 users were measured past the line and 110 users on the good side of it.",
    );
    // The objectives were measured to hold at 110 users; mean, P95 and P99 do not at 300.
    expect(limits.safeLimit.value).toBeGreaterThanOrEqual(90);
    expect(limits.safeLimit.value).toBeLessThan(300);
  });

  it("give at least what was measured where the data reach nothing", () => {
    const light = [1, 2, 4, 8, 16].map((users) =>
      measuredLevel(users, { throughput: 330 * users, mean: 1 / 330, requests: 1e5, failures: 0 }),
    );
    const draws = Array.from({ length: 21 }, (_, i) => 5605 + 200 * i).map((ceiling) =>
      platform(ceiling, 1500, 1 / 335),
    );
    const { limits, zones } = limitsOf(draws, light);
    const open = { value: null, high: null, basis: "at least" };
    expect(limits.peak.throughput).toMatchObject({ ...open, low: 5280 });
    expect(limits.knee).toMatchObject(open);
    expect(limits.knee.low).toBeCloseTo(5280 / 335, 9);
    expect(limits.breakingPoint).toMatchObject({ ...open, low: 16, crossedBy: null });
    expect(limits.rateLimit).toMatchObject({ value: null, basis: "at least" });
    expect(limits.rateLimit.rule).toMatch(/measure 2,000 users next$/);
    expect(limits.safeLimit).toMatchObject({ value: 10 });
    expect(limits.safeLimit.limitedBy).toMatch(/^the heaviest load measured good \(16 users\)/);
    expect(zones.map(({ to }) => to?.basis)).toEqual([...new Array(3).fill("at least"), undefined]);
    // After a change that costs half, no more is known than the draws say.
    const worse = draws.map((one) => platform(one.peakThroughput / 2, 8, 1 / 335));
    const after = limitsOf(worse, light, true).limits;
    expect(after.peak.throughput).toMatchObject({ ...open, low: 5625 / 2 }); // number 1.1 of 21
    expect(after.breakingPoint.value).toBe(8);
  });

  it("of two loads allow no more than the heavier that was good", () => {
    const two = [
      measuredLevel(200, { throughput: 150, mean: 0.3, p95: 0.9, p99: 1.4 }),
      measuredLevel(500, { throughput: 160, mean: 2.1, p95: 4, p99: 6 }),
    ];
    const { limits } = limitsOf(new Array(48).fill(platform(161, 480)), two);
    expect(limits.safeLimit.value).toBe(200);
    expect(limits.peak.throughput).toMatchObject({ value: null, low: 160, basis: "at least" });
    expect(limits.breakingPoint).toMatchObject({ low: 480, high: 480 });
  });
});

describe("laws of held limits", () => {
  const level = fc.record({
    users: fc.integer({ min: 1, max: 1000 }),
    throughput: fc.double({ min: 1, max: 500, noNaN: true }),
    mean: fc.double({ min: 0.01, max: 5, noNaN: true }),
    p95: fc.double({ min: 0.01, max: 10, noNaN: true }),
    failures: fc.integer({ min: 0, max: 5000 }),
  });
  const draw = fc.tuple(
    fc.double({ min: 1, max: 600, noNaN: true }),
    fc.option(fc.double({ min: 1, max: 2000, noNaN: true })),
  );

  it("no limit contradicts a trusted level, whatever was drawn", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(level, { minLength: 1, maxLength: 7, selector: ({ users }) => users }),
        fc.array(draw, { minLength: 1, maxLength: 20 }),
        (rows, drawn) => {
          const levels = rows.map(({ users, ...rest }) =>
            measuredLevel(users, { ...rest, requests: 50_000 }),
          );
          const ofDraws = drawn.map(([ceiling, breaks]) => platform(ceiling, breaks));
          const { limits } = limitsOf(ofDraws, levels);
          const most = Math.max(...rows.map(({ throughput }) => throughput));
          const { value, low, high } = limits.peak.throughput;
          if (value === null) expect(low).toBe(most);
          expect(high ?? most).toBeGreaterThanOrEqual(most);
          expect(value ?? most).toBeGreaterThanOrEqual(most / 1.03 - 1e-9);
          const { breakingPoint, rateLimit } = limits;
          const good = rows.filter((one) => one.p95 < 2 / 1.0801 && one.failures < 0.04 * 50_000);
          const past = rows.filter((one) => one.p95 > 2 * 1.0801 || one.failures > 0.06 * 50_000);
          const calm = rows.every((one) => one.p95 < 2 && one.failures < 0.04 * 50_000);
          if (breakingPoint.basis !== "withheld") {
            for (const { users } of good) {
              expect(breakingPoint.high ?? 1e9).toBeGreaterThanOrEqual(users);
              if (calm) expect(breakingPoint.low ?? 1e9).toBeGreaterThanOrEqual(users);
            }
            for (const { users } of past)
              expect(breakingPoint.low ?? 1e9).toBeLessThanOrEqual(users);
          }
          const from = rateLimit.refusesFrom;
          const largest = rows.find(({ throughput }) => throughput === most);
          if (rateLimit.value === null || from.basis === "withheld") return;
          for (const { users, throughput } of rows) {
            const sends = throughput / rateLimit.value;
            if (users > (largest?.users ?? 0)) continue;
            if (sends < 1 / 1.031) expect(from.high ?? 1e9).toBeGreaterThanOrEqual(users);
            if (sends > 1.031) expect(from.low ?? 0).toBeLessThanOrEqual(users);
          }
        },
      ),
      { seed: 1, numRuns: 400 },
    );
  });

  /** Exact throughput of one server and thinking users (mean value analysis). */
  function mva(users: number, service: number, think: number) {
    let queue = 0;
    let mean = service;
    for (let n = 1; n <= users; n++) {
      mean = service * (1 + queue);
      queue = (n * mean) / (think + mean);
    }
    return { throughput: users / (think + mean), mean };
  }

  it("what is at least is no more than what is true", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.2, noNaN: true }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 6 }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (service, think, loads, off) => {
          const levels = loads.map((users) => measuredLevel(users, mva(users, service, think)));
          // The ceiling of the draws may be anything, the light-load cycle is what it is.
          const drawn = [0.8, 1, 1.2].map((by) =>
            platform((off * by) / service, off * by * 100, think + service),
          );
          const { limits } = limitsOf(drawn, levels);
          if (limits.peak.throughput.basis !== "at least") return;
          expect(limits.peak.throughput.low ?? 0).toBeLessThanOrEqual((1 + 1e-9) / service);
          expect(limits.knee.low ?? 0).toBeLessThanOrEqual(
            ((think + service) / service) * (1 + 1e-9),
          );
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });
});
