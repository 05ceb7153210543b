import { describe, expect, it } from "vitest";
import { birthDeathOfSteps } from "../textbook/birth-death.ts";
import { mmc } from "../textbook/open/mmc.ts";
import { mmcTimeout } from "../textbook/open/mmc-timeout.ts";
import { mmck } from "../textbook/open/mmck.ts";
import type { SimulationRun } from "./engine/simulation-run.ts";
import type { TimeLaw } from "./engine/time-law.ts";
import { simulateTiered } from "./testing/simulate-tiered.ts";
import type { TieredPlatform } from "./testing/tiered-platform.ts";

/** One station behind nothing. */
function station(servers: number, work: TimeLaw, thinkTime: number, more = {}): TieredPlatform {
  return {
    endpoints: [
      {
        name: "all",
        weight: 1,
        kind: "read",
        apiTime: { law: "constant", mean: 0 },
        databaseTime: work,
      },
    ],
    thinkTime: { law: "exponential", mean: thinkTime },
    api: { discipline: "delay", servers: 1 },
    pool: null,
    database: { discipline: "fifo", servers },
    ...more,
  };
}

/**
 * Throughput and mean response time of N users with think time Z at a station that completes
 * rate(k) requests per second with k present: births (N − k)/Z, deaths rate(k).
 */
function closedTheory(N: number, Z: number, rate: (k: number) => number) {
  const states = birthDeathOfSteps((k) => (N - k + 1) / (Z * rate(k)), N);
  let throughput = 0;
  let present = 0;
  for (const [k, p] of states.entries()) {
    if (k > 0) throughput += p * rate(k);
    present += p * k;
  }
  return { throughput, responseTime: present / throughput };
}

/** The think time at which the servers are busy for a share of the time. */
function thinkTimeFor(utilization: number, N: number, c: number): number {
  let low = 1e-3;
  let high = 1e4;
  for (let i = 0; i < 60; i++) {
    const middle = Math.sqrt(low * high);
    const { throughput } = closedTheory(N, middle, (k) => Math.min(k, c));
    if (throughput / c > utilization) low = middle;
    else high = middle;
  }
  return low;
}

const inside = (figure: { low: number | null; high: number | null } | null, theory: number) =>
  figure?.low !== null &&
  figure?.low !== undefined &&
  figure.high !== null &&
  figure.low <= theory &&
  theory <= figure.high;

