import { describe, expect, it } from "vitest";
import { nameable } from "./nameable.ts";

describe("nameable", () => {
  it.each([
    ["GET /a", "GET /a"],
    ["constructor", "constructor"],
    ["__proto__", "/__proto__"],
    ["", ""],
  ])("makes of %j %j", (endpoint, name) => {
    expect(nameable(endpoint)).toBe(name);
  });
});
