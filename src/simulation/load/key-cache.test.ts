import { describe, expect, it } from "vitest";
import { simulateTiered } from "../testing/simulate-tiered.ts";
import type { TieredCache, TieredPlatform } from "../testing/tiered-platform.ts";

const zero = { law: "constant" as const, mean: 0 };

/** Hits take 1 s and misses none at all: the mean response time is the share of hits. */
const cached = (cache: Partial<TieredCache>, more: Partial<TieredPlatform> = {}) => ({
  endpoints: [
    {
      name: "detail",
      weight: 1,
      kind: "read" as const,
      apiTime: zero,
      databaseTime: zero,
      cache: { hitShare: 1, time: { law: "constant" as const, mean: 1 }, ...cache },
    },
  ],
  thinkTime: zero,
  api: { discipline: "delay" as const, servers: 1 },
  pool: null,
  database: { discipline: "delay" as const, servers: 1 },
  ...more,
});

function expectHits(cache: Partial<TieredCache>, arrivalRate: number, expected: number): void {
  const { total } = simulateTiered(cached(cache), {
    seed: 1,
    load: { arrivalRate },
    until: { time: 2500 },
    warmUp: 200,
    replications: 10,
  });
  const { value, high } = total.responseTime ?? { value: 0, high: 0 };
  const halfWidth = (high ?? 1) - value;
  // The half-width is 2.26 standard errors: twice that is left by one right run in 700.
  expect(halfWidth).toBeLessThan(0.01);
  expect(Math.abs(value - expected)).toBeLessThan(2 * halfWidth);
}

describe("a cache with keys", () => {
  it("hits λT/(1 + λT) of the requests for keys that are all alike", () => {
    // After each fetch, λT requests on average are answered for one that fetches again: 20 keys,
    // 10 requests a second, λ = 0.5, T = 3.
    expectHits({ keys: { count: 20, timeToLive: 3 } }, 10, 1.5 / 2.5);
  });

  it("hits the mean of λᵢT/(1 + λᵢT) under a law of popularity", () => {
    const weights = Array.from({ length: 50 }, (_, i) => 1 / (i + 1));
    const sum = weights.reduce((a, b) => a + b);
    const expected = weights.reduce((hits, weight) => {
      const load = (weight / sum) * 10 * 4;
      return hits + ((weight / sum) * load) / (1 + load);
    }, 0);
    expectHits({ keys: { count: 50, zipf: 1, timeToLive: 4 } }, 10, expected);
  });

  it("hits that share of those it may answer only", () => {
    // Requests that the cache may not answer fetch nothing for it: λ is of the others alone.
    expectHits({ hitShare: 0.5, keys: { count: 20, timeToLive: 3 } }, 20, 0.5 * (1.5 / 2.5));
  });

  it("is as good as its given share until it is lost, then as far as keys were read again", () => {
    // 100 keys at 10 a second: t seconds after the loss a key is warm with chance 1 − exp(−t/10).
    const lost = cached(
      { hitShare: 0.8, keys: { count: 100 } },
      { incidents: [{ kind: "cacheLost", at: 50, endpoint: "detail" }] },
    );
    const { series } = simulateTiered(lost, {
      seed: 1,
      load: { arrivalRate: 10 },
      until: { time: 120 },
      bucket: 10,
      replications: 100,
    });
    // Misses end at once, so a bucket's requests are its own but for hits of its last second.
    const share = (i: number) => series[i]?.requestsUnderWay ?? 0;
    const rate = 0.8 * 0.1; // of one key's requests that the cache may answer, a second
    const warm = (from: number, to: number) =>
      1 - (Math.exp(-rate * from) - Math.exp(-rate * to)) / (rate * (to - from));
    expect(Math.abs(share(4) / 10 - 0.8)).toBeLessThan(0.02);
    expect(Math.abs(share(7) / 10 - 0.8 * warm(19, 29))).toBeLessThan(0.03);
    expect(share(5)).toBeLessThan(0.6 * share(4));
    expect(Math.abs(share(11) / 10 - 0.8 * warm(59, 69))).toBeLessThan(0.02);
  });

  it("moves no other endpoint's luck", () => {
    const [one] = cached({}).endpoints;
    const other = {
      ...(one as ReturnType<typeof cached>["endpoints"][0]),
      name: "other",
      databaseTime: { law: "exponential" as const, mean: 1 },
    };
    const { cache: _, ...plain } = other;
    const run = { seed: 1, load: { arrivalRate: 10 }, until: { time: 50 }, warmUp: 0 };
    const ends = [{ hitShare: 0.5 }, { hitShare: 0.5, keys: { count: 9, timeToLive: 2 } }].map(
      (cache) =>
        simulateTiered(
          { ...cached({}), endpoints: [{ ...other, ...cached(cache).endpoints[0] }, plain] },
          run,
        ).endpoints[1],
    );
    expect(ends[1]).toEqual(ends[0]);
  });

  it.each([
    ["count", { count: 0 }],
    ["zipf", { count: 1, zipf: -1 }],
    ["timeToLive", { count: 1, timeToLive: 0 }],
  ])("refuses %s out of its range", (name, keys) => {
    const run = { seed: 1, load: { arrivalRate: 1 }, until: { time: 1 } };
    expect(() => simulateTiered(cached({ keys }), run)).toThrow(`detail.keys.${name} must`);
  });
});
