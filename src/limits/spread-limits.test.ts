import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlatformLimits } from "./platform-limits.ts";
import { spread, spreadLimits } from "./spread-limits.ts";
import { intervalOf } from "./summarize-draws.ts";

const limits = (users: number, breakingPoint: number | null): PlatformLimits => ({
  knee: users,
  peakUsers: users,
  peakThroughput: users,
  zoneEnds: [users, breakingPoint],
  breakingPoint,
  brokenBy: breakingPoint === null ? null : "p95",
  objectivesEnd: breakingPoint,
  firstObjective: "p95",
  reaches: (rate) => rate,
});

describe("spread", () => {
  it("is worked: 50, 100 and 200 by a factor of 2 are 25, 100 and 400", () => {
    expect(spread([50, 100, 200], 2)).toEqual([25, 100, 400]);
  });

  it("leaves the median and makes the interval wider by the factor, as logarithms", () => {
    const values = fc.array(fc.double({ min: 0.01, max: 1e4, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.double({ min: 1, max: 4, noNaN: true }), (given, factor) => {
        const [before, after] = [intervalOf(given), intervalOf(spread(given, factor))];
        const sorted = [...given].sort((a, b) => a - b);
        fc.pre(sorted.length % 2 === 1); // of an even number the median lies between two
        expect(Math.log(after.value / before.value)).toBeCloseTo(0, 9);
        const widths = ({ low, high }: { low: number; high: number }) => Math.log(high / low);
        expect(widths(after)).toBeGreaterThanOrEqual(widths(before) - 1e-9);
      }),
    );
  });
});

describe("spreadLimits", () => {
  const three = [limits(50, 60), limits(100, 100), limits(200, null)];

  it("moves each limit apart, and past the end of the search out of it", () => {
    const moved = spreadLimits(three, 2, 300);
    expect(moved.map(({ knee }) => knee)).toEqual([25, 100, 400]);
    expect(moved.map(({ breakingPoint }) => breakingPoint)).toEqual([36, 100, null]);
    expect(moved.map(({ zoneEnds }) => zoneEnds[0])).toEqual([25, 100, null]);
  });

  it("asks for a rate where the draw's own throughput would reach it", () => {
    // Half the throughput: 10 req/s are where 20 were.
    expect(spreadLimits(three, 2, 300)[0]?.reaches(10)).toBe(20);
  });

  it("changes nothing by a factor of 1, nor where the median is beyond the search", () => {
    expect(spreadLimits(three, 1, 300)).toBe(three);
    const beyond = [limits(50, 60), limits(100, null), limits(200, null)];
    expect(spreadLimits(beyond, 2, 300).map(({ breakingPoint }) => breakingPoint)).toEqual([
      60,
      null,
      null,
    ]);
  });
});
