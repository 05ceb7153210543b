import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Campaign, EndpointLevel } from "../../../measurement/campaign.ts";
import { waitingAlone } from "./waiting-alone.ts";

const row = (users: number, path: string, mean: number, requests = 100): EndpointLevel => ({
  ...{ users, run: "", method: "GET", path, requests },
  ...{ responseTime: { mean }, quality: "measured", note: "" },
});

const alone = (endpoints: readonly EndpointLevel[]) =>
  [...waitingAlone({ name: "x", levels: [], endpoints, failures: [] } as Campaign)].toSorted();

/** Mean of each endpoint at a load, s. */
const level = (users: number, means: Readonly<Record<string, number>>) =>
  Object.entries(means).map(([path, mean]) => row(users, path, mean));

describe("endpoints that wait while others do not", () => {
  const light = level(10, { "/read": 0.08, "/list": 0.15, "/write": 0.07 });
  const locked = level(50, { "/read": 0.08, "/list": 0.16, "/write": 0.35 });
  const full = level(100, { "/read": 0.65, "/list": 0.71, "/write": 1.25 });

  it("are told by the load at which they wait alone, though at a heavier one all wait", () => {
    expect(alone([...light, ...locked, ...full])).toEqual(["GET /write"]);
    expect(alone([...full, ...locked, ...light])).toEqual(["GET /write"]);
  });

  it("are none where all wait, none do, or there is one load", () => {
    expect(alone([...light, ...full])).toEqual([]);
    expect(
      alone([...light, ...level(50, { "/read": 0.08, "/list": 0.15, "/write": 0.08 })]),
    ).toEqual([]);
    expect(alone(locked)).toEqual([]);
    expect(alone([])).toEqual([]);
  });

  it("are those of the mean over the runs of a load, by their requests", () => {
    // 0.07 s at 300 requests and 0.47 s at 100: 0.17 s, 2.4 times as long as at light load.
    const runs = [row(50, "/write", 0.07, 300), row(50, "/write", 0.47, 100)];
    expect(alone([...light, ...level(50, { "/read": 0.08 }), ...runs])).toEqual(["GET /write"]);
    const more = [row(50, "/write", 0.07, 300), row(50, "/write", 0.47, 50)];
    expect(alone([...light, ...level(50, { "/read": 0.08 }), ...more])).toEqual([]);
  });

  it("are the same in any unit of time, and never all", () => {
    const times = fc.array(fc.double({ min: 0.01, max: 10, noNaN: true }), {
      minLength: 2,
      maxLength: 6,
    });
    fc.assert(
      fc.property(times, times, fc.constantFrom(0.001, 60), (before, after, unit) => {
        const of = (users: number, means: readonly number[], scale: number) =>
          means.map((mean, i) => row(users, `/${i}`, mean * scale));
        const found = alone([...of(1, before, 1), ...of(9, after, 1)]);
        expect(alone([...of(1, before, unit), ...of(9, after, unit)])).toEqual(found);
        expect(found.length).toBeLessThan(Math.min(before.length, after.length));
      }),
    );
  });
});
