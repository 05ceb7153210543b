import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstCrossing } from "./first-crossing.ts";

describe("firstCrossing", () => {
  it("is exact on a straight line, fractions included", () => {
    expect(firstCrossing((users) => users - 42.25, 1, 1000)).toBeCloseTo(42.25, 12);
    expect(firstCrossing((users) => users - 42, 1, 1000)).toBeCloseTo(42, 12);
  });

  it("is where it begins when the condition holds from the start", () => {
    expect(firstCrossing(() => 1, 1, 1000)).toBe(1);
    expect(firstCrossing(() => 0, 1, 1)).toBe(1);
  });

  it("is null when the condition does not hold up to the end", () => {
    expect(firstCrossing((users) => users - 1001, 1, 1000)).toBeNull();
    expect(firstCrossing(() => Number.NaN, 1, 1000)).toBeNull();
  });

  it("agrees with a scan for any monotone function, in few evaluations", () => {
    const curve = fc.record({
      at: fc.double({ min: 1, max: 5000, noNaN: true }),
      power: fc.constantFrom(0.2, 1, 3, 9),
      jump: fc.constantFrom(0, 100),
      to: fc.integer({ min: 1, max: 5000 }),
    });
    fc.assert(
      fc.property(curve, ({ at, power, jump, to }) => {
        let evaluations = 0;
        const excess = (users: number) => {
          evaluations++;
          const x = (users - at) / at;
          return Math.sign(x) * Math.abs(x) ** power + (x >= 0 ? jump : 0);
        };
        const found = firstCrossing(excess, 1, to);
        const used = evaluations;
        let first: number | null = null;
        for (let users = 1; users <= to && first === null; users++) {
          if (excess(users) >= 0) first = users;
        }
        if (first === null) {
          expect(found).toBeNull();
        } else {
          // Between the last load below and the first above.
          expect(found !== null && found <= first && found >= first - 1).toBe(true);
        }
        // Bisection in every fourth step alone bounds it by 4·log₂.
        expect(used).toBeLessThanOrEqual(4 + 4 * Math.log2(to));
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
