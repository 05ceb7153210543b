import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Platform } from "../platform.ts";
import { plainPlatform } from "../testing/plain-platform.ts";
import { solvePlatform } from "./solve-platform.ts";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

function withTimeOut(platform: Platform, acquireTimeOut: number): Platform {
  return { ...platform, pools: platform.pools.map((pool) => ({ ...pool, acquireTimeOut })) };
}

function solve(platform: Platform, users: number) {
  const [own] = solvePlatform(platform, [users]);
  if (own === undefined) throw new RangeError("one load is asked for");
  const all = own.throughput / (1 - own.acquireTimeOutShare);
  return { ...own, all, failed: all - own.throughput };
}

describe("requests that wait in vain", () => {
  it("obey Little's law with the others, holds of CV 4 included", () => {
    // Users think, are served, or wait for τ in vain: N = X_all·Z + X·R + X_failed·τ.
    fc.assert(
      fc.property(
        between(0.2, 4),
        between(0.02, 0.5),
        fc.integer({ min: 100, max: 900 }),
        (variation, timeOut, users) => {
          const plain = plainPlatform({ thinkTime: 1, cores: 64, poolSize: 10, variation });
          const stations = plain.stations.filter(({ role }) => role === "database");
          const own = solve(withTimeOut({ ...plain, stations }, timeOut), users);
          const count = own.all + own.throughput * own.responseTime + own.failed * timeOut;
          // Work that varies less than by chance leaves them in a coarser way.
          expect(Math.abs(count / users - 1)).toBeLessThan(variation < 1 ? 5e-3 : 1e-6);
        },
      ),
      { seed: 5, numRuns: 30 },
    );
  });

  it("load what they pass before: utilization is that of all who come", () => {
    fc.assert(
      fc.property(between(0.02, 0.3), fc.integer({ min: 50, max: 600 }), (timeOut, users) => {
        const plain = plainPlatform({ thinkTime: 1, cores: 64, poolSize: 10, apiTime: 0.004 });
        const stations = plain.stations.map((station) =>
          station.role === "api" && plain.stations[1]?.kind === "queue"
            ? { ...plain.stations[1], ...station, kind: "queue" as const, servers: 2 }
            : station,
        );
        const own = solve(withTimeOut({ ...plain, stations }, timeOut), users);
        const busy = own.stations.find(({ name }) => name === "api")?.utilization ?? 0;
        expect(Math.abs((own.all * 0.004) / 2 / busy - 1)).toBeLessThan(0.01);
      }),
      { seed: 6, numRuns: 20 },
    );
  });
});
