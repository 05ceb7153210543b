import { describe, expect, it } from "vitest";
import { requireCount, requireNonNegative, requirePositive, requireShare } from "./require.ts";

describe("require", () => {
  it("returns a good value as it is", () => {
    expect(requirePositive("x", 0.5)).toBe(0.5);
    expect(requireNonNegative("x", 0)).toBe(0);
    expect(requireCount("x", 3)).toBe(3);
    expect(requireCount("x", 0, 0)).toBe(0);
    expect(requireShare("x", 1)).toBe(1);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("rejects %s as a positive", (value) => {
    expect(() => requirePositive("serviceTime", value)).toThrow(/^serviceTime must be/);
  });

  it.each([-1e-9, Number.NaN, Number.POSITIVE_INFINITY])("rejects %s as non-negative", (value) => {
    expect(() => requireNonNegative("thinkTime", value)).toThrow(/^thinkTime must be/);
  });

  it.each([0, 2.5, Number.NaN, 1e300])("rejects %s as a count", (value) => {
    expect(() => requireCount("users", value)).toThrow(/^users must be/);
  });

  it.each([-0.1, 1.1, Number.NaN])("rejects %s as a share", (value) => {
    expect(() => requireShare("hitShare", value)).toThrow(/^hitShare must be/);
  });

  it("rejects what only looks like a number, for callers without types", () => {
    const checks = [requirePositive, requireNonNegative, requireCount, requireShare];
    for (const check of checks) {
      for (const value of [null, undefined, "1", true, [1], {}]) {
        expect(() => check("x", value as unknown as number)).toThrow(/^x must be/);
      }
    }
    expect(() => requireShare("x", "0.5" as unknown as number)).toThrow(/got "0.5"$/);
  });

  it("rejects numbers whose squares and quotients leave the range of a double", () => {
    for (const value of [1e308, 1e101, 1e-101, 1e-320]) {
      expect(() => requirePositive("x", value)).toThrow(/^x must be a number between/);
    }
    expect(() => requireNonNegative("x", 1e308)).toThrow(/^x must be a number between/);
    expect(requireNonNegative("x", 1e-320)).toBe(1e-320);
  });
});
