import { describe, expect, it } from "vitest";
import { logNormalCdf, normalCdf, normalQuantile } from "./normal-distribution.ts";
import { studentQuantile, studentTail } from "./student-t.ts";

const near = (actual: number, expected: number, tolerance = 1e-12) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));

describe("normal distribution", () => {
  it("matches the table of Abramowitz & Stegun 26.1 to all of its 15 decimals", () => {
    near(normalCdf(1), 0.841344746068543, 1e-15);
    near(normalCdf(2), 0.977249868051821, 1e-15);
    expect(normalCdf(0)).toBe(0.5);
  });

  it("keeps its digits in the lower tail (mpmath 1.3.0, ncdf)", () => {
    near(normalCdf(-10), 7.619853024160525e-24);
    near(normalCdf(-37), 5.725571222524577e-300);
    near(logNormalCdf(-50), -1254.8313611394199, 1e-14);
  });

  it("has the quantile of the usual 95 % interval (A&S table 26.6: 1.959964)", () => {
    near(normalQuantile(0.975), 1.959963984540054, 1e-14);
    expect(normalQuantile(0.5)).toBe(0);
  });

  it("undoes the distribution function over 300 orders of magnitude", () => {
    for (const share of [1e-300, 1e-100, 1e-9, 0.001, 0.2, 0.4999]) {
      near(normalCdf(normalQuantile(share)), share, 1e-11);
      if (share > 1e-9) near(normalQuantile(1 - share), -normalQuantile(share), 1e-10);
    }
  });

  it.each([0, 1, Number.NaN])("rejects %s as a share", (share) => {
    expect(() => normalQuantile(share)).toThrow(/^share must/);
  });
});

describe("Student's t", () => {
  // Abramowitz & Stegun table 26.10, three decimals.
  it.each([
    [0.975, 1, 12.706],
    [0.975, 10, 2.228],
    [0.95, 4, 2.132],
    [0.995, 30, 2.75],
    [0.95, 120, 1.658],
  ])("matches the printed table: p = %s with %s degrees of freedom", (share, v, expected) => {
    expect(Math.abs(studentQuantile(share, v) - expected)).toBeLessThanOrEqual(0.0005);
  });

  it("has closed forms for one and two degrees of freedom", () => {
    // ν = 1: tan(π(p - ½)); ν = 2: (2p - 1)/√(2p(1 - p)).
    for (const p of [0.6, 0.9, 0.999]) {
      near(studentQuantile(p, 1), Math.tan(Math.PI * (p - 0.5)));
      near(studentQuantile(p, 2), (2 * p - 1) / Math.sqrt(2 * p * (1 - p)));
    }
  });

  it("becomes normal with many degrees of freedom", () => {
    near(studentQuantile(0.975, 1e9), normalQuantile(0.975), 1e-8);
  });

  it("is symmetric, and its tail undoes its quantile", () => {
    expect(studentQuantile(0.5, 3)).toBe(0);
    near(studentQuantile(0.1, 3.5), -studentQuantile(0.9, 3.5));
    for (const v of [0.7, 3.5, 40, 5000])
      near(studentTail(studentQuantile(0.95, v), v), 0.05, 1e-11);
    near(studentTail(-1, 4) + studentTail(1, 4), 1);
    near(studentTail(0, 4), 0.5);
  });

  it("rejects wrong arguments", () => {
    expect(() => studentQuantile(1, 3)).toThrow(/^share must/);
    expect(() => studentQuantile(0.9, 0)).toThrow(/^degreesOfFreedom must/);
  });
});
