import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rampLoad, spikeLoad, stepLoad } from "../load/load-profile.ts";
import { summarizeSimulation } from "../result/summarize-simulation.ts";
import { simulateTiered } from "../testing/simulate-tiered.ts";
import { type TieredPlatform, tiered } from "../testing/tiered-platform.ts";
import { replicate } from "./replicate.ts";
import { replicationOf, type SimulationRun } from "./simulation-run.ts";
import type { TimeLaw } from "./time-law.ts";

const constant = (mean: number): TimeLaw => ({ law: "constant", mean });
const exponential = (mean: number): TimeLaw => ({ law: "exponential", mean });

const platform: TieredPlatform = {
  endpoints: [
    {
      name: "list",
      weight: 3,
      kind: "read",
      apiTime: exponential(0.01),
      databaseTime: exponential(0.05),
    },
    {
      name: "save",
      weight: 1,
      kind: "write",
      apiTime: exponential(0.02),
      databaseTime: { law: "lognormal", mean: 0.1, variation: 2 },
      visits: 2,
    },
  ],
  thinkTime: exponential(1),
  api: { discipline: "fifo", servers: 20, replicas: 2 },
  pool: { size: 6, per: "replica", acquireTimeOut: 1 },
  database: { discipline: "ps", servers: 4, readReplicas: 1, primaryReads: true },
  clients: { timeOut: 0.8, retry: { attempts: 3, backOff: 0.1 } },
  rateLimit: { rate: 60, burst: 10 },
};

/** One user, constant times, one endpoint: everything can be worked by hand. */
const byHand = (more: Partial<TieredPlatform> = {}, work = 1): TieredPlatform => ({
  endpoints: [
    { name: "one", weight: 1, kind: "read", apiTime: constant(0), databaseTime: constant(work) },
  ],
  thinkTime: constant(4),
  api: { discipline: "delay", servers: 1 },
  pool: null,
  database: { discipline: "fifo", servers: 1 },
  ...more,
});

