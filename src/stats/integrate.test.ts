import { describe, expect, it } from "vitest";
import { integrate } from "./integrate.ts";

describe("integrate", () => {
  it("is exact for polynomials of degree 31", () => {
    expect(Math.abs(integrate((x) => x ** 31, 0, 1) * 32 - 1)).toBeLessThan(1e-14);
    expect(integrate(() => 1, 2, 2)).toBe(0);
  });

  it("finds π as the area under 1/(1 + x²), and a narrow bell among wide panels", () => {
    expect(Math.abs(integrate((x) => 4 / (1 + x * x), 0, 1) - Math.PI)).toBeLessThan(1e-14);
    const bell = integrate((x) => Math.exp(-0.5 * (x / 1e-4) ** 2), -1, 1, [-1e-3, 0, 1e-3]);
    expect(Math.abs(bell / (1e-4 * Math.sqrt(2 * Math.PI)) - 1)).toBeLessThan(1e-13);
  });

  it("narrows down a jump", () => {
    expect(Math.abs(integrate((x) => (x < 1 / 3 ? 1 : 0), 0, 1) - 1 / 3)).toBeLessThan(1e-11);
  });

  it("rejects infinite ends and infinite functions", () => {
    expect(() => integrate((x) => x, 0, Number.POSITIVE_INFINITY)).toThrow(/^low must/);
    expect(() => integrate(() => Number.NaN, 0, 1)).toThrow(/^f must be finite/);
  });
});
