import { describe, expect, it } from "vitest";
import { incompleteGamma } from "../../../stats/incomplete-gamma.ts";
import { ResponseMixture } from "./response-mixture.ts";

/** P(G > t) of a gamma law of mean 1, as the mixture has it. */
function gammaTail(t: number, shape: number): number {
  const mixture = new ResponseMixture();
  mixture.addGamma(1, 0, 1, 1 / shape);
  return mixture.survival(t);
}

const errorsOf = (shape: number) =>
  Array.from({ length: 80 }, (_, i) => {
    const t = (i + 1) * 0.05;
    const exact = incompleteGamma(shape, shape * t).upper;
    return Math.abs(gammaTail(t, shape) - exact);
  });

describe("a gamma law in a mixture of response times", () => {
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
    expect(gammaTail(0, 1)).toBe(1);
    expect(gammaTail(-1, 1)).toBe(1);
  });
});
