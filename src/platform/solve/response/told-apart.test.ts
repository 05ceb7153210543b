import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Platform } from "../../platform.ts";
import { plainPlatform } from "../../testing/plain-platform.ts";
import { preparePlatform } from "../prepare-platform.ts";
import { platformPercentile, responseTimeLaws } from "./platform-response-times.ts";
import { inTheEnd } from "./told-apart.ts";

/** API replicas with a pool each around a database that is never short. */
function replicated(replicas: number, places: number, variation = 1): Platform {
  const plain = plainPlatform({ thinkTime: 1, cores: 64, poolSize: places, variation });
  const pools = plain.pools.map((pool) => ({ ...pool, perReplica: true, perNode: false }));
  const stations = plain.stations.filter(({ role }) => role === "database");
  return { ...plain, apiReplicas: replicas, stations, pools };
}

const p95 = (platform: Platform, users: number, drift = inTheEnd) =>
  responseTimeLaws(preparePlatform(platform, users), { users }, drift).all.percentile(0.95);

describe("lines of replicas far past the knee", () => {
  // All splits of the wait are as likely (product form): of two lines one has a share of it that is
  // uniform, P95 1.9 times the mean; of three Beta(1, 2), 3·(1 − √0.05) = 2.329 times.
  it.each([
    [2, 1.9],
    [3, 2.3292],
  ])("spread as far as %d lines do in the end: P95 is %d times the mean", (replicas, times) => {
    const users = 1000;
    const prepared = preparePlatform(replicated(replicas, 2), users, "graded");
    const { mean } = responseTimeLaws(prepared, { users }).all;
    expect(platformPercentile(prepared, users, 0.95) / mean / times).toBeGreaterThan(0.96);
    expect(platformPercentile(prepared, users, 0.95) / mean / times).toBeLessThan(1.04);
  });

  it("drift apart with the time of a run, from alike to as they are in the end", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 4 }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(0.5, 1, 2),
        fc.integer({ min: 100, max: 250 }),
        (replicas, places, variation, users) => {
          const platform = replicated(replicas, places, variation);
          const at = (seconds: number) => p95(platform, users, { ...inTheEnd, seconds });
          const [soon, later, end] = [at(20), at(600), p95(platform, users)];
          const together = p95(platform, users, { ...inTheEnd, together: "connections" });
          expect(together).toBeLessThanOrEqual(soon * 1.02);
          expect(soon).toBeLessThanOrEqual(later * 1.005);
          expect(later).toBeLessThanOrEqual(end * 1.005);
          expect(at(1e9) / end).toBeCloseTo(1, 2);
        },
      ),
      { seed: 9, numRuns: 8 },
    );
  });
});