describe("simulate", () => {
  const run: SimulationRun = {
    seed: 7,
    load: { users: 100 },
    until: { time: 60 },
    replications: 3,
    bucket: 10,
  };

  it("gives the same bytes for the same seed, and others for another", () => {
    const text = JSON.stringify(simulateTiered(platform, run));
    expect(JSON.stringify(simulateTiered(platform, run))).toBe(text);
    expect(JSON.stringify(simulateTiered(platform, { ...run, seed: 8 }))).not.toBe(text);
  });

  it("gives the same bytes from replications made apart, last one first", () => {
    const made = [2, 1, 0].map((i) => replicate(replicationOf(tiered(platform), run, i))).reverse();
    const windows = JSON.parse(JSON.stringify(made));
    expect(JSON.stringify(summarizeSimulation(tiered(platform), run, windows))).toBe(
      JSON.stringify(simulateTiered(platform, run)),
    );
  });

  it("obeys Little's law and the utilization law on any platform", () => {
    const any = fc.record({
      users: fc.integer({ min: 1, max: 150 }),
      api: fc.constantFrom("fifo" as const, "ps" as const, "delay" as const),
      database: fc.constantFrom("fifo" as const, "ps" as const, "delay" as const),
      pool: fc.option(fc.integer({ min: 1, max: 10 })),
      replicas: fc.integer({ min: 1, max: 3 }),
      seed: fc.nat(1000),
    });
    fc.assert(
      fc.property(any, ({ users, api, database, pool, replicas, seed }) => {
        const { clients: _, rateLimit: __, ...rest } = platform;
        const result = simulateTiered(
          {
            ...rest,
            api: { discipline: api, servers: 12, replicas },
            pool: pool ? { size: pool, per: "replica" } : null,
            database: { discipline: database, servers: 3, readReplicas: replicas - 1 },
          },
          { seed, load: { users }, until: { time: 400 }, warmUp: 100 },
        );
        const X = result.total.throughput.value;
        const R = result.total.responseTime?.value ?? 0;
        // Of a stretch cut out of a run: those under way at its ends are counted on one side only.
        const ends = (2 * users) / (X * result.measured);
        expect(Math.abs((X * R) / result.requestsUnderWay - 1)).toBeLessThan(0.02 + ends);
        expect(result.users).toBeCloseTo(users, 9);
        expect(Math.abs(X * (R + 1) - users) / users).toBeLessThan(0.2);
        for (const { utilization, inService, throughput } of result.stations) {
          expect(utilization).toBeLessThanOrEqual(1);
          expect(throughput).toBeGreaterThan(0);
          expect(inService).toBeGreaterThan(0);
        }
        const sum = result.endpoints.reduce((all, { throughput }) => all + throughput.value, 0);
        expect(sum).toBeCloseTo(X, 9);
      }),
      { seed: 3, numRuns: 30 },
    );
  });

  it("ends with the last of the requests it waits for, however few", () => {
    // Answers at 5 and 10 s: two in 10 s.
    const { total, measured } = simulateTiered(byHand(), {
      seed: 1,
      load: { users: 1 },
      until: { requests: 2 },
      warmUp: 0,
    });
    expect(measured).toBeCloseTo(10, 9);
    expect(total.goodput.value).toBeCloseTo(0.2, 9);
  });

  it("cuts a run into windows without a sliver at its end", () => {
    const task = replicationOf(
      tiered(byHand()),
      { seed: 1, load: { users: 1 }, until: { time: 60.1 } },
      0,
    );
    const windows = replicate(task);
    expect(windows).toHaveLength(200);
    expect(windows.at(-1)?.end).toBe(60.1);
  });

  it("counts three events a request at a first-come station", () => {
    const { events, requests } = simulateTiered(byHand(), {
      seed: 1,
      load: { users: 1 },
      until: { time: 1000 },
      warmUp: 0,
    });
    // First pause 4 s, then a round of 5 s: 199.2 rounds begin, 199 end; the last is under way.
    expect([requests, events]).toEqual([199, 3 * 199 + 2]);
  });

  it("does not move one endpoint's luck when another gets a cache", () => {
    const [list, save] = platform.endpoints;
    const open = { ...platform, api: { discipline: "delay" as const, servers: 1 }, pool: null };
    const { clients: _, rateLimit: __, ...free } = open;
    const delays: TieredPlatform = { ...free, database: { discipline: "delay", servers: 1 } };
    const cached = {
      ...delays,
      endpoints: [
        {
          ...(list as (typeof platform.endpoints)[0]),
          cache: { hitShare: 0.6, time: exponential(0.001) },
        },
        save as (typeof platform.endpoints)[0],
      ],
    };
    const openRun: SimulationRun = {
      seed: 1,
      load: { arrivalRate: 20 },
      until: { time: 100 },
      warmUp: 0,
    };
    const before = simulateTiered(delays, openRun);
    const after = simulateTiered(cached, openRun);
    expect(after.endpoints[1]).toEqual(before.endpoints[1]);
    expect(after.endpoints[0]?.responseTime?.value).toBeLessThan(
      0.6 * (before.endpoints[0]?.responseTime?.value ?? 0),
    );
  });

  it("lets a limit that never refuses change nothing", () => {
    const { rateLimit: _, ...free } = platform;
    const generous = { ...free, rateLimit: { rate: 1e6, burst: 1e6 } };
    expect(simulateTiered(generous, run)).toEqual(simulateTiered(free, run));
  });

  it("stops at a precision, decided in the order of the replications", () => {
    const precise: SimulationRun = {
      seed: 1,
      load: { users: 20 },
      until: { requests: 1000 },
      precision: { relative: 0.02, mostReplications: 100 },
    };
    const { clients: _, rateLimit: __, ...free } = platform;
    const result = simulateTiered(free, precise);
    const figure = result.total.responseTime;
    expect((figure?.high ?? 0) - (figure?.value ?? 0)).toBeLessThanOrEqual(
      0.02 * (figure?.value ?? 0),
    );
    expect(result.replications).toBeGreaterThan(3);
    expect(result.warnings).not.toContain("precisionNotReached");
    const short = simulateTiered(free, {
      ...precise,
      precision: { relative: 1e-6, mostReplications: 4 },
    });
    expect(short.replications).toBe(4);
    expect(short.warnings).toContain("precisionNotReached");
  });

  it("follows a spike: users come at its rate, and the series shows them come and go", () => {
    const result = simulateTiered(platform, {
      seed: 1,
      load: { users: spikeLoad({ base: 10, peak: 60, perSecond: 5, at: 20, hold: 20 }) },
      until: { time: 100 },
      bucket: 10,
    });
    expect(result.series).toHaveLength(10);
    const users = result.series.map((bucket) => bucket.users);
    // 10, 10, rising by 5 a second over 20–30 s (mean 35.5, counted from whole users), 60, 60.
    for (const [i, mean] of [10, 10, 35, 60, 60].entries()) {
      expect(Math.abs((users[i] ?? 0) - mean)).toBeLessThan(0.6);
    }
    expect(users.at(-1)).toBeCloseTo(10, 9);
    expect(result.warmUp).toBe(0);
  });

  it("counts users of a ramp, who send on arrival", () => {
    // One a second; each is answered after 1 s in a delay and then thinks for longer than the run.
    const { total } = simulateTiered(
      byHand({ thinkTime: constant(1000), database: { discipline: "delay", servers: 1 } }),
      { seed: 1, load: { users: rampLoad(0, 10, 1) }, until: { time: 20 } },
    );
    expect(total.goodput.value * 20).toBeCloseTo(10, 9);
    expect(total.responseTime?.value).toBeCloseTo(1, 12);
  });
});

