import { describe, expect, it } from "vitest";
import { plainPlatform } from "../../testing/plain-platform.ts";
import { solvePlatform } from "../solve-platform.ts";

/** Of one connection and a half for each of two API replicas: as priors of a size reach them. */
function perReplica(size: number, apiReplicas: number) {
  const platform = plainPlatform({ poolSize: size, cores: 64, apiTime: 0, databaseTime: 0.1 });
  const pools = platform.pools.map((pool) => ({ ...pool, perReplica: true }));
  return { ...platform, apiReplicas, pools };
}

describe("a pool with a line for each API replica", () => {
  it("is solved for fewer requests than it has places", () => {
    for (const size of [1, 1.4, 7.5]) {
      const [one] = solvePlatform(perReplica(size, 2), [1]);
      expect(one?.responseTime).toBeCloseTo(0.1, 2);
      expect(one?.throughput).toBeCloseTo(1 / 1.1, 2);
    }
  });

  it("completes what the places of all lines complete, at many times the knee", () => {
    // Two lines of three, 0.1 s a hold: 60 req/s.
    const [full] = solvePlatform(perReplica(3, 2), [600]);
    expect((full?.throughput ?? 0) / 60).toBeCloseTo(1, 2);
  });
});
