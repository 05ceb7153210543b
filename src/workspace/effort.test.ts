import { describe, expect, it } from "vitest";
import { parseEffort } from "./effort.ts";

describe("parseEffort", () => {
  it.each([
    ["6 h", 6],
    ["1 hour", 1],
    ["4.5 hours", 4.5],
    ["2 days", 16], // of 8 hours
    [".5 day", 4],
  ])("reads %s as %d hours", (typed, hours) => {
    expect(parseEffort(typed)).toBe(hours);
  });

  it.each(["6", 6, "0 h", "-6 h", "6 ms", "6 Hours!", "NaN h", "", "9".repeat(400)])(
    "refuses %s and says what it expected",
    (typed) => {
      expect(() => parseEffort(typed)).toThrow(/^expected hours or days of work/);
    },
  );
});
