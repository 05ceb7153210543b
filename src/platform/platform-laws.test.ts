import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closedNetwork } from "../textbook/closed/closed-network.ts";
import type { Platform } from "./platform.ts";
import { preparePlatform } from "./solve/prepare-platform.ts";
import { platformResponseTimes } from "./solve/response/platform-response-times.ts";
import { solvePrepared } from "./solve/solve-platform.ts";
import { plainPlatform } from "./testing/plain-platform.ts";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const seldom = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 3 });

/** Any platform of two endpoints, an API, a database and locks, one or two pools. */
const anyPlatform = fc
  .record({
    thinkTime: fc.oneof(between(0, 5), fc.constant(0), fc.constantFrom(1e-9, 1e-30, 1e5)),
    apiTime: between(1e-4, 0.1),
    databaseTime: between(1e-4, 0.3),
    variation: fc.tuple(between(0, 4), between(0, 4)),
    lockTime: seldom(between(1e-4, 0.02)),
    size: between(1, 60),
    workers: seldom(between(1, 300)),
    held: fc.constantFrom("request" as const, "visit" as const),
    visits: between(1, 12),
    queue: fc.record({
      servers: between(0.5, 40),
      contention: fc.oneof(fc.constant(0), between(0, 0.2)),
      coherency: fc.oneof(fc.constant(0), between(0, 0.01)),
      crowding: fc.oneof(fc.constant(0), between(0, 0.05)),
      overloadContention: fc.oneof(fc.constant(0), between(0, 0.02)),
      overloadCoherency: fc.oneof(fc.constant(0), between(0, 1e-5)),
      readReplicas: fc.integer({ min: 0, max: 3 }),
    }),
    apiReplicas: fc.integer({ min: 1, max: 3 }),
    cacheHits: fc.oneof(fc.constant(0), between(0, 0.9)),
  })
  .map((drawn): Platform => {
    const { apiTime, databaseTime, variation, lockTime, visits } = drawn;
    const plain = plainPlatform({ apiTime, databaseTime, queue: drawn.queue });
    const [one] = plain.endpoints;
    const [pool] = plain.pools;
    const [, database] = plain.stations;
    if (!one || !pool || !database || database.kind !== "queue") throw new Error("no plain one");
    const second = { name: "POST /b", weight: 0.5, kind: "write" as const };
    const locks = {
      ...database,
      name: "locks",
      role: "other" as const,
      discipline: "fifo" as const,
      servers: 1,
      readReplicas: 0,
      work: [{ endpoint: "POST /b", demand: lockTime ?? 0, visits: 1, variation: 1 }],
    };
    const workers = { ...pool, name: "workers", role: "workers" as const, perNode: false };
    return {
      ...plain,
      thinkTime: drawn.thinkTime,
      apiReplicas: drawn.apiReplicas,
      endpoints: [
        { ...one, cacheHits: drawn.cacheHits, cacheTime: 0.001 },
        { ...one, ...second },
      ],
      stations: [...plain.stations, ...(lockTime === null ? [] : [locks])].map((station) => ({
        ...station,
        work:
          station.name === "locks"
            ? station.work
            : station.work.flatMap((work) => [
                { ...work, variation: variation[0] },
                { ...work, endpoint: "POST /b", visits, variation: variation[1] },
              ]),
      })),
      pools: [
        { ...pool, size: drawn.size, held: drawn.held },
        ...(drawn.workers === null
          ? []
          : [{ ...workers, size: drawn.workers, around: ["api", "connections"] }]),
      ],
    };
  });

