import { describe, expect, it } from "vitest";
import { inLoads } from "./in-loads.ts";

describe("inLoads", () => {
  it("lists up to sixteen loads, each once, and says the ends of more", () => {
    expect(inLoads([10, 50, 50, 1000])).toBe("10, 50 and 1,000 users");
    expect(inLoads(Array.from({ length: 24 }, (_, i) => 3 * (24 - i)))).toBe(
      "24 loads from 3 to 72 users",
    );
  });
});