describe("the simulator against exact theory", () => {
  it("has M/M/c//N inside its 95 % interval in 93-97 % of 1,000 cells up to 95 % utilization", () => {
    // Ten replications of 1,000 requests each, a quarter of them cut; the seed is the cell's number.
    let throughputs = 0;
    let responseTimes = 0;
    for (let cell = 0; cell < 1000; cell++) {
      const utilization = 0.2 + (0.75 * (cell % 20)) / 19;
      const c = 1 + (cell % 7);
      const N = c + 1 + (cell % 41);
      const Z = thinkTimeFor(utilization, N, c);
      const theory = closedTheory(N, Z, (k) => Math.min(k, c));
      const time = 1000 / theory.throughput;
      const { total } = simulateTiered(station(c, { law: "exponential", mean: 1 }, Z), {
        seed: cell,
        load: { users: N },
        until: { time },
        warmUp: time / 4,
        replications: 10,
      });
      if (inside(total.throughput, theory.throughput)) throughputs++;
      if (inside(total.responseTime, theory.responseTime)) responseTimes++;
    }
    expect(throughputs / 1000).toBeGreaterThanOrEqual(0.93);
    expect(throughputs / 1000).toBeLessThanOrEqual(0.97);
    expect(responseTimes / 1000).toBeGreaterThanOrEqual(0.93);
    expect(responseTimes / 1000).toBeLessThanOrEqual(0.97);
    // 30 million events: some 8 s, more where the machine is shared.
  });

  // Ten replications: the interval's half-width is 2.26 standard errors of the mean (Student,
  // 9 degrees of freedom); twice that is left by one right simulation in 700.
  const nearTheory = (
    figure: { value: number; high: number | null } | null,
    theory: number,
  ): void => {
    const halfWidth = (figure?.high ?? Number.NaN) - (figure?.value ?? Number.NaN);
    expect(halfWidth / theory).toBeLessThan(0.05);
    expect(Math.abs((figure?.value ?? Number.NaN) - theory)).toBeLessThanOrEqual(2 * halfWidth);
  };
  const run = (load: SimulationRun["load"], time: number): SimulationRun => ({
    seed: 1,
    load,
    until: { time },
    warmUp: time / 5,
    replications: 10,
  });

  const laws: readonly TimeLaw[] = [
    { law: "constant", mean: 1 },
    { law: "exponential", mean: 1 },
    { law: "uniform", low: 0, high: 2 },
    { law: "erlang", mean: 1, stages: 3 },
    { law: "lognormal", mean: 1, variation: 1.5 },
    { law: "gamma", mean: 1, variation: 2 },
    { law: "hyperexponential", mean: 1, variation: 2 },
    { law: "empirical", values: [0.1, 0.4, 0.5, 3] },
  ];
  it.each(laws)("finds processor sharing insensitive to the law of work: $law", (law) => {
    // M/M/c//N's mean holds for every law under processor sharing (Baskett, Chandy, Muntz &
    // Palacios, J. ACM 22, 1975).
    const theory = closedTheory(30, 10, (k) => Math.min(k, 2));
    const ps = station(2, law, 10, { database: { discipline: "ps", servers: 2 } });
    const { total } = simulateTiered(ps, run({ users: 30 }, 6000));
    nearTheory(total.throughput, theory.throughput);
    nearTheory(total.responseTime, theory.responseTime);
  });

  it.each([0.6, 1.35, 4.5])(
    "serves as much as %s servers where all who are there share them",
    (c) => {
      const theory = closedTheory(30, 20 / c, (k) => Math.min(k, c));
      const shared = station(c, { law: "exponential", mean: 1 }, 20 / c, {
        database: { discipline: "ps", servers: c },
      });
      const { total } = simulateTiered(shared, run({ users: 30 }, 6000));
      nearTheory(total.throughput, theory.throughput);
      nearTheory(total.responseTime, theory.responseTime);
    },
  );

  it("gives a pool of c around a delay the figures of M/M/c//N", () => {
    const theory = closedTheory(40, 8, (k) => Math.min(k, 4));
    const pool = station(1, { law: "exponential", mean: 1 }, 8, {
      pool: { size: 4 },
      database: { discipline: "delay", servers: 1 },
    });
    const { total } = simulateTiered(pool, run({ users: 40 }, 5000));
    nearTheory(total.throughput, theory.throughput);
    nearTheory(total.responseTime, theory.responseTime);
  });

  it.each(["fifo", "ps"] as const)(
    "follows the laws of contention and overload: %s",
    (discipline) => {
      // A pool around shared cores: m at work of k present, c = 8 connections, 4 cores.
      const cores = discipline === "ps" ? 4 : 8;
      const rate = (k: number) => {
        const m = Math.min(k, 8);
        const others = k - 1;
        return (
          Math.min(m, cores) /
          ((1 + 0.05 * (m - 1) + 0.002 * m * (m - 1)) * (1 + 0.01 * others + 0.0005 * others * k))
        );
      };
      const theory = closedTheory(40, 12, rate);
      const platform = station(1, { law: "exponential", mean: 1 }, 12, {
        pool: { size: 8 },
        database: {
          discipline,
          servers: cores,
          slowdown: {
            contention: 0.05,
            coherency: 0.002,
            overloadContention: 0.01,
            overloadCoherency: 0.0005,
          },
        },
      });
      const { total } = simulateTiered(platform, run({ users: 40 }, 8000));
      nearTheory(total.throughput, theory.throughput);
      nearTheory(total.responseTime, theory.responseTime);
    },
  );

  it("gives an open M/M/3 Erlang's waiting time", () => {
    const theory = mmc({ arrivalRate: 2.4, serviceTime: 1, servers: 3 });
    const { total, stations } = simulateTiered(
      station(3, { law: "exponential", mean: 1 }, 0),
      run({ arrivalRate: 2.4 }, 20_000),
    );
    nearTheory(total.responseTime, theory.responseTime);
    expect(Math.abs((stations[0]?.utilization ?? 0) - 0.8)).toBeLessThan(0.01);
  });

  it("refuses what finds the platform full as often as M/M/c/K", () => {
    const full = station(2, { law: "exponential", mean: 1 }, 0, { requestLimit: 5 });
    const theory = mmck({ arrivalRate: 2.4, serviceTime: 1, servers: 2, capacity: 5 });
    const { total } = simulateTiered(full, run({ arrivalRate: 2.4 }, 40_000));
    const halfWidth = (total.errorRate.high ?? 0) - total.errorRate.value;
    expect(halfWidth).toBeLessThan(0.01);
    expect(Math.abs(total.errorRate.value - theory.probabilityOfLoss)).toBeLessThan(2 * halfWidth);
    nearTheory(total.responseTime, theory.responseTime);
  });

  it("refuses connections as often as M/M/c with a time-out in the line", () => {
    const theory = mmcTimeout({ arrivalRate: 3.6, serviceTime: 1, servers: 4, timeout: 1.5 });
    const platform = station(1, { law: "exponential", mean: 1 }, 0, {
      pool: { size: 4, acquireTimeOut: 1.5 },
      database: { discipline: "delay", servers: 1 },
    });
    const { total } = simulateTiered(platform, run({ arrivalRate: 3.6 }, 20_000));
    const halfWidth = (total.errorRate.high ?? 0) - total.errorRate.value;
    expect(halfWidth).toBeLessThan(0.01);
    expect(Math.abs(total.errorRate.value - theory.probabilityOfAbandonment)).toBeLessThan(
      2 * halfWidth,
    );
  });
});
