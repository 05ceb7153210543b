import { describe, expect, it } from "vitest";
import { levers } from "../platform/levers/levers.ts";
import { leverControls } from "./lever-control.ts";
import { todayWords } from "./today-words.ts";

describe("todayWords", () => {
  it("says one of a thing in the singular, and units as they are", () => {
    expect(todayWords({ today: 1, unit: "replicas" })).toBe(". Today about 1 replica.");
    expect(todayWords({ today: 0, unit: "replicas" })).toBe(". Today about 0 replicas.");
    expect(todayWords({ today: 1, unit: "s" })).toBe(". Today about 1 s.");
    expect(todayWords({ today: 1.4, unit: "s" })).toBe(". Today about 1.4 s.");
    expect(todayWords({ today: 1, unit: "×" })).toBe(". Today about 1.");
    expect(todayWords({ today: null, unit: "cores" })).toBe("");
  });

  it("has no plural of one for any lever there is", () => {
    const controls = leverControls([]);
    expect(controls).toHaveLength(levers.length);
    for (const { unit } of controls) {
      expect(todayWords({ today: 1, unit })).not.toMatch(/ 1 [a-z]{2,}s\.$/);
    }
  });
});
