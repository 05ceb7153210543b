import { describe, expect, it } from "vitest";
import { potentialScaleReduction } from "./chain-diagnostics.ts";

describe("potentialScaleReduction", () => {
  it("is worked by hand for two halves of two draws", () => {
    // Halves (0, 2) and (1, 3): within 2, means 1 and 2, between 0.5; √(1/2 + 0.5/2).
    expect(potentialScaleReduction([[0, 2, 1, 3]])).toBeCloseTo(Math.sqrt(0.75), 12);
  });

  it("is large for a chain that drifts and for chains that stand apart", () => {
    const drift = Array.from({ length: 100 }, (_, i) => i);
    expect(potentialScaleReduction([drift])).toBeGreaterThan(1.5);
    const still = Array.from({ length: 40 }, (_, i) => i % 2);
    const apart = still.map((x) => x + 10);
    expect(potentialScaleReduction([still, apart])).toBeGreaterThan(5);
    expect(potentialScaleReduction([still, still])).toBeLessThan(1.01);
  });

  it("is 1 for what never moves, and infinite for too few draws", () => {
    expect(potentialScaleReduction([[2, 2, 2, 2]])).toBe(1);
    expect(potentialScaleReduction([[1, 2]])).toBe(Number.POSITIVE_INFINITY);
  });
});
