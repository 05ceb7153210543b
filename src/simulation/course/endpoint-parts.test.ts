import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Platform } from "../../platform/platform.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { meanTime } from "../engine/time-law.ts";
import { simulatedPlatformOf } from "./simulated-platform-of.ts";

const cases = fc.record({
  visits: fc.double({ min: 0.05, max: 12, noNaN: true }),
  hits: fc.constantFrom(0, 0.3, 1),
  demand: fc.double({ min: 1e-4, max: 1, noNaN: true }),
  variation: fc.double({ min: 0, max: 3, noNaN: true }),
  held: fc.constantFrom("request" as const, "visit" as const),
});

function platformOf(one: {
  visits: number;
  hits: number;
  demand: number;
  variation: number;
  held: "request" | "visit";
}): Platform {
  const plain = plainPlatform({ databaseTime: one.demand, variation: one.variation });
  const cached = { cacheHits: one.hits, cacheTime: 0.002, weight: 7 };
  return {
    ...plain,
    endpoints: plain.endpoints.map((endpoint) => ({ ...endpoint, ...cached })),
    stations: plain.stations.map((station) => ({
      ...station,
      work: station.work.map((work) =>
        station.role === "api" ? work : { ...work, visits: one.visits },
      ),
    })),
    pools: plain.pools.map((pool) => ({ ...pool, held: one.held })),
  };
}

describe("endpointParts", () => {
  it("keeps the weight, and the mean work in the database and the cache, of every endpoint", () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { endpoints } = simulatedPlatformOf(platformOf(one)).platform;
        let weight = 0;
        let work = 0;
        let cache = 0;
        for (const part of endpoints) {
          const hitShare = part.cache?.hitShare ?? 0;
          weight += part.weight;
          work += part.weight * (1 - hitShare) * (part.visits ?? 1) * meanTime(part.databaseTime);
          cache += part.weight * hitShare * (part.cache ? meanTime(part.cache.time) : 0);
        }
        const near = (value: number, to: number) =>
          expect(Math.abs(value - to)).toBeLessThanOrEqual(1e-7 * Math.max(1e-6, to));
        near(weight, 7);
        near(work, 7 * (1 - one.hits) * one.visits * one.demand);
        near(cache, 7 * one.hits * 0.002);
      }),
    );
  });

  it("gives the sum of visits in one hold the variation of a sum", () => {
    const one = { visits: 4, hits: 0, demand: 0.1, variation: 1, held: "request" as const };
    const [part] = simulatedPlatformOf(platformOf(one)).platform.endpoints;
    // Four independent times of variation 1: 1/√4.
    expect(part?.databaseTime).toEqual({ law: "lognormal", mean: 0.4, variation: 0.5 });
  });

  it("needs no more than two parts for a mean between whole visits", () => {
    const one = { visits: 2.25, hits: 0, demand: 0.1, variation: 1, held: "visit" as const };
    const { endpoints } = simulatedPlatformOf(platformOf(one)).platform;
    expect(endpoints.map(({ visits, weight }) => [visits, weight])).toEqual([
      [2, 5.25],
      [3, 1.75],
    ]);
  });
});
