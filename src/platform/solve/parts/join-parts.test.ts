import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Platform } from "../../platform.ts";
import { plainPlatform } from "../../testing/plain-platform.ts";
import { solvePlatform } from "../solve-platform.ts";

/** The database first, without a pool: the fast part is joined to the slow one. */
function databaseFirst(thinkTime: number, databaseTime: number): Platform {
  const platform = plainPlatform({ thinkTime, apiTime: 1, databaseTime });
  return { ...platform, stations: platform.stations.toReversed(), pools: [] };
}

describe("joinParts", () => {
  it("lets requests through a part that is so fast that nobody is ever seen in it", () => {
    // One user; a second at the API and next to nothing at the database; the limit lets one request a second in
    // while he is away: a second each, one after the other.
    const [solved] = solvePlatform({ ...databaseFirst(0.001, 1e-18), rateLimit: 1 }, [1]);
    expect(solved?.throughput).toBeCloseTo(0.5, 9);
    expect(solved?.responseTime).toBeCloseTo(1, 9);
    expect(solved?.refusedShare).toBeCloseTo(0.999, 9);
  });

  it("lets nobody through where nobody is, though a class of almost no share takes no time", () => {
    const plain = plainPlatform({ poolSize: 1 });
    const [endpoint] = plain.endpoints;
    const [connections] = plain.pools;
    if (endpoint === undefined || connections === undefined) throw new Error("plain");
    const workers = { ...connections, name: "workers", role: "workers", perNode: false } as const;
    const [solved] = solvePlatform(
      {
        ...plain,
        endpoints: [{ ...endpoint, cacheHits: Number.MIN_VALUE, cacheTime: 0.001 }],
        pools: [connections, { ...workers, around: ["api", "connections"] }],
      },
      [1],
    );
    expect(solved?.throughput).toBeCloseTo(1 / 1.06, 9); // 1 s of thinking, 10 and 50 ms of work
  });

  it("has no gap on the way to a part that takes no time at all", () => {
    const power = fc.double({ min: -24, max: -9, noNaN: true });
    fc.assert(
      fc.property(power, fc.integer({ min: 1, max: 40 }), (exponent, users) => {
        const at = (databaseTime: number) => {
          const limited = { ...databaseFirst(0.5, databaseTime), rateLimit: 30 };
          return solvePlatform(limited, [users])[0]?.throughput ?? 0;
        };
        expect(at(10 ** exponent) / at(1e-9)).toBeCloseTo(1, 6);
      }),
      { seed: 1, numRuns: 50 },
    );
  });
});