function expectSound(platform: Platform, N: number): void {
  const prepared = preparePlatform(platform, N);
  const solved = solvePrepared(prepared, N);
  const { all, endpoints, clientTimeOutShare } = platformResponseTimes(prepared, N);
  for (const { mean, p50, p90, p95, p99 } of [all, ...endpoints]) {
    expect(mean).toBeGreaterThan(0);
    expect(p50).toBeGreaterThan(0);
    expect(p90).toBeGreaterThanOrEqual(p50);
    expect(p95).toBeGreaterThanOrEqual(p90);
    expect(p99).toBeGreaterThanOrEqual(p95);
    expect(p99).toBeLessThan(Number.POSITIVE_INFINITY);
  }
  const { refusedShare, acquireTimeOutShare, errorRate } = solved;
  const used = [...solved.stations, ...solved.pools].map(({ utilization }) => utilization);
  for (const share of [refusedShare, acquireTimeOutShare, errorRate, clientTimeOutShare, ...used]) {
    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThanOrEqual(1);
  }
  const counts = [
    ...solved.stations.map(({ queueLength }) => queueLength),
    ...solved.pools.flatMap((pool) => [pool.used, pool.waiting]),
  ];
  for (const count of counts) {
    expect(count).toBeGreaterThanOrEqual(0);
    expect(count).toBeLessThanOrEqual(N * (1 + 1e-9));
  }
  expect(solved.throughput).toBeGreaterThan(0);
  expect(solved.responseTime).toBeGreaterThan(0);
}

describe("every platform", () => {
  it("obeys Little's law and gives sound numbers", () => {
    fc.assert(
      fc.property(anyPlatform, fc.integer({ min: 1, max: 300 }), (platform, N) => {
        const { throughput, responseTime } = solvePrepared(preparePlatform(platform, N), N);
        expect((throughput * (platform.thinkTime + responseTime)) / N).toBeCloseTo(1, 6);
        expectSound(platform, N);
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it("gives sound numbers where requests are refused or wait in vain", () => {
    fc.assert(
      fc.property(
        anyPlatform,
        seldom(between(0.5, 500)),
        seldom(between(1e-3, 2)),
        fc.integer({ min: 1, max: 300 }),
        (platform, rateLimit, acquireTimeOut, N) => {
          const pools = platform.pools.map((pool) => ({ ...pool, acquireTimeOut }));
          expectSound({ ...platform, rateLimit, pools, clientTimeOut: 0.5 }, N);
        },
      ),
      { seed: 8, numRuns: 80 },
    );
  });

  it("is as right at 10,000 users as at ten", () => {
    fc.assert(
      fc.property(anyPlatform, fc.integer({ min: 2000, max: 10_000 }), (platform, N) => {
        // Rates that fall make joins walk all splits: N² steps, which is for no test.
        const stations = platform.stations.map((station) => ({
          ...station,
          contention: 0,
          coherency: 0,
          crowding: 0,
        }));
        const { throughput, responseTime } = solvePrepared(
          preparePlatform({ ...platform, stations }, N),
          N,
        );
        expect((throughput * (platform.thinkTime + responseTime)) / N).toBeCloseTo(1, 6);
      }),
      { seed: 9, numRuns: 8 },
    );
  });
});

describe("a platform whose users do not think", () => {
  it("is a closed network of its stations alone", () => {
    const own = solvePrepared(
      preparePlatform(plainPlatform({ thinkTime: 0, poolSize: 99 }), 20),
      20,
    );
    const exact = closedNetwork(
      {
        thinkTime: 0,
        stations: [
          { kind: "delay", serviceTime: 0.01 },
          { kind: "queue", serviceTime: 0.05, servers: 4 },
        ],
      },
      20,
    );
    expect(own.throughput).toBeCloseTo(exact.throughput, 9);
    expect(own.responseTime).toBeCloseTo(exact.responseTime, 9);
  });

  it("has all of them inside where there is nothing else, and is near the shortest think times", () => {
    const plain = plainPlatform({ poolSize: 8, cores: 99 });
    const bare = { ...plain, stations: plain.stations.filter(({ role }) => role === "database") };
    const at = (thinkTime: number) => {
      const prepared = preparePlatform({ ...bare, thinkTime }, 50);
      const { all } = platformResponseTimes(prepared, 50);
      return { ...solvePrepared(prepared, 50), p95: all.p95 };
    };
    const none = at(0);
    expect(none.throughput).toBeCloseTo(8 / 0.05, 9);
    expect(none.responseTime).toBeCloseTo((50 * 0.05) / 8, 9);
    expect(none.pools[0]?.waiting).toBeCloseTo(42, 9);
    const hardly = at(1e-12);
    expect(hardly.throughput).toBeCloseTo(none.throughput, 6);
    expect(hardly.p95).toBeCloseTo(none.p95, 4);
  });
});
