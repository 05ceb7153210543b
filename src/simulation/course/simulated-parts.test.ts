import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Platform } from "../../platform/platform.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { meanTime } from "../engine/time-law.ts";
import type { SimulatedPart, SimulatedWork } from "../stations/simulated-platform.ts";
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

function workAt(parts: readonly SimulatedPart[], name: string, k: number): SimulatedWork | null {
  for (const part of parts) {
    if (part.kind === "node" && part.name === name) return part.work[k] ?? null;
    const inner = part.kind === "pool" ? workAt(part.inside, name, k) : null;
    if (inner !== null) return inner;
  }
  return null;
}

describe("simulatedParts", () => {
  it("keeps the weight, and the mean work in the database and the cache, of every endpoint", () => {
    fc.assert(
      fc.property(cases, (one) => {
        const simulated = simulatedPlatformOf(platformOf(one));
        const weight = simulated.endpoints.reduce((sum, endpoint) => sum + endpoint.weight, 0);
        const [work, cache] = ["database", "cache"].map((name) =>
          simulated.classes.reduce((sum, { share, endpoint }, k) => {
            const own = workAt(simulated.parts, name, k);
            const each = own ? own.visits * meanTime(own.time) : 0;
            return sum + (simulated.endpoints[endpoint]?.weight ?? 0) * share * each;
          }, 0),
        ) as [number, number];
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
    const { parts } = simulatedPlatformOf(platformOf(one));
    // Four independent times of variation 1: 1/√4.
    expect(workAt(parts, "database", 0)).toEqual({
      time: { law: "lognormal", mean: 0.4, variation: 0.5 },
      visits: 1,
    });
  });

  it("needs no more than two classes for a mean between whole visits", () => {
    const one = { visits: 2.25, hits: 0, demand: 0.1, variation: 1, held: "visit" as const };
    const { classes, parts } = simulatedPlatformOf(platformOf(one));
    expect(classes.map(({ share }, k) => [workAt(parts, "database", k)?.visits, share])).toEqual([
      [2, 0.75],
      [3, 0.25],
    ]);
  });
});
