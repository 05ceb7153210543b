import { describe, expect, it } from "vitest";
import type { Platform, PlatformSolution } from "../../platform.ts";
import { preparePlatform } from "../../solve/prepare-platform.ts";
import { platformResponseTimes } from "../../solve/response/platform-response-times.ts";
import { solvePlatform } from "../../solve/solve-platform.ts";
import { plainPlatform } from "../../testing/plain-platform.ts";
import { changePlatform, type PlatformChange } from "./change-platform.ts";

const solve = (platform: Platform, users: number) =>
  solvePlatform(platform, [users])[0] as PlatformSolution;

/** Throughput at 2000 users: the ceiling, after the levers. */
const ceiling = (platform: Platform, ...levers: PlatformChange[]) =>
  solve(changePlatform(platform, levers), 2000).throughput;

const near = (actual: number, expected: number, relative = 1e-6) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * expected);

// Pool of 10 around 50 ms: 200 req/s. Four cores of 50 ms: 80 req/s.
const poolBound = plainPlatform({ cores: 640 });
const coreBound = plainPlatform({ poolSize: 40 });

/** Reads and writes of equal weight and work. */
function withWrites(platform: Platform): Platform {
  const write = { ...platform.endpoints[0], name: "POST /a", kind: "write" as const };
  return {
    ...platform,
    endpoints: [...platform.endpoints, { weight: 1, cacheHits: 0, cacheTime: 0, ...write }],
    stations: platform.stations.map((station) => ({
      ...station,
      work: station.work.flatMap((work) => [work, { ...work, endpoint: "POST /a" }]),
    })),
  };
}

