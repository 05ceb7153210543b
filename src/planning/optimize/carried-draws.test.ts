import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { carriedDraws } from "./carried-draws.ts";

/** Only how many there are counts. */
const group = (weight: number, count: number) => ({
  weight,
  drawn: Array.from({ length: count }, () => ({}) as never),
});

describe("carriedDraws", () => {
  it("is the number of draws of one hypothesis, and between those of several", () => {
    expect(carriedDraws([group(1, 48)])).toBeCloseTo(48, 9);
    // 1/(0.5/25 + 0.5/13) − 1
    expect(carriedDraws([group(0.5, 24), group(0.5, 12)])).toBeCloseTo(16.1053, 4);
    expect(carriedDraws([])).toBe(1);
  });

  it("is how many stand for them in the mixture, where that is said", () => {
    const picked = (weight: number, count: number, some: number) => {
      return { ...group(weight, count), picked: Array.from({ length: some }, (_, i) => i) };
    };
    expect(carriedDraws([picked(0.86, 48, 41), picked(0.1, 48, 5), picked(0.04, 48, 2)])).toBe(48);
    expect(carriedDraws([picked(1, 48, 0)])).toBeCloseTo(48, 9);
  });

  it("lets all draws together say 1 − ½/(n + 1), whatever the weights", () => {
    const groups = fc.array(
      fc.record({
        weight: fc.double({ min: 0.01, max: 1, noNaN: true }),
        count: fc.integer({ min: 1, max: 200 }),
      }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(groups, (some) => {
        const total = some.reduce((sum, { weight }) => sum + weight, 0);
        const list = some.map(({ weight, count }) => group(weight / total, count));
        const all = list.reduce(
          (sum, { weight, drawn }) => sum + (weight * (drawn.length + 0.5)) / (drawn.length + 1),
          0,
        );
        const n = carriedDraws(list);
        expect((n + 0.5) / (n + 1)).toBeCloseTo(all, 9);
        expect(n).toBeGreaterThanOrEqual(Math.min(...some.map(({ count }) => count)) - 1e-9);
        expect(n).toBeLessThanOrEqual(Math.max(...some.map(({ count }) => count)) + 1e-9);
      }),
      { seed: 5 },
    );
  });
});
