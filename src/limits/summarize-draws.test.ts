import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normal } from "../random/normal.ts";
import { RandomStream } from "../random/random-stream.ts";
import { estimateOf, intervalOf, thresholdOf } from "./summarize-draws.ts";

const inside = () => "interpolated" as const;

describe("intervalOf", () => {
  it("is the median between draws number 5 and 95 of 99, whatever the order", () => {
    const shuffled = Array.from({ length: 99 }, (_, i) => ((i * 37) % 99) + 1);
    const { value, low, high } = intervalOf(shuffled);
    expect(value).toBe(50);
    expect(low).toBeCloseTo(5, 9);
    expect(high).toBeCloseTo(95, 9);
    expect(estimateOf([7], "assumed")).toEqual({ value: 7, low: 7, high: 7, basis: "assumed" });
  });

  it("has its ends in order", () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, (list) => {
        const { low, value, high } = intervalOf(list);
        expect(low <= value && value <= high).toBe(true);
      }),
      { seed: 1 },
    );
  });

  it("holds one more draw in nine cases of ten", () => {
    const random = RandomStream.fromSeed(1);
    const inside = Array.from({ length: 4000 }, () => {
      const { low, high } = intervalOf(Array.from({ length: 40 }, () => normal(random)));
      const next = normal(random);
      return low <= next && next <= high;
    }).filter(Boolean).length;
    // Four standard errors of 0.47 %.
    expect(Math.abs(inside / 4000 - 0.9)).toBeLessThan(0.019);
  });

  it("refuses no draws", () => {
    expect(() => intervalOf([])).toThrow(RangeError);
  });
});

describe("thresholdOf", () => {
  it("puts what is not reached behind every number", () => {
    const loads = [...Array.from({ length: 90 }, (_, i) => i + 1), ...new Array(9).fill(null)];
    expect(thresholdOf(loads, inside, 500)).toEqual({
      value: 50,
      low: expect.closeTo(5, 9),
      high: null,
      basis: "interpolated",
      searchedTo: 500,
    });
  });

  it("has no value where most draws do not reach it, and calls that extrapolated", () => {
    const loads = [100, 100, ...new Array(10).fill(null)];
    expect(thresholdOf(loads, inside, 500)).toEqual({
      value: null,
      low: 100,
      high: null,
      basis: "extrapolated",
      searchedTo: 500,
    });
    expect(thresholdOf([null, null], inside, 500)).toMatchObject({ value: null, low: null });
  });

  it("asks for the basis at its value", () => {
    const basisAt = (users: number) => (users === 20 ? "measured" : "extrapolated");
    expect(thresholdOf([10, 20, 30], basisAt, 50).basis).toBe("measured");
  });
});
