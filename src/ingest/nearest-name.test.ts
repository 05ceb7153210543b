import { describe, expect, it } from "vitest";
import { nearestName } from "./nearest-name.ts";

describe("nearestName", () => {
  it.each([
    ["pool.siez", "pool.size"], // swapped
    ["poolsize", "pool.size"], // missing
    ["Cache", "cache"], // case
    ["thinkTyme", "thinkTime"], // wrong
  ])("takes %s for %s", (typed, meant) => {
    expect(nearestName(typed, ["demand", "cache", "pool.size", "thinkTime"])).toBe(meant);
  });

  it("stays silent when nothing is near", () => {
    expect(nearestName("kubernetes", ["cache", "demand"])).toBeUndefined();
    expect(nearestName("x", [])).toBeUndefined();
  });
});
