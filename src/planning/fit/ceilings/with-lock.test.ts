import { describe, expect, it } from "vitest";
import { fillPlatform } from "../../../platform/fill-platform.ts";
import { limiterOf } from "../../../platform/limiter-of.ts";
import { plainQueue } from "../../../platform/plain-queue.ts";
import type { Hypothesis } from "../../../platform/platform.ts";
import { solvePlatform } from "../../../platform/solve/solve-platform.ts";
import { ceilingsOf } from "./ceilings-of.ts";

const endpoint = (name: string, weight: number) => ({
  ...{ name, weight, kind: "mixed" as const, cacheHits: 0, cacheTime: 0 },
});
const work = (name: string, demand: number) => ({
  endpoint: name,
  demand,
  visits: 1,
  variation: 1,
});
const wide = { prior: "logUniform", low: 1, high: 36 } as const;

/** Reads and writes alike need API and database; nobody knows what limits. */
const shop: Hypothesis = {
  ...{ name: "shop", source: "a test", ceiling: "unknown" },
  numbers: {},
  platform: {
    ...{ title: "Shop", thinkTime: 1, apiReplicas: 1 },
    endpoints: [endpoint("GET /a", 3), endpoint("POST /b", 1)],
    stations: (["api", "database"] as const).map((role) => ({
      ...{ ...plainQueue, name: role, role, discipline: "ps", servers: wide },
      work: [work("GET /a", 0.01), work("POST /b", 0.01)],
    })),
    pools: [
      {
        ...{ name: "connections", role: "connections", perReplica: false, perNode: true },
        ...{ size: { prior: "logUniform", low: 1, high: 100 }, around: ["database"] },
        ...{ held: "request", acquireTimeOut: null },
      },
    ],
    ...{ rateLimit: null, clientTimeOut: null, backgroundErrorRate: 0 },
  },
};

const names = (one: Hypothesis, alone: readonly string[]) =>
  ceilingsOf(one, { maxThroughput: 80, alone: new Set(alone), visits: [] }).map(({ name }) => name);

describe("a lock as what limits", () => {
  const lock = ceilingsOf(shop, {
    maxThroughput: 80,
    alone: new Set(["POST /b"]),
    visits: [],
  }).find(({ toldLimiter }) => toldLimiter === "other");

  it("is an explanation where some wait alone, some never come to the database, or somebody says so", () => {
    expect(names(shop, ["POST /b"])).toContain("shop-lock");
    expect(names(shop, [])).not.toContain("shop-lock");
    const { stations } = shop.platform;
    const bystanders = stations.map((one) =>
      one.name === "database" ? { ...one, work: [work("POST /b", 0.01)] } : one,
    );
    const some = { ...shop, platform: { ...shop.platform, stations: bystanders } };
    expect(names(some, [])).toContain("shop-lock");
    expect(names({ ...shop, ceiling: "other" }, [])).toEqual(["shop-lock"]);
    expect(names({ ...shop, ceiling: "pool" }, ["POST /b"])).not.toContain("shop-lock");
  });

  it("lets through what was measured: one request at a time of those that need it", () => {
    // A quarter of 80 req/s waits for it: 20 a second, 50 ms each.
    expect(lock?.numbers["lockTime"]).toEqual({ prior: "logNormal", median: 0.05, spread: 0.5 });
    expect(lock?.platform.stations.map(({ name }) => name)).toEqual(["api", "lock", "database"]);
    expect(lock?.platform.pools.map(({ around }) => around)).toEqual([["lock", "database"]]);
  });

  it("limits by the law of one server, whatever API, database and pool have", () => {
    if (lock === undefined) throw new Error("shop-lock is one of them");
    for (const times of [1, 4]) {
      const platform = fillPlatform(lock, {
        ...{ lockTime: 0.05, "pools.connections.size": 500 * times },
        ...{ "stations.api.servers": 40 * times, "stations.database.servers": 40 * times },
      });
      const [solution] = solvePlatform(platform, [400]);
      expect(solution?.bottleneck).toBe("lock");
      // 20 writes a second are a quarter of all: 80 req/s, a little less as no queue is infinite.
      expect((solution?.throughput ?? 0) / 80).toBeGreaterThan(0.97);
      expect((solution?.throughput ?? 0) / 80).toBeLessThanOrEqual(1);
      expect(limiterOf("lock", platform)).toBe("other");
    }
  });
});
