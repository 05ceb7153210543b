import { describe, expect, it } from "vitest";
import { readCount, readMilliseconds, readNumber } from "./read-number.ts";

describe("readNumber", () => {
  it.each([
    ["0", 0],
    [" 12.5 ", 12.5],
    ["1e3", 1000],
    [".5", 0.5],
    ["8.023%", 8.023],
    ["5,917", 5.917],
  ])("reads %j", (text, value) => expect(readNumber(text)).toBe(value));

  it.each(["", "N/A", "NaN", "inf", "-", "-1", "1e999", "0x10", "1.2.3", "12 ms", undefined])(
    "takes %j as absent",
    (text) => expect(readNumber(text)).toBeUndefined(),
  );
});

describe("readCount", () => {
  it("refuses fractions and what a double cannot count", () => {
    expect(readCount("12")).toBe(12);
    expect(readCount("12.5")).toBeUndefined();
    expect(readCount("99999999999999999999")).toBeUndefined();
  });
});

describe("readMilliseconds", () => {
  it("gives seconds", () => expect(readMilliseconds("250")).toBe(0.25));
});