describe("clients of the simulated platform", () => {
  const hundred: SimulationRun = { seed: 1, load: { users: 1 }, until: { time: 100 }, warmUp: 0 };

  it("give up after their time-out while the work goes on", () => {
    // Pause 4, wait 0.5, give up, pause 4: a round of 4.5 s, the 22nd gives up at 99; the server
    // works 1 s for each of them, the last until 99.5.
    const { total, stations } = simulateTiered(byHand({ clients: { timeOut: 0.5 } }), hundred);
    expect(total.failures.clientTimeOut).toBe(22);
    expect(total.responseTime).toBeNull();
    expect(stations[0]?.inService).toBeCloseTo(22 / 100, 9);
    expect(total.errorRate.value).toBe(1);
  });

  it("try again after pauses that double, as often as they may", () => {
    // 4 s, then tries at 4, 4 + 0.5 + 1 and 5.5 + 0.5 + 2 s, given up at 8.5, and so on every 8.5 s.
    const retry = { attempts: 3, backOff: 1, jitter: 0 };
    const { total, retryRate } = simulateTiered(
      byHand({ clients: { timeOut: 0.5, retry }, database: { discipline: "delay", servers: 1 } }),
      { ...hundred, until: { time: 85.5 } },
    );
    expect(total.failures.clientTimeOut).toBe(30);
    expect(retryRate * 85.5).toBeCloseTo(20, 9);
  });

  it("do not try again what they are told not to", () => {
    const retry = { attempts: 3, backOff: 1, causes: ["refused" as const] };
    const { retryRate } = simulateTiered(byHand({ clients: { timeOut: 0.5, retry } }), hundred);
    expect(retryRate).toBe(0);
  });

  it("are refused above the rate limit, and wait as long as they are told", () => {
    // Open arrivals at 10/s against 2/s: the share refused is 0.8 but for the burst.
    const limited = byHand({ rateLimit: { rate: 2, burst: 1 } }, 0.01);
    const run: SimulationRun = {
      seed: 1,
      load: { arrivalRate: 10 },
      until: { time: 2000 },
      warmUp: 0,
    };
    const { total } = simulateTiered(limited, run);
    expect(total.throughput.value).toBeLessThanOrEqual(2);
    // A token is lost while the bucket is full: with burst 1 the admitted are 0.5 s and one
    // exponential gap of 0.1 s apart, 1/0.6 per second; five standard errors of 3,333 gaps.
    expect(Math.abs(total.throughput.value - 1 / 0.6)).toBeLessThan(
      5 * (0.1 / 0.6) * (Math.sqrt(3333) / 2000),
    );
    expect(total.errorRate.value).toBe(0);
    const patient = byHand(
      {
        rateLimit: { rate: 0.1, burst: 1, retryAfter: 30 },
        clients: { retry: { attempts: 9, backOff: 0.001 } },
      },
      1,
    );
    // Sent at 4, answered at 5; sent at 9 refused, again at 39, answered at 40; at 44 refused
    // again (0.5 tokens), at 74 answered; at 79 refused.
    const { total: refused } = simulateTiered(patient, hundred);
    expect([refused.failures.refused, Math.round(refused.goodput.value * 100)]).toEqual([3, 3]);
  });

  it("meet an open circuit after failures in a row", () => {
    // Give up at 4.5 and 9: open until 39. Refused at 13, 17, 21, 25, 29, 33, 37; at 41 one goes
    // through and gives up at 41.5: open until 71.5, refused at 45.5 … 69.5 (7); 73.5 → 74:
    // open until 104, refused at 78 … 98 (6).
    const { total } = simulateTiered(
      byHand({ clients: { timeOut: 0.5 }, circuitBreaker: { failures: 2, recovery: 30 } }),
      hundred,
    );
    expect([total.failures.clientTimeOut, total.failures.circuitOpen]).toEqual([4, 20]);
  });

  it("get background errors at the share asked for, after the work", () => {
    const [one] = byHand().endpoints;
    const failing = byHand({
      endpoints: [{ ...(one as TieredPlatform["endpoints"][0]), errorShare: 0.25 }],
      database: { discipline: "delay", servers: 1 },
    });
    const { total } = simulateTiered(failing, {
      ...hundred,
      load: { arrivalRate: 20 },
      until: { time: 1000 },
    });
    // Five standard errors of 20,000 trials.
    expect(Math.abs(total.errorRate.value - 0.25)).toBeLessThan(5 * Math.sqrt(0.1875 / 20_000));
    expect(total.failures.background).toBeGreaterThan(0);
  });
});

