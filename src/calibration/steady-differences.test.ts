import { describe, expect, it } from "vitest";
import { steadyDifferences, stepsOf } from "./steady-differences.ts";

describe("steadyDifferences", () => {
  const residuals = ([x = 0, y = 0]: readonly number[]) => [3 * x - y, x * x];

  it("is the slope of a line, and of a parabola to half a step", () => {
    const [alongX, alongY] = steadyDifferences(residuals, [2, 1], [0.01, 0.5]);
    // (2.01² − 2²)/0.01 = 4.01.
    expect(alongX?.[0]).toBeCloseTo(3, 9);
    expect(alongX?.[1]).toBeCloseTo(4.01, 9);
    expect(alongY).toEqual([-1, 0]);
  });

  it("looks back where there is nothing ahead, and sees no slope where there is none", () => {
    const walled = ([x = 0]: readonly number[]) => [x > 1 ? Number.POSITIVE_INFINITY : 2 * x];
    expect(steadyDifferences(walled, [1], [0.1])[0]?.[0]).toBeCloseTo(2, 9);
    const nowhere = () => [Number.POSITIVE_INFINITY];
    expect(steadyDifferences(nowhere, [1], [0.1], [0])).toEqual([[0]]);
  });
});

describe("stepsOf", () => {
  it("is a tenth of each deviation, within limits, and small where nothing is known", () => {
    const covariance = [
      [0.0009, 0, 0],
      [0, 4, 0],
      [0, 0, 1e-12],
    ];
    const [first, second, third] = stepsOf(3, covariance);
    expect(first).toBeCloseTo(0.003, 12);
    expect(second).toBe(0.005);
    expect(third).toBe(3e-4);
    expect(stepsOf(2, null)).toEqual([0.002, 0.002]);
  });
});