describe("changePlatform", () => {
  it("leaves the platform it is given as it is", () => {
    const before = JSON.stringify(poolBound);
    changePlatform(poolBound, [{ name: "pool.size", value: 99 }]);
    expect(JSON.stringify(poolBound)).toBe(before);
    expect(changePlatform(poolBound, [])).toEqual(poolBound);
  });

  it("doubles the ceiling of a full pool with the pool, and not with the cores", () => {
    near(ceiling(poolBound), 200);
    near(ceiling(poolBound, { name: "pool.size", value: 20 }), 400);
    near(ceiling(poolBound, { name: "db.cores", value: 1280 }), 200);
  });

  it("doubles the ceiling of busy cores with the cores, and not with the pool", () => {
    near(ceiling(coreBound), 80);
    near(ceiling(coreBound, { name: "db.cores", value: 8 }), 160);
    near(ceiling(coreBound, { name: "pool.size", value: 80 }), 80);
  });

  it("moves reads to replicas and leaves writes on the primary", () => {
    const mixed = withWrites(coreBound);
    near(ceiling(mixed), 80);
    // One replica takes the reads: each node has half the work.
    expect(ceiling(mixed, { name: "db.readReplicas", value: 1 })).toBeGreaterThan(150);
    // Five replicas: the primary with half the requests, 80 writes a second, is the wall.
    near(ceiling(mixed, { name: "db.readReplicas", value: 5 }), 160, 1e-3);
  });

  it("charges replicas for the writes that they repeat", () => {
    const stations = withWrites(coreBound).stations.map((station) =>
      station.kind === "queue" ? { ...station, readReplicas: 1, replication: 1 } : station,
    );
    // A replica then does all the work once: 80 req/s as before.
    near(ceiling({ ...withWrites(coreBound), stations }), 80, 1e-3);
  });

  it("splits the work over shards", () => {
    expect(ceiling(coreBound, { name: "shards", value: 2 })).toBeGreaterThan(0.95 * 160);
    expect(ceiling(coreBound, { name: "shards", value: 2 })).toBeLessThanOrEqual(160);
  });

  it("takes cache hits out of pool and database", () => {
    near(ceiling(poolBound, { name: "cache", value: 0.6, endpoints: "GET *" }), 200 / 0.4);
    const twice = { name: "cache", value: 0.5 } as const;
    near(ceiling(poolBound, twice, twice), 200 / 0.25);
  });

  it("takes for a hit what is told of it, by the lever or the model, and 1 ms otherwise", () => {
    const hits = { name: "cache", value: 0.5 } as const;
    const timed = { name: "cacheTime", value: 0.02 } as const;
    const timeOf = (platform: Platform, ...changes: PlatformChange[]) =>
      changePlatform(platform, changes).endpoints[0]?.cacheTime;
    expect(timeOf(poolBound, hits)).toBe(0.001);
    expect(timeOf(poolBound, hits, timed)).toBe(0.02);
    expect(timeOf(poolBound, timed, hits)).toBe(0.02);
    const told = {
      ...poolBound,
      endpoints: poolBound.endpoints.map((one) => ({ ...one, cacheTime: 0.004 })),
    };
    expect(timeOf(told, hits)).toBe(0.004);
    const free = {
      ...poolBound,
      endpoints: poolBound.endpoints.map((one) => ({ ...one, cacheHits: 0.1 })),
    };
    expect(timeOf(free, hits)).toBe(0); // a model with hits that take nothing says so
    // Alone, ten of API and twenty of the cache for a hit, ten and fifty of the database else.
    const both = changePlatform(poolBound, [hits, timed]);
    near(solve(both, 1).responseTime, 0.5 * 0.03 + 0.5 * 0.06);
  });

  it("opens as many connections to each new node from a pool per node, and none from another", () => {
    // Ten connections of 50 ms: 200 req/s a pool.
    const one = { name: "db.readReplicas", value: 1 } as const;
    const two = { name: "db.readReplicas", value: 2 } as const;
    near(ceiling(poolBound, one), 200);
    // Dealt out in turn, one of two pools may be empty for a moment while the other has a line.
    near(ceiling(poolBound, two), 400, 1e-3);
    const pools = poolBound.pools.map((pool) => ({ ...pool, perNode: false }));
    near(ceiling({ ...poolBound, pools }, two), 200);
  });

  it("brings a pool with each API replica only where it is counted per replica", () => {
    const each = {
      ...poolBound,
      pools: poolBound.pools.map((pool) => ({ ...pool, perReplica: true })),
    };
    const three = { name: "api.replicas", value: 3 } as const;
    // Dealt out in turn, one of the pools may be empty for a moment while another has a line.
    near(ceiling(each, three), 600, 1e-3);
    near(ceiling(poolBound, three), 200);
  });

  it("lets no more be at work in the database than a node of it accepts", () => {
    // Whoever is refused comes again: the four are seldom idle under this load, and never more.
    const least = ceiling(poolBound, { name: "db.maxConnections", value: 4 });
    expect(least).toBeLessThan(4 / 0.05);
    near(least, 4 / 0.05, 0.05);
    near(ceiling(poolBound, { name: "db.maxConnections", value: 100 }), 200);
  });

  it("answers everything from a cache that always hits, in API and cache time", () => {
    const cached = changePlatform(poolBound, [{ name: "cache", value: 1 }]);
    near(solve(cached, 50).responseTime, 0.011);
    near(platformResponseTimes(preparePlatform(cached, 50), 50).all.mean, 0.011);
  });

  it("scales demand and visits of the endpoints that are named", () => {
    near(ceiling(poolBound, { name: "demand", value: 0.5 }), 400);
    near(ceiling(poolBound, { name: "visits", value: 2 }), 100);
    const half = { name: "demand", value: 0.5, endpoints: "POST *" } as const;
    near(ceiling(withWrites(poolBound), half), 200 / 0.75);
  });

  it("shifts the mix", () => {
    const shifted = changePlatform(withWrites(poolBound), [
      { name: "mix", value: 3, endpoints: "POST *" },
    ]);
    expect(shifted.endpoints.map(({ weight }) => weight)).toEqual([1, 3]);
  });

  it("slows arrivals with the think time", () => {
    near(
      solve(changePlatform(poolBound, [{ name: "thinkTime", value: 10 }]), 20).throughput,
      20 / 10.06,
    );
  });

  it("scales contention, coherency and crowding", () => {
    const platform = plainPlatform({ queue: { contention: 0.1, coherency: 0.01, crowding: 0.2 } });
    const eased = changePlatform(platform, [{ name: "contention", value: 0 }]);
    near(solve(eased, 200).throughput, solve(plainPlatform(), 200).throughput);
  });

  it("admits no more than the rate limit", () => {
    const limited = solve(changePlatform(poolBound, [{ name: "rateLimit", value: 120 }]), 500);
    near(limited.throughput, 120);
    expect(limited.refusedShare).toBeGreaterThan(0.5);
    expect(limited.responseTime).toBeLessThan(0.1);
  });

  it("adds API replicas with their workers", () => {
    const [connections] = poolBound.pools;
    if (connections === undefined) throw new Error("the plain platform has a pool");
    const workers = {
      ...connections,
      name: "workers",
      role: "workers" as const,
      size: 3,
      perReplica: true,
      perNode: false,
      around: ["api", "connections"],
    };
    const platform = { ...poolBound, pools: [connections, workers] };
    near(ceiling(platform), 3 / 0.06); // held for API and database
    near(ceiling(platform, { name: "api.replicas", value: 2 }), 6 / 0.06, 1e-3);
    near(ceiling(platform, { name: "api.workers", value: 5 }), 5 / 0.06);
  });

  it("holds connections for the query only under a pooler", () => {
    const pools = poolBound.pools.map((pool) => ({
      ...pool,
      perNode: false,
      around: ["api", "database"],
    }));
    const holding = { ...poolBound, pools };
    near(ceiling(holding), 10 / 0.06);
    near(ceiling(holding, { name: "pooler", value: 1 }), 10 / 0.05);
  });

  it.each<readonly [PlatformChange, RegExp]>([
    [{ name: "pool.size", value: 0 }, /^size of the connections pool/],
    [{ name: "api.workers", value: 5 }, /no pool of workers/],
    [{ name: "api.replicas", value: 1.5 }, /^api.replicas/],
    [{ name: "db.readReplicas", value: -1 }, /^db.readReplicas/],
    [{ name: "shards", value: 0 }, /^shards/],
    [{ name: "cache", value: 1.1 }, /^cache/],
    [{ name: "demand", value: 0.5, endpoints: "PUT *" }, /no endpoint matches "PUT \*"/],
    [{ name: "mix", value: 0 }, /^mix/],
    [{ name: "thinkTime", value: -1 }, /^thinkTime/],
    [{ name: "rateLimit", value: Number.NaN }, /^rateLimit/],
    [{ name: "contention", value: -1 }, /^contention/],
  ])("refuses %j", (lever, message) => {
    expect(() => changePlatform(poolBound, [lever])).toThrow(RangeError);
    expect(() => changePlatform(poolBound, [lever])).toThrow(message);
  });
});