describe("arguments of a simulation", () => {
  const run: SimulationRun = { seed: 1, load: { users: 5 }, until: { time: 10 } };
  const refused: readonly [string, Partial<TieredPlatform>, Partial<SimulationRun>][] = [
    ["users", {}, { load: { users: 0 } }],
    ["arrivalRate", {}, { load: { arrivalRate: Number.NaN } }],
    ["seed", {}, { seed: -1 }],
    ["until.time", {}, { until: { time: 0 } }],
    ["until.requests", {}, { until: { requests: 1.5 } }],
    ["warmUp", {}, { warmUp: 10 }],
    ["bucket", {}, { until: { requests: 5 }, bucket: 1 }],
    ["endpoints", { endpoints: [] }, {}],
    ["size of pool", { pool: { size: 0 } }, {}],
    ["size of api", { api: { discipline: "fifo", servers: 0 } }, {}],
    ["thinkTime", { thinkTime: constant(0), rateLimit: { rate: 1, burst: 1 } }, {}],
    [
      "slowdown of database",
      { database: { discipline: "delay", servers: 1, slowdown: { contention: 1 } } },
      {},
    ],
    [
      "users must not end at 0",
      {},
      { load: { users: stepLoad([5, 0], 9) }, until: { requests: 9 } },
    ],
    ["clients.retry.factor", { clients: { retry: { attempts: 99, backOff: 1 } } }, {}],
    ["clients.timeOut", { clients: { timeOut: 0 } }, {}],
    ["rateLimit.burst", { rateLimit: { rate: 1, burst: 0.5 } }, {}],
    [
      "users: times",
      {},
      {
        load: {
          users: {
            points: [
              { time: 2, value: 1 },
              { time: 1, value: 1 },
            ],
          },
        },
      },
    ],
  ];
  it.each(refused)("must make sense: %s", (name, change, otherRun) => {
    const tell = () => simulateTiered(byHand(change), { ...run, ...otherRun });
    expect(tell).toThrow(RangeError);
    expect(tell).toThrow(new RegExp(`^${name.replaceAll(".", "\\.")}`));
  });
});
