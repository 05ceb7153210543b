import { describe, expect, it } from "vitest";
import type { SimulationRun } from "../engine/simulation-run.ts";
import type { TimeLaw } from "../engine/time-law.ts";
import { rampLoad } from "../load/load-profile.ts";
import { simulateTiered } from "../testing/simulate-tiered.ts";
import type { TieredPlatform } from "../testing/tiered-platform.ts";
import type { SimulatedIncident } from "./platform-dynamics.ts";

const constant = (mean: number): TimeLaw => ({ law: "constant", mean });
const exponential = (mean: number): TimeLaw => ({ law: "exponential", mean });

/** Work in the API and the database for a given time each. */
const platform = (
  api: number | TimeLaw,
  database: number | TimeLaw,
  more: Partial<TieredPlatform> = {},
): TieredPlatform => ({
  endpoints: [
    {
      name: "one",
      weight: 1,
      kind: "read",
      apiTime: typeof api === "number" ? constant(api) : api,
      databaseTime: typeof database === "number" ? constant(database) : database,
    },
  ],
  thinkTime: exponential(1),
  api: { discipline: "fifo", servers: 10 },
  pool: null,
  database: { discipline: "delay", servers: 1 },
  ...more,
});

/** Requests at given times, for 20 s. */
const traced = (arrivalTimes: readonly number[]): SimulationRun => ({
  seed: 1,
  load: { arrivalTimes },
  until: { time: 20 },
  bucket: 1,
});

describe("autoscaling", () => {
  const scaled = (autoscale: Partial<TieredPlatform["api"]["autoscale"] & object>) =>
    platform(0.1, 0.1, {
      api: {
        discipline: "fifo",
        servers: 10,
        autoscale: { measure: "users", above: 10, most: 4, delay: 5, every: 1, ...autoscale },
      },
    });

  it("adds replicas by users, after its delay and with its cool-down, up to the most", () => {
    // 25 users from 0.5 s on: looks at 1 (25/1), 4 (25/2 = 12.5, after the cool-down of 3 s): two
    // are added, serving from 6 and 9 s on; 25/3 is not above 10.
    const users = {
      points: [
        { time: 0, value: 5 },
        { time: 0.5, value: 5 },
        { time: 0.5, value: 25 },
      ],
    };
    const run: SimulationRun = { seed: 1, load: { users }, until: { time: 20 }, bucket: 1 };
    const { series, replicas } = simulateTiered(scaled({ coolDown: 3 }), run);
    const expected = Array.from({ length: 20 }, (_, i) => (i < 6 ? 1 : i < 9 ? 2 : 3));
    for (const [i, bucket] of series.entries()) {
      expect(bucket.replicas).toBeCloseTo(expected[i] ?? 0, 9);
    }
    expect(replicas).toBeCloseTo((6 + 3 * 2 + 11 * 3) / 20, 12);
    const most = simulateTiered(scaled({ most: 2, step: 5 }), run);
    expect(most.series.at(-1)?.replicas).toBe(2);
  });

  it("takes replicas away below the lower threshold, down to the fewest", () => {
    const run: SimulationRun = {
      seed: 1,
      load: { users: rampLoad(30, 1, 2, 10) },
      until: { time: 60 },
      bucket: 1,
    };
    const { series, total } = simulateTiered(scaled({ below: 4, least: 1 }), run);
    expect(Math.max(...series.map(({ replicas }) => replicas ?? 0))).toBe(3);
    expect(series.at(-1)?.replicas).toBe(1);
    expect(total.errorRate.value).toBe(0);
  });

  it("follows utilization and brings each replica's own pool", () => {
    // 12 requests a second of 1 s each: 12 of 10 workers are wanted, 0.6 of 20 once there are two
    // and what piled up before is worked off, in much less than the cool-down.
    const busy = platform(0, exponential(1), {
      pool: { size: 10, per: "replica" },
      api: {
        discipline: "fifo",
        servers: 10,
        autoscale: {
          measure: "utilization",
          above: 0.9,
          most: 3,
          delay: 10,
          every: 5,
          coolDown: 60,
        },
      },
    });
    const result = simulateTiered(busy, {
      seed: 2,
      load: { arrivalRate: 12 },
      until: { time: 600 },
      warmUp: 300,
    });
    expect(result.replicas).toBeCloseTo(2, 9);
    expect(result.total.throughput.value).toBeGreaterThan(11);
    const pools = result.stations.filter(({ name }) => name.startsWith("pool"));
    expect(pools.map(({ name }) => name)).toEqual(["pool 1", "pool 2", "pool 3"]);
    expect(pools[1]?.throughput).toBeGreaterThan(5);
    expect(pools[2]?.throughput).toBe(0);
  });

  it("changes nothing while its threshold is not reached", () => {
    const run: SimulationRun = { seed: 1, load: { users: 9 }, until: { time: 50 }, warmUp: 0 };
    const { autoscale: _, ...api } = scaled({}).api;
    const { replicas, stations, ...rest } = simulateTiered(scaled({}), run);
    const { stations: plain, ...without } = simulateTiered({ ...scaled({}), api }, run);
    expect(replicas).toBeCloseTo(1, 9);
    expect(rest).toEqual(without);
    // The looks cut the integrals over time into more parts, which rounds otherwise.
    expect(stations[0]?.inService).toBeCloseTo(plain[0]?.inService ?? 0, 9);
  });
});

