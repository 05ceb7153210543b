import { describe, expect, it } from "vitest";
import { simulateTiered } from "../testing/simulate-tiered.ts";
import { type TieredPlatform, tiered } from "../testing/tiered-platform.ts";
import { type Bracket, type StabilityOptions, stabilityMap } from "./stability-map.ts";

/**
 * Users who think 10 s, one server that answers 20 requests a second. With a time-out of 1 s and
 * five tries 0.1 s apart at most, a user of an overloaded platform sends five requests every 10 +
 * 5·1 + 4·0.05 s: 0.329 a second, and 0.099 where all is well. So overload keeps itself up from
 * 20/0.329 = 61 users on, and a healthy platform is busy all the time from 20/0.099 = 201 on.
 */
const platform: TieredPlatform = {
  endpoints: [
    {
      name: "all",
      weight: 1,
      kind: "read",
      apiTime: { law: "constant", mean: 0 },
      databaseTime: { law: "exponential", mean: 0.05 },
    },
  ],
  thinkTime: { law: "exponential", mean: 10 },
  api: { discipline: "delay", servers: 1 },
  pool: null,
  database: { discipline: "fifo", servers: 1 },
};
const patience = { timeOut: 1, retry: { attempts: 5, backOff: 0.1, factor: 1 } };
const options: StabilityOptions = {
  seed: 1,
  load: "users",
  from: 10,
  to: 400,
  time: 300,
  replications: 3,
  resolution: 0.05,
};

describe("stabilityMap", () => {
  it("finds no second state where clients wait for ever", () => {
    const map = stabilityMap(tiered(platform), options);
    expect([map.tips, map.recovers, map.twoStates]).toEqual(["never", "always", null]);
  });

  it("finds no second state where clients give up and do not try again", () => {
    // Given up or not, a user sends at most one request in 10 s: overload from 200 users on only.
    const map = stabilityMap(tiered({ ...platform, clients: { timeOut: 1 } }), options);
    expect(map.twoStates).toBeNull();
    expect((map.recovers as Bracket).low).toBeGreaterThan(150);
  });

  it("finds both loads of a platform whose retries keep overload up", () => {
    const map = stabilityMap(tiered({ ...platform, clients: patience }), options);
    const recovers = map.recovers as Bracket;
    const tips = map.tips as Bracket;
    // Overload ends by chance where it hardly holds, and begins by chance before 100 % busy.
    expect(recovers.low).toBeGreaterThan(0.85 * 61);
    expect(recovers.high).toBeLessThan(1.25 * 61);
    expect(tips.low).toBeGreaterThan(0.6 * 201);
    expect(tips.high).toBeLessThan(1.05 * 201);
    expect(map.twoStates).toEqual({ low: recovers.high, high: tips.low });
    // 90 users in simulations of their own: the start decides, minutes later.
    const errorRates = [0, 90].map((backlog) => {
      const run = { seed: 9, load: { users: 90 }, until: { time: 900 }, warmUp: 600, backlog };
      return simulateTiered({ ...platform, clients: patience }, run).total.errorRate.value;
    });
    expect(errorRates[0]).toBeLessThan(0.02);
    expect(errorRates[1]).toBeGreaterThan(0.9);
  });

  it("gives the same map for the same seed", () => {
    const small = { ...options, from: 40, to: 80, time: 100, resolution: 0.2 };
    const map = stabilityMap(tiered({ ...platform, clients: patience }), small);
    expect(stabilityMap(tiered({ ...platform, clients: patience }), small)).toEqual(map);
  });

  it("finds them for arrivals, too", () => {
    // Each request is tried five times: overload keeps itself up from 20/5 = 4 a second on.
    const map = stabilityMap(tiered({ ...platform, clients: patience }), {
      ...options,
      load: "arrivalRate",
      from: 1,
      to: 40,
      backlog: 60,
      time: 400,
      replications: 1,
    });
    expect((map.recovers as Bracket).low).toBeGreaterThan(0.85 * 4);
    expect((map.recovers as Bracket).high).toBeLessThan(1.3 * 4);
    expect((map.tips as Bracket).high).toBeLessThan(20.5);
    expect(map.twoStates).not.toBeNull();
  });

  it.each([
    ["from", { from: 0 }],
    ["to", { to: 10 }],
    ["time", { time: 0 }],
    ["replications", { replications: 2 }],
    ["resolution", { resolution: 0 }],
    ["healthyShare", { healthyShare: 2 }],
  ])("refuses %s out of its range", (name, change) => {
    expect(() => stabilityMap(tiered(platform), { ...options, ...change })).toThrow(
      new RegExp(`^${name} must`),
    );
  });
});
