import { describe, expect, it } from "vitest";
import { mmc } from "../../textbook/open/mmc.ts";
import type { SimulationRun } from "../engine/simulation-run.ts";
import { oneEndpoint } from "../testing/one-endpoint.ts";
import { simulateTiered } from "../testing/simulate-tiered.ts";

const run: SimulationRun = { seed: 1, load: { arrivalTimes: [0, 0.5] }, until: { time: 20 } };

/** The figure lies within two half-widths, 4.5 standard errors of ten replications. */
function expectNear(
  figure: { value: number; high: number | null } | null,
  theory: number,
  precision: number,
): void {
  const halfWidth = (figure?.high ?? Number.NaN) - (figure?.value ?? Number.NaN);
  expect(halfWidth).toBeLessThan(precision);
  expect(Math.abs((figure?.value ?? Number.NaN) - theory)).toBeLessThanOrEqual(2 * halfWidth);
}

describe("shards", () => {
  const work = { law: "exponential" as const, mean: 1 };
  const open: SimulationRun = {
    seed: 1,
    load: { arrivalRate: 1.8 },
    until: { time: 20_000 },
    warmUp: 2000,
    replications: 10,
  };

  it("are as many stations, each with its share of the requests", () => {
    // Arrivals split by chance are Poisson's again: three M/M/1.
    const theory = mmc({ arrivalRate: 0.6, serviceTime: 1, servers: 1 });
    const platform = oneEndpoint(work, { database: { discipline: "fifo", servers: 1, shards: 3 } });
    const { total, stations } = simulateTiered(platform, open);
    expectNear(total.responseTime, theory.responseTime, 0.1);
    expect(stations.map(({ name }) => name)).toEqual(["database 1", "database 2", "database 3"]);
    for (const { throughput } of stations) expect(Math.abs(throughput - 0.6)).toBeLessThan(0.02);
  });

  it("have a primary and read replicas each, with pools of their own", () => {
    const platform = oneEndpoint(
      work,
      {
        pool: { size: 50 },
        database: { discipline: "fifo", servers: 5, shards: 2, readReplicas: 2 },
      },
      { kind: "read" },
    );
    const { stations } = simulateTiered(platform, { ...open, replications: 1 });
    const busy = stations.map(({ throughput }) => Math.round(throughput * 100) / 100);
    expect(stations).toHaveLength(12);
    for (const [i, rate] of busy.entries()) {
      if (i % 3 === 0) expect(rate).toBe(0);
      else expect(Math.abs(rate - 1.8 / 4)).toBeLessThan(0.05);
    }
  });

  it("move no other luck", () => {
    const short = { ...open, until: { time: 500 }, warmUp: 0, replications: 1 };
    const sharded = oneEndpoint(work, { database: { discipline: "delay", servers: 1, shards: 4 } });
    expect(simulateTiered(sharded, short)).toEqual(simulateTiered(oneEndpoint(work), short));
  });
});

describe("a connection", () => {
  it.each([
    // One connection, two visits of 1 s. Each its own: first request at 0–1 and 2–3, second at
    // 1–2 and 3–4. Kept: first at 0–2, second at 2–4.
    ["visit", 3],
    ["request", 2],
  ] as const)("is held for a %s", (held, first) => {
    const platform = oneEndpoint(1, { pool: { size: 1, held } }, { visits: 2 });
    const { total } = simulateTiered(platform, run);
    expect(total.responseTime?.value).toBeCloseTo((first + 3.5) / 2, 9);
  });
});

describe("deadlocks", () => {
  const deadlock = { share: 0.3, retries: 3, backOff: 0.5 };
  const open: SimulationRun = {
    seed: 1,
    load: { arrivalRate: 20 },
    until: { time: 1000 },
    warmUp: 10,
    replications: 10,
  };

  it("are tried again inside the request with back-off, and fail it after the last", () => {
    // Work of 1 s for each try, pauses of 0.5, 1 and 2 s: after k failures 1, 2.5, 4.5 and 7.5 s.
    const chances = [0, 1, 2, 3].map((k) => 0.3 ** k * 0.7);
    const answered = chances.reduce((sum, chance) => sum + chance);
    const times = [1, 2.5, 4.5, 7.5];
    const mean = chances.reduce((sum, chance, k) => sum + chance * (times[k] ?? 0), 0) / answered;
    const { total } = simulateTiered(oneEndpoint(1, {}, { deadlock }), open);
    expectNear(total.errorRate, 0.3 ** 4, 0.001);
    expectNear(total.responseTime, mean, 0.02);
    expect(total.failures.deadlock).toBeGreaterThan(0);
  });

  it("hold the worker and no connection in the pauses", () => {
    // The first commit fails for certain and the second, too: work at 0–1 and 3–4, then an error.
    const platform = oneEndpoint(
      1,
      { api: { discipline: "fifo", servers: 1 }, pool: { size: 1 } },
      { deadlock: { share: 1, retries: 1, backOff: 2 } },
    );
    const { total, stations } = simulateTiered(platform, { ...run, load: { arrivalTimes: [0] } });
    expect(total.failures.deadlock).toBe(1);
    const held = stations.map(({ inService }) => inService * 20);
    expect(held[0]).toBeCloseTo(4, 9);
    expect(held[1]).toBeCloseTo(2, 9);
  });

  it("can be tried again by the client like any failure", () => {
    const clients = { retry: { attempts: 2, backOff: 1, causes: ["deadlock" as const] } };
    const platform = oneEndpoint(
      1,
      { clients },
      { deadlock: { share: 1, retries: 0, backOff: 0 } },
    );
    const { total } = simulateTiered(platform, { ...run, load: { arrivalTimes: [0] } });
    expect(total.failures.deadlock).toBe(2);
  });

  it("move no other luck", () => {
    const short = { ...open, until: { time: 100 }, replications: 1 };
    const law = { law: "exponential" as const, mean: 1 };
    const never = simulateTiered(
      oneEndpoint(law, {}, { deadlock: { ...deadlock, share: 0 } }),
      short,
    );
    const { failures, ...rest } = never.total;
    const { failures: plain, ...without } = simulateTiered(oneEndpoint(law), short).total;
    expect(rest).toEqual(without);
    expect(failures).toEqual({ ...plain, deadlock: 0 });
  });

  it.each([
    ["share", { share: 2 }],
    ["retries", { retries: 256 }],
    ["factor", { factor: 1e9 }],
  ])("must make sense: %s", (name, change) => {
    const platform = oneEndpoint(1, {}, { deadlock: { ...deadlock, ...change } });
    expect(() => simulateTiered(platform, run)).toThrow(`one.deadlock.${name} must`);
  });
});
