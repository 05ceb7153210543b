import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Prior } from "../platform/quantity.ts";
import { priorPosition, priorValue } from "./prior-law.ts";

const positive = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
const prior: fc.Arbitrary<Prior> = fc.oneof(
  fc.record({
    prior: fc.constant("logNormal" as const),
    median: positive,
    spread: fc.double({ min: 0.05, max: 2, noNaN: true }),
  }),
  fc
    .tuple(fc.constantFrom("uniform" as const, "logUniform" as const), positive, positive)
    .map(([kind, low, width]) => ({ prior: kind, low, high: low + width })),
);

describe("a prior's law", () => {
  it("puts the median at 0 and the quartiles at ±0.6745", () => {
    const quartile = 0.6744897501960817;
    const uniform: Prior = { prior: "uniform", low: 2, high: 10 };
    expect(priorValue(uniform, 0)).toBeCloseTo(6, 12);
    expect(priorValue(uniform, -quartile)).toBeCloseTo(4, 12);
    const logUniform: Prior = { prior: "logUniform", low: 1, high: 16 };
    expect(priorValue(logUniform, 0)).toBeCloseTo(4, 12);
    expect(priorValue(logUniform, quartile)).toBeCloseTo(8, 12);
    const logNormal: Prior = { prior: "logNormal", median: 3, spread: 0.5 };
    expect(priorValue(logNormal, 0)).toBe(3);
    expect(priorValue(logNormal, 2)).toBeCloseTo(3 * Math.E, 12);
  });

  it("gives back the position of a value", () => {
    fc.assert(
      fc.property(prior, fc.double({ min: -4, max: 4, noNaN: true }), (law, position) => {
        // Near an end of a uniform prior the share 1 − Φ keeps few digits.
        expect(priorPosition(law, priorValue(law, position))).toBeCloseTo(position, 6);
      }),
    );
  });

  it("grows with the position and stays inside the range", () => {
    const position = fc.double({ min: -9, max: 9, noNaN: true });
    fc.assert(
      fc.property(prior, position, position, (law, a, b) => {
        const [low, high] = [priorValue(law, Math.min(a, b)), priorValue(law, Math.max(a, b))];
        expect(low).toBeLessThanOrEqual(high);
        if (law.prior === "logNormal") return;
        expect(low).toBeGreaterThanOrEqual(law.low * (1 - 1e-12));
        expect(high).toBeLessThanOrEqual(law.high * (1 + 1e-12));
      }),
    );
  });

  it("stands at the ends for the ends of a range, and refuses what lies outside", () => {
    const law: Prior = { prior: "uniform", low: 1, high: 3 };
    expect(priorPosition(law, 1)).toBe(-8);
    expect(priorPosition(law, 3)).toBe(8);
    expect(() => priorPosition(law, 4)).toThrow(/^value must be one that the prior allows, got 4/);
    expect(() => priorPosition({ prior: "logNormal", median: 1, spread: 1 }, -1)).toThrow(/^value/);
  });
});
