import { describe, expect, it } from "vitest";
import type { Lever, LeverName, Scenario } from "../../platform/scenario.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { capacityRatio } from "./capacity-ratio.ts";

const lever = (name: LeverName, value: number): Lever => ({
  name,
  text: `${value}`,
  value,
});
const scenario = (...levers: readonly Lever[]): Scenario => {
  return { name: "x", title: "x", source: "", cost: null, levers };
};

describe("capacityRatio", () => {
  const platform = plainPlatform({ cores: 4, poolSize: 10 });

  it.each([
    [lever("pool.size", 20), 2],
    [lever("db.cores", 2), 0.5],
    [lever("db.readReplicas", 2), 3], // the primary and two more
    [lever("api.replicas", 3), 3],
    [lever("api.workers", 50), 1], // the platform has no pool of workers
    [lever("demand", 0.5), 1],
  ])("%o multiplies what there is by %d", (one, ratio) => {
    expect(capacityRatio([scenario(one)], platform)).toBe(ratio);
  });

  it("counts a pool's overflow on both sides", () => {
    const pools = platform.pools.map((pool) => ({ ...pool, size: 5, overflow: 10 }));
    // 20 + 10 places instead of 5 + 10.
    expect(capacityRatio([scenario(lever("pool.size", 20))], { ...platform, pools })).toBe(2);
  });

  it("takes the last of several that are pulled one after the other", () => {
    const [first, then] = [scenario(lever("pool.size", 20)), scenario(lever("pool.size", 30))];
    expect(capacityRatio([first, then], platform)).toBe(3);
  });

  it("multiplies over all levers, and is 1 without any", () => {
    const two = scenario(lever("pool.size", 20), lever("db.cores", 8));
    expect(capacityRatio([two, scenario(lever("api.replicas", 2))], platform)).toBe(8);
    expect(capacityRatio([], platform)).toBe(1);
  });
});
