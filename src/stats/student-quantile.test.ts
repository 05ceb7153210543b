import { describe, expect, it } from "vitest";
import { studentQuantile } from "./student-quantile.ts";

const near = (actual: number, expected: number, absolute: number) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(absolute);

describe("studentQuantile", () => {
  it.each([
    // Abramowitz & Stegun (1964), table 26.10: A(t|ν) = 0.9, 0.95, 0.99.
    [1, 6.314, 12.706, 63.657],
    [2, 2.92, 4.303, 9.925],
    [5, 2.015, 2.571, 4.032],
    [10, 1.812, 2.228, 3.169],
    [29, 1.699, 2.045, 2.756],
    [120, 1.658, 1.98, 2.617],
  ])("agrees with the printed table for %i degrees of freedom", (nu, t90, t95, t99) => {
    near(studentQuantile(0.9, nu), t90, 5.1e-4); // half a unit of the last printed digit
    near(studentQuantile(0.95, nu), t95, 5.1e-4);
    near(studentQuantile(0.99, nu), t99, 5.1e-4);
  });

  it("has closed forms for one and two degrees of freedom", () => {
    // ν = 1: tan(πp/2); ν = 2: p·√(2/(1 − p²)).
    for (const p of [0.01, 0.5, 0.9, 0.999]) {
      near(studentQuantile(p, 1) / Math.tan((Math.PI * p) / 2), 1, 1e-12);
      near(studentQuantile(p, 2) / (p * Math.sqrt(2 / (1 - p * p))), 1, 1e-12);
    }
  });

  it("comes to the normal quantile 1.6448536270 as freedom grows", () => {
    // Expansion in 1/ν, Abramowitz & Stegun 26.7.5: z + (z³ + z)/(4ν).
    const z = 1.6448536269514722;
    near(studentQuantile(0.9, 10000), z + (z ** 3 + z) / 40000, 1e-7);
  });

  it("refuses what is no share or no freedom", () => {
    expect(() => studentQuantile(1, 5)).toThrow(/^share must/);
    expect(() => studentQuantile(Number.NaN, 5)).toThrow(/^share must/);
    expect(() => studentQuantile(0.9, 0)).toThrow(/^degreesOfFreedom must/);
  });
});
