import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mmc } from "../../textbook/open/mmc.ts";
import { mmcTimeout } from "../../textbook/open/mmc-timeout.ts";
import { mmck } from "../../textbook/open/mmck.ts";
import type { Platform } from "../platform.ts";
import { type PlainOptions, plainPlatform } from "../testing/plain-platform.ts";
import { solveOpen } from "./solve-open.ts";

const near = (actual: number, expected: number, relative = 1e-8) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));

/** A pool of c around work of 1 s that nothing else limits. */
function places(c: number, options: PlainOptions = {}): Platform {
  const plain = plainPlatform({ databaseTime: 1, cores: 999, poolSize: c, ...options });
  return { ...plain, stations: plain.stations.filter(({ role }) => role === "database") };
}

describe("solveOpen", () => {
  it("is M/M/c for a pool around work of CV 1", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (servers, utilization) => {
          const arrivalRate = utilization * servers;
          const own = solveOpen(places(servers), arrivalRate, "all");
          const classical = mmc({ arrivalRate, serviceTime: 1, servers });
          near(own.throughput, arrivalRate);
          near(own.responseTime, classical.responseTime);
          near(own.pools[0]?.utilization ?? 0, utilization);
          near(own.times.all.mean, own.responseTime);
        },
      ),
      { seed: 5, numRuns: 25 },
    );
  });

  it("has the percentiles of M/M/1, which are exponential", () => {
    // R of M/M/1 is exponential with mean 1/(1 - 0.8) = 5: P50 = 5·ln 2, P99 = 5·ln 100. The work
    // is taken as lognormal of CV 1, not exponential, which is what is left.
    const { all } = solveOpen(places(1), 0.8).times;
    near(all.p50, 5 * Math.log(2), 0.03);
    near(all.p90, 5 * Math.log(10), 0.02);
    near(all.p95, 5 * Math.log(20), 0.02);
    near(all.p99, 5 * Math.log(100), 0.02);
  });

  it.each([0, 0.5, 1, 2])("has the mean of Pollaczek and Khinchine for CV %d", (variation) => {
    const own = solveOpen(places(1, { variation }), 0.8, "all");
    near(own.responseTime, 1 + 2 * (1 + variation ** 2), 1e-6);
  });

  it("refuses what M/M/c/K refuses and serves the others as fast, overload included", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 30 }),
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        (servers, line, load) => {
          const arrivalRate = load * servers;
          const requestLimit = servers + line;
          const own = solveOpen({ ...places(servers), requestLimit }, arrivalRate, "all");
          const exact = mmck({ arrivalRate, serviceTime: 1, servers, capacity: requestLimit });
          near(own.throughput, exact.throughput);
          near(own.responseTime, exact.responseTime);
          expect(own.fullShare).toBeCloseTo(exact.probabilityOfLoss, 9);
          expect(own.errorRate).toBeCloseTo(exact.probabilityOfLoss, 9);
        },
      ),
      { seed: 8, numRuns: 40 },
    );
  });

  it("loses what M/M/c+D loses and serves the others as fast, overload included", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        fc.double({ min: 0.05, max: 4, noNaN: true }),
        (servers, load, timeout) => {
          const arrivalRate = load * servers;
          const plain = places(servers);
          const pools = plain.pools.map((pool) => ({ ...pool, acquireTimeOut: timeout }));
          const own = solveOpen({ ...plain, pools }, arrivalRate, "all");
          const exact = mmcTimeout({ arrivalRate, serviceTime: 1, servers, timeout });
          near(own.throughput, exact.throughput, 1e-6);
          near(own.responseTime, exact.responseTime, 1e-6);
          expect(own.acquireTimeOutShare).toBeCloseTo(exact.probabilityOfAbandonment, 7);
        },
      ),
      { seed: 6, numRuns: 25 },
    );
  });

  it("counts delays outside the pool into the response time and nothing else", () => {
    const [inner, whole] = [places(3), plainPlatform({ databaseTime: 1, cores: 999, poolSize: 3 })];
    const [a, b] = [solveOpen(inner, 2, "all"), solveOpen(whole, 2, "all")];
    near(b.responseTime, a.responseTime + 0.01);
    near(b.pools[0]?.waiting ?? 0, a.pools[0]?.waiting ?? 1);
  });

  it("refuses what a rate limit refuses, whatever comes", () => {
    const own = solveOpen({ ...places(2), rateLimit: 1 }, 4, "all");
    near(own.throughput, 1);
    near(own.refusedShare, 0.75);
    // A drained bucket lets in evenly: less than after chance arrivals, and the service at least.
    const byChance = mmc({ arrivalRate: 1, serviceTime: 1, servers: 2 }).responseTime;
    expect(own.responseTime).toBeLessThan(byChance);
    expect(own.responseTime).toBeGreaterThan(1);
  });

  it("has no answer at or beyond capacity, nor where overload brings the collapse", () => {
    for (const rate of [2, 2.5]) {
      expect(() => solveOpen(places(2), rate)).toThrow(
        /^arrivalRate must be below the capacity of 2/,
      );
    }
    const overloaded = places(2, { queue: { overloadContention: 0.05 } });
    expect(solveOpen(overloaded, 0.3, "all").throughput).toBeCloseTo(0.3, 6);
    expect(() => solveOpen(overloaded, 1.8)).toThrow(/^arrivalRate must be below/);
  });

  it.each([0, -1, Number.NaN])("rejects an arrival rate of %d", (rate) => {
    expect(() => solveOpen(places(2), rate)).toThrow(/^arrivalRate must be/);
  });
});
