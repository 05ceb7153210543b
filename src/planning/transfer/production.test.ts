import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalQuantile } from "../../stats/normal-distribution.ts";
import { speedBetween, usualSpeed } from "./production.ts";

describe("speedBetween", () => {
  it("is log-normal with the middle at the geometric mean", () => {
    const { station, median, spread } = speedBetween("database", 0.5, 2);
    expect(station).toBe("database");
    expect(median).toBe(1);
    // ln 2 in 1.6449 deviations.
    expect(spread).toBeCloseTo(0.4214, 4);
    expect(usualSpeed.median).toBeCloseTo(1.00623, 5);
  });

  it("ends its 90 % interval at both numbers", () => {
    const ends = fc.tuple(
      fc.double({ min: 0.01, max: 10, noNaN: true }),
      fc.double({ min: 1.01, max: 20, noNaN: true }),
    );
    fc.assert(
      fc.property(ends, ([low, times]) => {
        const { median, spread } = speedBetween("*", low, low * times);
        const at = (share: number) => median * Math.exp(spread * normalQuantile(share));
        expect(at(0.05) / low).toBeCloseTo(1, 4);
        expect(at(0.95) / (low * times)).toBeCloseTo(1, 4);
      }),
      { seed: 6 },
    );
  });

  it.each([
    [0, 1],
    [2, 1],
    [1, 1],
    [1, Number.POSITIVE_INFINITY],
    [Number.NaN, 1],
  ])("refuses %d to %d", (low, high) => {
    expect(() => speedBetween("*", low, high)).toThrow(/two rising numbers above 0/);
  });
});
