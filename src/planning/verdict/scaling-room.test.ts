import { describe, expect, it } from "vitest";
import { scalingSentence } from "../../report/launch-lines.ts";
import { samplePlan } from "../testing/sample-plan.ts";
import { scalingRoom } from "./scaling-room.ts";

const levels = [{ users: 10 }, { users: 300, spawnRate: 50 }].map((one) => ({
  ...{ run: "", responseTime: {}, quality: "measured" as const, note: "" },
  ...one,
}));

describe("scalingRoom", () => {
  it("is what comes until a replica serves: as known, else as in the fastest test", () => {
    const known = { startTime: 60, users: 300, within: 600 };
    expect(scalingRoom({ scaling: known }, { levels })).toEqual({
      ...{ startTime: 60, growth: 0.5, from: "known", users: 30 },
    });
    expect(scalingRoom({ scaling: { startTime: 2 } }, { levels })).toEqual({
      ...{ startTime: 2, growth: 50, from: "tested", users: 100 },
    });
  });

  it("is none where nobody says how long one takes, or how fast load grows", () => {
    expect(scalingRoom({}, { levels })).toBeNull();
    expect(scalingRoom({ scaling: { startTime: 60 } }, { levels: [] })).toBeNull();
  });

  it("gives the load at which a replica has to be started, below what is recommended", () => {
    const { limits } = samplePlan();
    const users = limits.recommended.value;
    const scaling = { startTime: 60, growth: 0.5, from: "known" as const, users: 30 };
    expect(scalingSentence({ limits, scaling })).toContain(
      `Start a further replica at ${users - 30} users or earlier`,
    );
    const fast = { ...scaling, growth: users, users: 60 * users };
    expect(scalingSentence({ limits, scaling: fast })).toMatch(/^No autoscaler is early enough: /);
    expect(scalingSentence({ limits })).toBeNull();
  });
});
