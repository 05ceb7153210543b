import { describe, expect, it } from "vitest";
import { present } from "./present.ts";

describe("present", () => {
  it("drops what is absent, not finite or below zero, and keeps 0 and text", () => {
    const fields = { a: 0, b: undefined, c: Number.NaN, d: 1 / 0, e: -1, f: "", g: 2 };
    expect(present(fields)).toEqual({ a: 0, f: "", g: 2 });
  });
});
