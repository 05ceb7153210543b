import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDate } from "./format-date.ts";

describe("formatDate", () => {
  it.each([
    [0, "1970-01-01"],
    [-1, "1969-12-31"],
    [11_016, "2000-02-29"],
    [19_782, "2024-02-29"],
  ])("gives day %i as %s", (day, date) => {
    expect(formatDate(day)).toBe(date);
  });

  it("agrees with JavaScript's own calendar on every day of the years 1 to 9999", () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (day) => {
        expect(formatDate(day)).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10));
      }),
    );
  });

  it("refuses parts of days", () => {
    expect(() => formatDate(1.5)).toThrow(/^day must be a whole number/);
  });
});
