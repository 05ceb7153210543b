import { describe, expect, it } from "vitest";
import { plainPlatform } from "../testing/plain-platform.ts";
import { pooledCopies } from "./pooled-copies.ts";
import { preparePlatform } from "./prepare-platform.ts";
import { solvePrepared } from "./solve-platform.ts";

describe("pooledCopies", () => {
  const copied = {
    ...plainPlatform({ cores: 2, poolSize: 5, queue: { shards: 2, perReplica: false } }),
    apiReplicas: 3,
  };

  it("is the platform itself where nothing has copies", () => {
    const platform = plainPlatform();
    expect(pooledCopies(platform)).toBe(platform);
  });

  it("has as many servers and connections in one place", () => {
    const { apiReplicas, stations, pools } = pooledCopies(copied);
    expect(apiReplicas).toBe(1);
    expect(stations[1]).toMatchObject({ servers: 4, shards: 1 });
    expect(pools[0]).toMatchObject({ size: 10, perReplica: false });
  });

  it("has the same idle time, and the same ceiling where lines are never empty", () => {
    const at = (platform: typeof copied, users: number) =>
      solvePrepared(preparePlatform(platform, users), users);
    const pooled = pooledCopies(copied);
    expect(at(pooled, 1).responseTime).toBeCloseTo(at(copied, 1).responseTime, 6);
    const [one, many] = [at(pooled, 600).throughput, at(copied, 600).throughput];
    expect(one).toBeCloseTo(80, 3); // four cores of 50 ms
    expect(Math.abs(many / one - 1)).toBeLessThan(0.01);
  });
});
