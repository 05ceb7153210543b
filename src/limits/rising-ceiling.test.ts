import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Observation } from "../measurement/observations.ts";
import type { DrawnLimits } from "./drawn-limits.ts";
import { measuredLevels } from "./measured-levels.ts";
import { risingCeiling } from "./rising-ceiling.ts";

const level = (users: number, throughput: number, mean: number): Observation => ({
  ...{ users, averageUsers: users, run: "", throughput, mean, duration: 136 },
  ...{
    trust: 1,
    incident: false,
    throughputDerived: false,
    requests: Math.round(136 * throughput),
  },
});

const drawn = (low: number, value: number, high: number): DrawnLimits => {
  const open = { searchedTo: 160, basis: "interpolated" as const };
  const threshold = { value: 72, low: 71, high: 73, ...open };
  return {
    knee: threshold,
    peakUsers: threshold,
    throughput: { value, low, high, basis: "interpolated" },
    breakingPoint: { ...threshold, crossedBy: "p95" },
    edges: [threshold],
    lightLoadCycle: 0.57,
  };
};

/** The five lighter loads of a campaign whose heavier ones then carried up to 136 req/s. */
const light = [level(20, 34.3, 0.079), level(40, 69, 0.079), level(60, 102.8, 0.084)];

describe("risingCeiling", () => {
  it("reaches up to a doubling further on where throughput still rises: e^(1.645 · 10 %) = 1.179 of it", () => {
    const found = risingCeiling(
      drawn(124, 126, 127),
      measuredLevels([...light, level(80, 124.5, 0.141)]),
    );
    expect(found.throughput).toMatchObject({ low: 124, value: 126 });
    expect(found.throughput.high).toBeCloseTo(124.5 * 1.1788, 1);
    expect(found.knee.high).toBeCloseTo((73 * 124.5 * 1.1788) / 127, 1);
    expect(found.breakingPoint).toEqual(drawn(124, 126, 127).breakingPoint);
  });

  it("leaves a ceiling that levels have met, and one that reaches further by itself", () => {
    const met = measuredLevels([...light, level(80, 124.5, 0.141), level(120, 128, 0.45)]);
    expect(risingCeiling(drawn(124, 126, 127), met)).toEqual(drawn(124, 126, 127));
    const rising = measuredLevels([...light, level(80, 124.5, 0.141)]);
    expect(risingCeiling(drawn(124, 140, 170), rising)).toEqual(drawn(124, 140, 170));
  });

  it("never narrows an interval, and keeps its middle inside", () => {
    const rise = fc.double({ min: 0.3, max: 1, noNaN: true });
    fc.assert(
      fc.property(rise, fc.double({ min: 1, max: 1.5, noNaN: true }), (share, wide) => {
        const X = 102.8 * (80 / 60) ** share;
        const before = drawn(X, X * Math.sqrt(wide), X * wide);
        const after = risingCeiling(before, measuredLevels([...light, level(80, X, 0.2)]));
        expect(after.throughput.high).toBeGreaterThanOrEqual(before.throughput.high ?? 0);
        expect(after.throughput).toMatchObject({
          low: before.throughput.low,
          value: before.throughput.value,
        });
        if (share < 0.49) expect(after).toEqual(before);
      }),
    );
  });
});
