import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fittingUnit, roundDown } from "./round-down.ts";

describe("roundDown", () => {
  it("takes multiples of the unit, with a hair of tolerance", () => {
    expect(roundDown(128.4, 5)).toBe(125);
    expect(roundDown(0.1 * 3, 0.1)).toBe(0.3);
    expect(roundDown(4.9, 5)).toBe(0);
  });
});

describe("fittingUnit", () => {
  it.each([
    [128.4, 5, 5],
    [5, 5, 5],
    [4.9, 5, 0.5],
    [0.8, 5, 0.5],
    [0.13, 5, 0.05],
    [0, 5, 5],
  ])("of %d in steps of %d is %d", (value, unit, fitting) => {
    expect(fittingUnit(value, unit)).toBe(fitting);
  });

  it("leaves something of every value, and no more than there is", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.constantFrom(1, 5, 10),
        (value, unit) => {
          const rounded = roundDown(value, fittingUnit(value, unit));
          expect(rounded).toBeGreaterThan(0);
          expect(rounded).toBeLessThanOrEqual(value * (1 + 1e-6));
        },
      ),
    );
  });
});
