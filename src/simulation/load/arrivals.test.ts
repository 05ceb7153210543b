import { describe, expect, it } from "vitest";
import type { SimulationRun } from "../engine/simulation-run.ts";
import { oneEndpoint } from "../testing/one-endpoint.ts";
import { simulateTiered } from "../testing/simulate-tiered.ts";
import { measuredRate, replayedUsers } from "./load-profile.ts";

const run: SimulationRun = { seed: 1, load: { users: 1 }, until: { time: 100 }, warmUp: 0 };

describe("measured arrivals", () => {
  it("come at their times, several at one time included", () => {
    // One server of 1 s: answers after 1, 2, 1 and 1.5 s; the one at 99.5 is under way at the end.
    const platform = oneEndpoint(1, { database: { discipline: "fifo", servers: 1 } });
    const load = { arrivalTimes: [2, 2, 50, 50.5, 99.5] };
    const { total, warmUp } = simulateTiered(platform, { ...run, load });
    expect(total.goodput.value * 100).toBeCloseTo(4, 9);
    expect(total.responseTime?.value).toBeCloseTo(5.5 / 4, 9);
    expect(warmUp).toBe(0);
  });

  it.each([
    ["must not fall", [2, 1], { time: 10 }],
    ["must be a number", [Number.NaN], { time: 10 }],
    ["must hold the 3 requests", [1, 2], { requests: 3 }],
  ])("%s", (message, arrivalTimes, until) => {
    expect(() => simulateTiered(oneEndpoint(1), { ...run, load: { arrivalTimes }, until })).toThrow(
      `arrivalTimes ${message}`,
    );
  });

  it("come by chance at a rate that was measured in steps", () => {
    const rate = measuredRate([
      { time: 20, rate: 50 },
      { time: 40, rate: 0 },
      { time: 80, rate: 10 },
    ]);
    const { series } = simulateTiered(oneEndpoint(0), {
      ...run,
      load: { arrivalRate: rate },
      bucket: 20,
    });
    const [before, busy, none, still, late] = series.map(({ goodput }) => goodput * 20);
    expect([before, none, still]).toEqual([0, 0, 0]);
    // Five standard deviations of Poisson's law.
    expect(Math.abs((busy ?? 0) - 1000)).toBeLessThan(5 * Math.sqrt(1000));
    expect(Math.abs((late ?? 0) - 200)).toBeLessThan(5 * Math.sqrt(200));
    expect(() => measuredRate([])).toThrow("steps must hold at least one");
    expect(() =>
      measuredRate([
        { time: 1, rate: 1 },
        { time: 1, rate: 2 },
      ]),
    ).toThrow("steps: times must rise");
  });

  it("pile up before the run where they are told to", () => {
    const platform = oneEndpoint(1, { database: { discipline: "fifo", servers: 1 } });
    const load = { arrivalTimes: [] };
    const { total } = simulateTiered(platform, { ...run, load, backlog: 3 });
    expect(total.responseTime?.value).toBeCloseTo((1 + 2 + 3) / 3, 9);
  });
});

describe("users", () => {
  it("keep a pace, whatever the answers take, and send at once when they are late", () => {
    const busy = simulateTiered(oneEndpoint(2, { pace: 5 }), run);
    // One round begins in each 5 s; the last answer may be beyond the end.
    expect(busy.total.goodput.value * 100).toBeGreaterThanOrEqual(19);
    expect(busy.total.goodput.value * 100).toBeLessThanOrEqual(20);
    const late = simulateTiered(oneEndpoint(8, { pace: 5 }), { ...run, until: { time: 805 } });
    expect(late.total.goodput.value * 805).toBeGreaterThanOrEqual(100 - 1e-9);
    expect(late.requestsUnderWay * 805).toBeGreaterThanOrEqual(800 - 1e-9);
  });

  it("make up for a late round with the next ones' pace, not with a pause", () => {
    // 20 users, one server of 0.2 s: 4 s of work in each period of 5 s.
    const platform = oneEndpoint(0.2, {
      pace: 5,
      database: { discipline: "fifo", servers: 1 },
    });
    const { total, stations } = simulateTiered(platform, {
      ...run,
      load: { users: 20 },
      warmUp: 10,
    });
    expect(total.throughput.value).toBeCloseTo(4, 1);
    expect(stations[0]?.utilization).toBeCloseTo(0.8, 2);
  });

  it("begin with a request where they had piled up", () => {
    const { total } = simulateTiered(oneEndpoint(1), { ...run, until: { time: 1.5 }, backlog: 1 });
    expect(total.goodput.value * 1.5).toBeCloseTo(1, 9);
  });

  it("come and go as a load test had them", () => {
    const users = replayedUsers([
      { time: 1000, users: 10 },
      { time: 1020, users: 30 },
      { time: 1040, users: 30 },
      { time: 1050, users: 0 },
    ]);
    const { series } = simulateTiered(
      oneEndpoint(0.01, { thinkTime: { law: "constant", mean: 0.1 } }),
      {
        ...run,
        load: { users },
        bucket: 10,
      },
    );
    const counts = series.map((bucket) => bucket.users);
    // Lines from 10 to 30 and down again, in whole users that leave after a pause of 0.1 s.
    for (const [i, mean] of [15, 25, 30, 30, 15, 0].entries()) {
      expect(Math.abs((counts[i] ?? 0) - mean)).toBeLessThan(1);
    }
    expect(() => replayedUsers([])).toThrow("history must hold at least one");
  });
});
