import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { levers } from "../platform/levers/levers.ts";
import { plainPlatform } from "../platform/testing/plain-platform.ts";
import { parseLever } from "../workspace/scenario/parse-lever.ts";
import { leverAt, leverControls, leverOfAmount, positionOf } from "./lever-control.ts";

const platform = plainPlatform();
const controls = leverControls([platform]);
const endpoint = "GET /a";

describe("leverControls", () => {
  it("has one for each lever of the table, with today's number inside its range", () => {
    expect(controls.map(({ name }) => name)).toEqual(levers.map(({ name }) => name));
    for (const { min, max, start } of controls) {
      expect(start).toBeGreaterThanOrEqual(Math.min(min, start));
      expect(start).toBeLessThanOrEqual(max);
    }
  });

  it("closes what only the simulator sees, and says where to go", () => {
    const closed = controls.filter((control) => control.closed !== null);
    expect(closed.map(({ name }) => name)).toEqual(["rateBurst"]);
    expect(closed[0]?.closed).toContain("headroom simulate --set");
  });

  it.each(controls.filter(({ isSwitch }) => !isSwitch))(
    "$name: every position is typed so that the command line reads the same",
    (control) => {
      const { name, min, max, step, endpoints } = control;
      const where = endpoints === "needed" ? endpoint : undefined;
      fc.assert(
        fc.property(fc.integer({ min: 0, max: Math.round((max - min) / step) }), (steps) => {
          const lever = leverAt(name, min + steps * step, where);
          expect(parseLever(name, lever.text, where)).toEqual(lever);
          expect(positionOf(lever, platform)).toBeCloseTo(min + steps * step, 9);
        }),
        { seed: 1, numRuns: 60 },
      );
    },
  );

  it.each([
    ["pool.size", "2 * pool.size"],
    ["pool.size", "min(30, 2 * pool.size + 1)"],
    ["api.replicas", "api.replicas + 2"],
    ["thinkTime", "-(-thinkTime) / 2"],
    ["db.cores", "ceil(1.5 * db.cores)"],
  ] as const)("%s: the text made of %s reads back as the same", (name, text) => {
    const { value } = parseLever(name, text);
    const made = leverOfAmount(name, value);
    expect(parseLever(name, made.text).value).toEqual(value);
  });
});
