import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Platform } from "../platform.ts";
import { preparePlatform } from "../solve/prepare-platform.ts";
import { platformResponseTimes } from "../solve/response/platform-response-times.ts";
import { solvePlatform, solvePrepared } from "../solve/solve-platform.ts";
import { closedChain } from "../testing/closed-chain.ts";
import { plainPlatform } from "../testing/plain-platform.ts";
import { platformParts } from "./platform-parts.ts";
import { requestClasses } from "./request-classes.ts";

/** The same, written out: a place for each request that shares, held for a visit. */
function writtenOut(platform: Platform, limit: number): Platform {
  const line = {
    name: "line",
    role: "other" as const,
    size: limit,
    perReplica: false,
    perNode: false,
    around: ["database"],
    held: "visit" as const,
    acquireTimeOut: null,
  };
  return {
    ...platform,
    pools: [...platform.pools.map((pool) => ({ ...pool, around: ["line"] })), line],
  };
}

describe("platformParts", () => {
  it("keeps how long a place of a pool is waited for", () => {
    const platform = plainPlatform();
    const timed = platform.pools.map((pool) => ({ ...pool, acquireTimeOut: 5 }));
    const limits = (pools: Platform["pools"]) =>
      platformParts({ ...platform, pools }, requestClasses(platform)).flatMap((part) =>
        part.kind === "pool" ? [part.acquireTimeOut] : [],
      );
    expect(limits(platform.pools)).toEqual([null]);
    expect(limits(timed)).toEqual([5]);
    const never = platform.pools.map((pool) => ({ ...pool, acquireTimeOut: 0 }));
    expect(() => limits(never)).toThrow(/^acquireTimeOut of connections must be/);
  });
});

describe("sharedLimit", () => {
  it("of one on one core is a queue in order of arrival: M/M/1//N", () => {
    const N = 30;
    const platform = plainPlatform({
      ...{ thinkTime: 1, apiTime: 0, databaseTime: 0.05, cores: 1, poolSize: 100 },
      queue: { sharedLimit: 1 },
    });
    const [solution] = solvePlatform(platform, [N]);
    const { throughput } = closedChain(N, () => 20, 1);
    expect(solution?.throughput).toBeCloseTo(throughput, 9);
  });

  it("is a pool of that size around the node, held for each visit", () => {
    const sizes = fc.record({
      poolSize: fc.integer({ min: 1, max: 60 }),
      cores: fc.integer({ min: 1, max: 12 }),
      variation: fc.double({ min: 0.3, max: 2, noNaN: true }),
    });
    const queue = fc.record({
      contention: fc.constantFrom(0, 0.01, 0.05),
      crowding: fc.constantFrom(0, 0.01),
    });
    fc.assert(
      fc.property(
        sizes,
        queue,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 200 }),
        (options, slowed, limit, N) => {
          const limited = plainPlatform({ ...options, queue: { ...slowed, sharedLimit: limit } });
          const written = writtenOut(plainPlatform({ ...options, queue: slowed }), limit);
          const [own, other] = [limited, written].map((one) => {
            const prepared = preparePlatform(one, N);
            const { throughput } = solvePrepared(prepared, N);
            return { throughput, ...platformResponseTimes(prepared, N, "all").all };
          });
          for (const figure of ["throughput", "mean", "p50", "p95", "p99"] as const) {
            const [a, b] = [own?.[figure] ?? 0, other?.[figure] ?? 1];
            expect(a / b, figure).toBeCloseTo(1, 9);
          }
        },
      ),
      { seed: 5, numRuns: 30 },
    );
  });

  it("does not matter where it is as large as the pool around it", () => {
    const throughput = (sharedLimit: number | null) =>
      solvePlatform(
        plainPlatform({ poolSize: 10, queue: { contention: 0.02, sharedLimit } }),
        [150],
      )[0]?.throughput ?? 0;
    expect(throughput(10)).toBeCloseTo(throughput(null), 9);
    expect(throughput(4)).toBeGreaterThan(throughput(null) * 1.05); // fewer disturb one another
  });
});
