import { describe, expect, it } from "vitest";
import { incompleteGamma } from "../../stats/incomplete-gamma.ts";
import { gammaTail } from "./gamma-tail.ts";

const errorsOf = (shape: number) =>
  Array.from({ length: 80 }, (_, i) => {
    const t = (i + 1) * 0.05;
    const exact = incompleteGamma(shape, shape * t).upper;
    return Math.abs(gammaTail(t, 1, 1 / shape) - exact);
  });

describe("gammaTail", () => {
  // The bounds are those of its docstring, from a scan of t against the exact function.
  it.each([
    [1, 0.0122],
    [2, 0.0033],
    [10, 0.0007],
    [300, 0.0007],
  ])("at shape %s is within %s of the gamma law", (shape, bound) => {
    expect(Math.max(...errorsOf(shape))).toBeLessThan(bound);
  });

  it("is 1 up to time 0", () => {
    expect(gammaTail(0, 1, 1)).toBe(1);
    expect(gammaTail(-1, 1, 1)).toBe(1);
  });
});
