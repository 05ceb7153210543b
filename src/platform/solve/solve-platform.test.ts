import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantile } from "../../stats/quantile.ts";
import { closedNetwork } from "../../textbook/closed/closed-network.ts";
import { mmcn } from "../../textbook/closed/mmcn.ts";
import { pool } from "../../textbook/closed/pool.ts";
import { changePlatform } from "../levers/change/change-platform.ts";
import type { Platform, PlatformSolution } from "../platform.ts";
import { plainPlatform } from "../testing/plain-platform.ts";
import { simulatedFacts } from "../testing/simulated-facts.ts";
import { leversOfChange, platformOfSystem } from "../testing/simulated-system.ts";
import { solvePlatform } from "./solve-platform.ts";

const solve = (platform: Platform, users: number) =>
  solvePlatform(platform, [users])[0] as PlatformSolution;

const near = (actual: number, expected: number, relative = 1e-9) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));

const seconds = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** A platform without an API delay: the classical models have none. */
function bare(platform: Platform): Platform {
  return { ...platform, stations: platform.stations.filter(({ role }) => role === "database") };
}

describe("solvePlatform in product form (CV = 1)", () => {
  it("is M/M/c//N for a pool around a database with cores to spare", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        seconds(0.01, 0.5),
        seconds(0.1, 5),
        fc.integer({ min: 1, max: 300 }),
        (poolSize, databaseTime, thinkTime, N) => {
          const platform = plainPlatform({ poolSize, databaseTime, thinkTime, cores: 64 });
          const classical = mmcn({ servers: poolSize, serviceTime: databaseTime, thinkTime }, N);
          const own = solve(bare(platform), N);
          near(own.throughput, classical.throughput);
          near(own.responseTime, classical.responseTime);
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  it("agrees with the exact network of API and shared cores where the pool never fills", () => {
    const [thinkTime, N] = [0.5, 40];
    const own = solve(plainPlatform({ thinkTime, poolSize: 100 }), N);
    const exact = closedNetwork(
      {
        thinkTime,
        stations: [
          { kind: "delay", serviceTime: 0.01 },
          { kind: "queue", serviceTime: 0.05, servers: 4 },
        ],
      },
      N,
    );
    near(own.throughput, exact.throughput);
    near(own.responseTime, exact.responseTime);
    near(own.stations[1]?.queueLength ?? 0, exact.stations[1]?.queueLength ?? 0);
    expect(own.bottleneck).toBe("database");
  });

  it("is the textbook's pool around cores that are short", () => {
    const own = solve(plainPlatform({ thinkTime: 0.2, poolSize: 8 }), 30);
    const textbook = pool(
      {
        thinkTime: 0.2,
        places: 8,
        inside: [{ kind: "queue", serviceTime: 0.05, servers: 4 }],
        outside: [{ kind: "delay", serviceTime: 0.01 }],
      },
      30,
    );
    near(own.throughput, textbook.throughput);
    near(own.responseTime, textbook.responseTime);
    near(own.pools[0]?.used ?? 0, textbook.placesUsed);
  });

  it("keeps its digits at 10,000 users", () => {
    const platform = plainPlatform({ poolSize: 20, cores: 64, thinkTime: 30 });
    // 20 places of 50 ms: 400 requests a second, R = 10000/400 - 30 - 0.01 outside the API.
    const own = solve(platform, 15_000);
    near(own.throughput, 400);
    near(own.responseTime, 15_000 / 400 - 30);
  });
});

describe("solvePlatform", () => {
  it("obeys Little's law and the utilization law where the database is shared", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 16 }),
        fc.integer({ min: 1, max: 80 }),
        seconds(0.2, 3),
        fc.integer({ min: 1, max: 250 }),
        (cores, poolSize, variation, N) => {
          const own = solve(plainPlatform({ cores, poolSize, variation }), N);
          near(own.throughput * (own.responseTime + 1), N, 1e-7);
          for (const { utilization } of [...own.stations, ...own.pools]) {
            expect(utilization).toBeLessThanOrEqual(1);
            expect(utilization).toBeGreaterThanOrEqual(0);
          }
          expect(own.responseTime).toBeGreaterThanOrEqual(0.06 * (1 - 1e-9));
        },
      ),
      { seed: 2, numRuns: 60 },
    );
  });

  it("is the same in milliseconds", () => {
    const scale = 1000;
    const seconds = plainPlatform({ variation: 1.5 });
    const base = plainPlatform({
      variation: 1.5,
      thinkTime: scale,
      apiTime: 0.01 * scale,
      databaseTime: 0.05 * scale,
    });
    near(solve(base, 120).responseTime, solve(seconds, 120).responseTime * scale);
  });

  it("waits longer for a pool whose holds vary more, and not for shared cores", () => {
    const inPool = (variation: number) =>
      solve(plainPlatform({ cores: 64, variation }), 190).responseTime;
    expect(inPool(2)).toBeGreaterThan(1.05 * inPool(1));
    expect(inPool(0.3)).toBeLessThan(0.98 * inPool(1));
    // Processor sharing is insensitive (BCMP): no term of variation at all.
    const shared = (variation: number) =>
      solve(plainPlatform({ poolSize: 400, variation }), 90).responseTime;
    near(shared(2), shared(1));
  });

  it("has the mean of Pollaczek and Khinchine for one server in order of arrival", () => {
    // Rarely coming users: λ = 0.8, S = 1. R = S + λS²(1 + CV²)/(2(1 − ρ)) = 1 + 2(1 + CV²).
    const platform = bare(plainPlatform({ databaseTime: 1, cores: 99, poolSize: 1 }));
    // 10,000 users are nearly that: one in line less who could come takes 1/N of the rate each.
    for (const variation of [0, 0.5, 1, 2]) {
      const stations = platform.stations.map((station) => ({
        ...station,
        work: station.work.map((work) => ({ ...work, variation })),
      }));
      const busy = solve({ ...platform, stations, thinkTime: 12_500 }, 10_000);
      near(busy.responseTime, 1 + 2 * (1 + variation ** 2), 0.01);
    }
  });

  it("refuses what the rate limit does not admit, by hand for two users", () => {
    // Z = S = 1, one server, limit 1/s: births 1, 1 and deaths 1, 1, so each state has 1/3.
    // Users send 2/3 + 1/3 = 1 a second, of which 1/3 is refused.
    const platform = bare(plainPlatform({ databaseTime: 1, cores: 1, poolSize: 1 }));
    const own = solve({ ...platform, rateLimit: 1 }, 2);
    near(own.throughput, 2 / 3);
    near(own.refusedShare, 1 / 3);
    near(own.responseTime, 1 / (2 / 3));
  });

  it("loses what waits too long as M/M/c+D does", () => {
    // Baccelli & Hébuterne 1981 with λ = 3, μ = 1, c = 3, τ = 0.5: P(lost) = 0.227848, for many
    // users who rarely come; 3000 of them are that within 0.3 %.
    const platform = bare(plainPlatform({ databaseTime: 1, cores: 99, poolSize: 3 }));
    const pools = platform.pools.map((one) => ({ ...one, acquireTimeOut: 0.5 }));
    const own = solve({ ...platform, pools, thinkTime: 1000 }, 3000);
    near(own.acquireTimeOutShare, 0.227848, 3e-3);
  });

  it("lets throughput fall past its peak only under overload", () => {
    const at = (overloadContention: number, N: number) =>
      solve(plainPlatform({ cores: 64, queue: { overloadContention } }), N).throughput;
    expect(at(0.001, 900)).toBeLessThan(0.9 * at(0.001, 260));
    expect(at(0, 900)).toBeGreaterThanOrEqual(at(0, 260));
  });

  // A second of thought and one at work, and nobody disturbs another.
  const free = (poolSize: number, maxConnections: number | null) =>
    plainPlatform({
      ...{ thinkTime: 1, apiTime: 0, databaseTime: 1, cores: 1000, poolSize },
      queue: { maxConnections },
    });

  it("counts connections that the model's database refuses as errors: Engset's loss, worked by hand", () => {
    // Three users, two connections: see refuse-connections.test.ts, where a change wants them.
    const refused = solve(free(5, 2), 3);
    expect(refused.acquireTimeOutShare).toBeCloseTo(0.25, 5);
    expect(refused.throughput).toBeCloseTo(9 / 7, 5);
    expect(refused.responseTime).toBeCloseTo(1, 4);
    // A pool no larger than what is accepted waits.
    expect(solve(free(2, 2), 3).errorRate).toBe(0);
  });

  it("keeps clients of a pool that several replicas share waiting for what is accepted", () => {
    const shared = (poolSize: number, most: number | null) =>
      solve({ ...free(poolSize, most), apiReplicas: 3 }, 30);
    expect(shared(50, 10).errorRate).toBe(0);
    near(shared(50, 10).throughput, shared(10, null).throughput);
  });

  it("takes what a pool of each node encloses besides the database to all its nodes", () => {
    // The network of 10 ms is held with the connection, by reads on replicas too.
    const platform = plainPlatform({ cores: 64, queue: { readReplicas: 2 } });
    const pools = platform.pools.map((one) => ({ ...one, around: ["api", "database"] }));
    const own = solve({ ...platform, pools }, 1);
    near(own.responseTime, 0.06);
    const full = solve({ ...platform, pools }, 2000);
    near(full.throughput, 20 / 0.06, 0.02); // two replicas of 10; their lines are seldom empty
  });

  it("brings a pool with each API replica, where it is per replica", () => {
    const platform = plainPlatform({ cores: 64 });
    const perReplica = platform.pools.map((one) => ({ ...one, perReplica: true, perNode: false }));
    // As one pool of both, but for the moments in which one is empty while the other has a line.
    const own = solve({ ...platform, pools: perReplica, apiReplicas: 2 }, 300);
    const together = solve(plainPlatform({ cores: 64, poolSize: 20 }), 300);
    near(own.throughput, together.throughput, 3e-3);
    expect(own.responseTime).toBeGreaterThan(together.responseTime);
  });

  it.each([0, 2.5, Number.NaN])("rejects %s users", (N) => {
    expect(() => solvePlatform(plainPlatform(), [N])).toThrow(/^users must be/);
  });

  it("rejects circles of pools, unknown names and negative demands", () => {
    const platform = plainPlatform();
    const [own] = platform.pools;
    if (own === undefined) throw new Error("the plain platform has a pool");
    const pools = (around: readonly string[]) => [{ ...own, around }];
    expect(() => solve({ ...platform, pools: pools(["connections"]) }, 1)).toThrow(/themselves/);
    expect(() => solve({ ...platform, pools: pools(["cache"]) }, 1)).toThrow(/got cache/);
    expect(() => solve(plainPlatform({ databaseTime: -1 }), 1)).toThrow(/^demand of GET \/a/);
  });
});

describe.each(simulatedFacts)("solvePlatform told the truth where $name", ({ system, facts }) => {
  const errors = facts.map(({ change, users, throughput, response }) => {
    const platform = changePlatform(platformOfSystem(system), leversOfChange(system, change));
    const own = solve(platform, users);
    return {
      throughput: Math.abs(own.throughput / throughput - 1),
      mean: Math.abs(own.responseTime / response.mean - 1),
    };
  });
  const median = (list: readonly number[]) =>
    quantile(
      list.toSorted((a, b) => a - b),
      0.5,
    );

  // Bounds: the errors stated at solvePlatform and the runs' own half-widths.
  it("has the throughput within 0.2 % in the median and 0.7 % at worst", () => {
    expect(median(errors.map((e) => e.throughput))).toBeLessThan(0.002);
    for (const error of errors) expect(error.throughput).toBeLessThan(0.007);
  });

  it("has the mean within 1 % in the median and 4 % at worst", () => {
    expect(median(errors.map((e) => e.mean))).toBeLessThan(0.01);
    for (const error of errors) expect(error.mean).toBeLessThan(0.04);
  });
});
