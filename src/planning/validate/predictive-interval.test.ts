import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countedShare, predictiveInterval } from "./predictive-interval.ts";

describe("predictiveInterval", () => {
  it("is the value times exp(± 1.943·noise): t(0.95) with 6 degrees of freedom", () => {
    // Abramowitz & Stegun (1964), table 26.10: t = 1.943 for 6 degrees, 90 % both sides.
    const { value, low, high } = predictiveInterval([{ value: 200, noise: 0.1 }]);
    expect(value).toBeCloseTo(200, 6);
    expect(Math.log(high / 200) / 0.1).toBeCloseTo(1.943, 3);
    expect(Math.log(low / 200) / 0.1).toBeCloseTo(-1.943, 3);
  });

  it("is the quantiles of the values themselves without noise", () => {
    const values = Array.from({ length: 100 }, (_, i) => ({ value: i + 1, noise: 0 }));
    const { value, low, high } = predictiveInterval(values);
    // A share falls between two values: either of them is right.
    expect([5, 6]).toContain(Math.round(low));
    expect([50, 51]).toContain(Math.round(value));
    expect([95, 96]).toContain(Math.round(high));
  });

  it("holds its median, widens with noise and follows a change of unit", () => {
    const values = fc.array(
      fc.record({
        value: fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        noise: fc.double({ min: 0.001, max: 0.3, noNaN: true }),
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(values, (list) => {
        const narrow = predictiveInterval(list);
        expect(narrow.low).toBeLessThan(narrow.value);
        expect(narrow.value).toBeLessThan(narrow.high);
        const inMilliseconds = predictiveInterval(
          list.map(({ value, noise }) => ({ value: 1000 * value, noise })),
        );
        expect(inMilliseconds.high / narrow.high).toBeCloseTo(1000, 3);
      }),
      { numRuns: 20 },
    );
  });

  it("refuses to say anything of nothing", () => {
    expect(() => predictiveInterval([])).toThrow(/^values must be/);
    expect(() => predictiveInterval([{ value: 0, noise: 0.1 }])).toThrow(/^values must be/);
  });
});

describe("countedShare", () => {
  it("counts none of 1,000 requests that all succeed", () => {
    expect(countedShare([0], 1000)).toEqual({ value: 0, low: 0, high: 0 });
  });

  it("gives the Poisson limits of ten expected: 5 and 15", () => {
    // Cumulated Poisson(10): 0.0293 at 4, 0.0671 at 5; 0.9165 at 14, 0.9513 at 15.
    const { low, high } = countedShare([0.01], 1000);
    expect([low, high]).toEqual([0.005, 0.015]);
  });
});
