import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatProbability } from "./format-probability.ts";

const counted = (holding: number, draws: number) =>
  formatProbability((holding + 0.5) / (draws + 1), draws);

describe("formatProbability", () => {
  it("says no more of all draws than they carry", () => {
    expect(counted(48, 48)).toBe("at least 97 %"); // 48/49 = 97.96 %
    expect(counted(64, 64)).toBe("at least 98 %"); // 64/65 = 98.5 %
    expect(counted(3, 3)).toBe("at least 75 %");
    expect(counted(0, 48)).toBe("at most 3 %"); // 1/49 = 2.04 %
  });

  it("rounds towards a half in steps of about one draw", () => {
    expect(counted(44, 48)).toBe("90 %"); // 90.8 %, one of 48 is 2 %
    expect(counted(4, 48)).toBe("10 %"); // 9.2 %
    expect(counted(2, 3)).toBe("50 %"); // 62.5 %, one of 3 is 25 %
    expect(counted(900, 999)).toBe("90 %");
  });

  it("never tells a probability as surer than it is", () => {
    const cases = fc
      .integer({ min: 2, max: 2000 })
      .chain((draws) => fc.tuple(fc.integer({ min: 1, max: draws - 1 }), fc.constant(draws)));
    fc.assert(
      fc.property(cases, ([holding, draws]) => {
        const percent = (100 * (holding + 0.5)) / (draws + 1);
        const told = Number.parseFloat(counted(holding, draws));
        expect(Math.abs(told - 50)).toBeLessThanOrEqual(Math.abs(percent - 50) + 1e-6);
        expect(told > 0 && told < 100).toBe(true);
      }),
      { seed: 1 },
    );
  });

  it("says the same of a probability that was kept with six digits", () => {
    expect(formatProbability(0.992308, 64)).toBe("at least 98 %"); // 64.5/65, all of 64
    const cases = fc
      .integer({ min: 1, max: 2000 })
      .chain((draws) => fc.tuple(fc.integer({ min: 0, max: draws }), fc.constant(draws)));
    fc.assert(
      fc.property(cases, ([holding, draws]) => {
        const kept = Number(((holding + 0.5) / (draws + 1)).toPrecision(6));
        expect(formatProbability(kept, draws)).toBe(counted(holding, draws));
      }),
      { seed: 2 },
    );
  });

  it("refuses no draws", () => {
    expect(() => formatProbability(0.5, 0)).toThrow("draws must be 1 or more, got 0");
  });
});
