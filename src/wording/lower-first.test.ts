import { describe, expect, it } from "vitest";
import { lowerFirst } from "./lower-first.ts";

describe("lowerFirst", () => {
  it.each([
    ["Two read replicas", "two read replicas"],
    ["A request's own time", "a request's own time"],
    ["API replicas", "API replicas"],
    ["P95 passes the red line", "P95 passes the red line"],
    ["", ""],
  ])("%s", (text, lowered) => {
    expect(lowerFirst(text)).toBe(lowered);
  });
});
