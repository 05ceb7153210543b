import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatBelief } from "./format-belief.ts";

describe("formatBelief", () => {
  it("claims no more certainty than the draws carry", () => {
    // Of 64 draws that all agree 3/64 = 4.7 % are left, of 20 15 %, of 2500 0.12 %.
    expect(formatBelief(64.5 / 65, 64)).toBe("at least 95 %");
    expect(formatBelief(0.5 / 65, 64)).toBe("at most 5 %");
    expect(formatBelief(1, 20)).toBe("at least 85 %");
    expect(formatBelief(0.999, 2500)).toBe("at least 99 %");
    expect(formatBelief(1, 3)).toBe("at least 50 %");
  });

  it("rounds to what draws can tell apart", () => {
    expect(formatBelief(0.832, 64)).toBe("85 %");
    expect(formatBelief(0.832, 400)).toBe("84 %");
    expect(formatBelief(0.832, 2500)).toBe("83 %");
  });

  it("stays within a step of the share, or says which side it is on", () => {
    const shares = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(shares, fc.integer({ min: 4, max: 5000 }), (share, draws) => {
        const text = formatBelief(share, draws);
        const value = Number(/(\d+) %$/.exec(text)?.[1]) / 100;
        if (text.startsWith("at least")) expect(share).toBeGreaterThanOrEqual(value - 1e-12);
        else if (text.startsWith("at most")) expect(share).toBeLessThanOrEqual(value + 1e-12);
        else expect(Math.abs(share - value)).toBeLessThanOrEqual(0.025 + 1e-12);
      }),
      { seed: 1 },
    );
  });

  it("refuses what is no share and no count", () => {
    expect(() => formatBelief(1.2, 64)).toThrow(/^share must be/);
    expect(() => formatBelief(0.5, 0)).toThrow(/^draws must be/);
  });
});
