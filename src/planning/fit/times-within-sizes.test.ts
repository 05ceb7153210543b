import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainQueue } from "../../platform/plain-queue.ts";
import type { Hypothesis, QueueOf } from "../../platform/platform.ts";
import type { Quantity } from "../../platform/quantity.ts";
import { timesWithinSizes } from "./times-within-sizes.ts";

const unknown = { prior: "logUniform", low: 1, high: 200 } as const;

const queue = (role: "api" | "database", servers: Quantity): QueueOf<Quantity> => ({
  ...plainQueue,
  ...{ name: role, role, discipline: "ps" as const, servers, perReplica: role === "api", work: [] },
});

/** 25 ms in the API and 100 ms in the database are believed. */
const hypothesis = (
  api: Quantity,
  database: Quantity,
  pool: Quantity = unknown,
  replicas = 1,
): Hypothesis => ({
  ...{ name: "shop", source: "", ceiling: "unknown" },
  numbers: {
    apiTime: { prior: "logNormal", median: 0.025, spread: 1 },
    queryTime: { prior: "logNormal", median: 0.1, spread: 0.7 },
  },
  platform: {
    ...{ title: "", thinkTime: 1, apiReplicas: replicas, endpoints: [], rateLimit: null },
    ...{ clientTimeOut: null, backgroundErrorRate: 0 },
    stations: [queue("api", api), queue("database", database)],
    pools: [
      {
        ...{ name: "connections", role: "connections", size: pool, perReplica: true },
        ...{ perNode: true, around: ["database"], held: "request", acquireTimeOut: null },
      },
    ],
  },
});

describe("timesWithinSizes", () => {
  it("centers a time anew that one known core cannot take at the throughput measured", () => {
    // 1 core at 500 req/s has 2 ms for each request: a third of it.
    expect(timesWithinSizes(hypothesis(1, unknown), 500).numbers).toEqual({
      apiTime: { prior: "logNormal", median: 0.000667, spread: 1 },
      queryTime: { prior: "logNormal", median: 0.1, spread: 0.7 },
    });
    // Of two instances twice that.
    expect(timesWithinSizes(hypothesis(1, unknown, unknown, 2), 500).numbers["apiTime"]).toEqual({
      ...{ prior: "logNormal", median: 0.00133, spread: 1 },
    });
  });

  it("takes the tighter of cores and connections for the queries", () => {
    // 40 cores at 500 req/s have 80 ms, 30 connections 60 ms.
    const { queryTime } = timesWithinSizes(hypothesis(unknown, 40, 30), 500).numbers;
    expect(queryTime).toEqual({ prior: "logNormal", median: 0.02, spread: 1 });
  });

  it("leaves what can be, sizes that nobody knows, and models that say their own ceiling by sizes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 900 }), (api, X) => {
        const one = hypothesis(api, unknown);
        const changed = timesWithinSizes(one, X).numbers["apiTime"];
        if (api / X >= 0.025) expect(timesWithinSizes(one, X)).toBe(one);
        else expect((changed as { median: number }).median).toBeLessThan(api / X);
        const { ceiling: _, ...own } = one;
        expect(timesWithinSizes(own, X)).toBe(own);
      }),
    );
  });
});