describe("a replica that breaks down", () => {
  const down = (incident: Partial<SimulatedIncident>) =>
    ({ kind: "apiDown", replica: 1, from: 5, to: 10, ...incident }) as SimulatedIncident;
  const two = (work: "lost" | "rerouted", more: Partial<TieredPlatform> = {}) =>
    platform(2, 2, {
      api: { discipline: "fifo", servers: 1, replicas: 2 },
      incidents: [down({ work })],
      ...more,
    });

  it("loses what it has, and the others serve the rest until it is back", () => {
    // At 4 s one to each replica, at 4.5 one waits for the first. At 5 both of the first are
    // lost; at 6 one comes and waits for the second until 8, is answered at 12; at 11 one goes
    // to the first again and is answered at 15.
    const result = simulateTiered(two("lost"), traced([4, 4, 4.5, 6, 11]));
    expect(result.total.failures.unavailable).toBe(2);
    expect(result.total.goodput.value * 20).toBeCloseTo(3, 9);
    expect(result.total.responseTime?.value).toBeCloseTo((4 + 6 + 4) / 3, 9);
    expect(result.series.map(({ replicas }) => replicas)).toEqual(
      Array.from({ length: 20 }, (_, i) => (i >= 5 && i < 10 ? 1 : 2)),
    );
  });

  it("sends what it had to the others, where it begins anew", () => {
    // Both go to the second replica at 5: served there from 8 and 12 on, after 12 and 11.5 s.
    const result = simulateTiered(two("rerouted"), traced([4, 4, 4.5]));
    expect(result.total.failures.unavailable).toBe(0);
    expect(result.total.responseTime?.value).toBeCloseTo((4 + 8 + 11.5) / 3, 9);
  });

  it("lets the database work on for nobody", () => {
    // At 1 s one request; in the database from 3 to 5, down at 4: its core is held until 5.
    const one = two("lost", {
      api: { discipline: "fifo", servers: 1 },
      pool: { size: 1 },
      database: { discipline: "ps", servers: 1 },
      incidents: [down({ from: 4, to: 6 })],
    });
    const result = simulateTiered(one, traced([1, 4.5]));
    // The one at 4.5 finds nobody who serves.
    expect(result.total.failures.unavailable).toBe(2);
    const busy = result.stations.map(({ inService }) => inService * 20);
    expect(busy[0]).toBeCloseTo(3, 9);
    expect(busy[1]).toBeCloseTo(2, 9);
    expect(busy[2]).toBeCloseTo(2, 9);
  });

  it("loses or reroutes the queries of a read replica, while the API works on", () => {
    for (const discipline of ["fifo", "ps", "delay"] as const) {
      const readers = (work: "lost" | "rerouted") =>
        platform(0, 4, {
          api: { discipline: "delay", servers: 1 },
          pool: { size: 1 },
          database: { discipline, servers: 1, readReplicas: 2 },
          incidents: [down({ kind: "readReplicaDown", work })],
        });
      // Readers 1, 2, 1 at 2, 2 and 3 s: at 5 the first loses one at work and one that waits.
      const lost = simulateTiered(readers("lost"), traced([2, 2, 3]));
      expect(lost.total.failures.unavailable).toBe(2);
      expect(lost.total.responseTime?.value).toBeCloseTo(4, 9);
      // Sent on to the second, one after the other from 6 and 10 on: 8 and 11 s in all.
      const rerouted = simulateTiered(readers("rerouted"), traced([2, 2, 3]));
      expect(rerouted.total.goodput.value * 20).toBeCloseTo(3, 9);
      expect(rerouted.total.responseTime?.value).toBeCloseTo((4 + 8 + 11) / 3, 9);
    }
  });

  it.each([
    ["fifo", "lost"],
    ["ps", "rerouted"],
    ["delay", "lost"],
  ] as const)("keeps its books under load: %s, %s", (discipline, work) => {
    // Little's law for the whole of the run, with time-outs, retries, pools and slowdown: by so
    // little overload, which counts all that are present, that retries do not keep it up.
    const law = { contention: 0.01, overloadContention: 0.001 };
    const slowdown = discipline === "delay" ? {} : { slowdown: law };
    const busy: TieredPlatform = {
      ...platform(exponential(0.02), exponential(0.1)),
      api: { discipline, servers: 20, replicas: 3, ...slowdown },
      pool: { size: 5, per: "replica", acquireTimeOut: 0.5 },
      database: { discipline, servers: 6, readReplicas: 2, shards: 2, ...slowdown },
      clients: { timeOut: 1, retry: { attempts: 3, backOff: 0.1 } },
      incidents: [0, 1, 2].flatMap((i) => [
        down({ replica: i + 1, from: 10 + 7 * i, to: 20 + 9 * i, work }),
        down({ kind: "readReplicaDown", replica: i + 1, from: 12 + 6 * i, to: 40, work }),
      ]),
    };
    const run: SimulationRun = { seed: 4, load: { users: 120 }, until: { time: 140 }, warmUp: 60 };
    const result = simulateTiered(busy, { ...run, warmUp: 0 });
    if (work === "lost") expect(result.total.failures.unavailable).toBeGreaterThan(0);
    else expect(result.total.failures.unavailable).toBe(0);
    for (const { inService, servers } of result.stations) {
      if (discipline === "fifo") expect(inService).toBeLessThanOrEqual(servers + 1e-9);
    }
    // Once all is up again, nothing is left behind: the figures are those of a platform that
    // has never been down, within what chance does in 80 s.
    const after = simulateTiered(busy, run);
    const never = simulateTiered({ ...busy, incidents: [] }, run);
    expect(after.users).toBeCloseTo(120, 9);
    const ratio = after.total.goodput.value / never.total.goodput.value;
    expect(Math.abs(ratio - 1)).toBeLessThan(0.1);
    for (const [i, { inService }] of after.stations.entries()) {
      const other = never.stations[i]?.inService ?? 0;
      expect(Math.abs(inService - other)).toBeLessThan(0.15 * other + 0.5);
    }
  });

  it.each(["fifo", "ps"] as const)("gives back what its queries held: %s", (discipline) => {
    const busy = platform(exponential(0.02), exponential(0.5), {
      thinkTime: exponential(0.3),
      api: { discipline: "fifo", servers: 8, replicas: 2 },
      pool: { size: 4 },
      database: { discipline, servers: 3, readReplicas: 2 },
      incidents: [down({}), down({ kind: "readReplicaDown", from: 7 })],
    });
    const users = {
      points: [
        { time: 0, value: 60 },
        { time: 35, value: 60 },
        { time: 35, value: 0 },
      ],
    };
    const run: SimulationRun = { seed: 1, load: { users }, until: { time: 300 }, warmUp: 250 };
    const { stations } = simulateTiered(busy, run);
    expect(stations.map(({ inService, waiting }) => [inService, waiting])).toEqual(
      stations.map(() => [0, 0]),
    );
  });

  it("moves nothing before it happens", () => {
    const run: SimulationRun = { seed: 1, load: { users: 50 }, until: { time: 30 }, bucket: 1 };
    const broken = simulateTiered(
      two("lost", { incidents: [down({ from: 15, to: 20 })] }),
      run,
    ).series;
    const whole = simulateTiered(two("lost", { incidents: [] }), run).series;
    for (const [i, bucket] of whole.slice(0, 15).entries()) expect(broken[i]).toMatchObject(bucket);
    expect(broken[16]).not.toMatchObject(whole[16] ?? {});
  });

  it("must make sense", () => {
    const run = traced([1]);
    const tell = (incident: SimulatedIncident) => () =>
      simulateTiered(platform(1, 1, { incidents: [incident] }), run);
    expect(tell(down({ replica: 2 }))).toThrow(/^incidents\[0\]\.replica must be at most 1/);
    expect(tell(down({ kind: "readReplicaDown" }))).toThrow(/^incidents\[0\]\.replica/);
    expect(tell(down({ to: 5 }))).toThrow(/^incidents\[0\]\.to must be after 5 s/);
    expect(tell({ kind: "cacheLost", at: 1 })).toThrow(/^incidents\[0\]\.endpoint must have/);
  });
});
