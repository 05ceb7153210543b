import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstCrossing } from "./first-crossing.ts";
import { risingCrossings } from "./rising-crossings.ts";

describe("risingCrossings", () => {
  it("finds what a search from end to end finds, with fewer loads", () => {
    const any = fc.record({
      knee: fc.integer({ min: 2, max: 900 }),
      bend: fc.double({ min: 0.5, max: 4, noNaN: true }),
      levels: fc.array(fc.double({ min: -1, max: 9, noNaN: true }), { minLength: 2, maxLength: 6 }),
    });
    fc.assert(
      fc.property(any, ({ knee, bend, levels }) => {
        const curve = (users: number) => Math.log1p((users / knee) ** bend);
        let asked = 0;
        const crossing = risingCrossings((users) => {
          asked++;
          return curve(users);
        }, 1000);
        let before = 0;
        for (const level of levels) {
          const apart = firstCrossing(
            (users) => {
              before++;
              return curve(users) - level;
            },
            1,
            1000,
          );
          const found = crossing(level);
          if (apart === null) expect(found).toBeNull();
          else expect(found).toBeCloseTo(apart, 9);
        }
        expect(asked).toBeLessThanOrEqual(before + 1);
      }),
      { seed: 15, numRuns: 200 },
    );
  });
});
