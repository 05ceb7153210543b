import { describe, expect, it } from "vitest";
import { findLimits } from "../../limits/find-limits.ts";
import { defaultPolicy } from "../../limits/policy.ts";
import type { Platform } from "../../platform/platform.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { plausibleGroup } from "../testing/plausible-group.ts";
import { leverReach } from "./lever-reach.ts";
import type { ScenarioBase } from "./run-scenario.ts";

const search = { maxUsers: 4000, basisAt: () => "interpolated" as const };

const base = (platform: Platform): ScenarioBase => {
  const group = plausibleGroup("one", 1, [platform]);
  const found = findLimits(group.draws, defaultPolicy, search);
  return {
    groups: [{ ...group, ofDraws: found.ofDraws }],
    picks: [{ group: 0, draw: 0 }],
    found,
    policy: defaultPolicy,
    search,
    loads: [50],
    assumptions: [],
  };
};

/** Holds of 0.1 s in a pool around servers that are shared. */
const pooled = (poolSize: number, cores: number) =>
  plainPlatform({ poolSize, cores, databaseTime: 0.1, apiTime: 0 });

describe("leverReach", () => {
  it("ends the growth of a pool where the servers inside take over", () => {
    // Ten connections of 0.1 s, forty servers inside: from forty on the servers are the ceiling.
    const model = pooled(10, 40);
    const [reach] = leverReach("pool.size", base(model));
    expect(reach?.found?.today.value).toBe(10);
    // Less than 5 % of the breaking point is lost at most 5 % below forty.
    expect(reach?.found?.enough.value).toBeGreaterThan(36);
    expect(reach?.found?.enough.value).toBeLessThan(44);
    // Four times the ceiling: the breaking point, nearly X·(Z + R), grows about as much.
    expect(reach?.found?.gain.value).toBeGreaterThan(2);
    expect(reach?.found?.gain.value).toBeLessThan(3.3);
    expect(reach?.found?.pastPredictions).toBe(false);
  });

  it("grows a pool where errors pass the red line and P95 never does, by as much as the breaking point", () => {
    // Nobody waits longer than 0.35 s for a connection: who times out is an error, P95 stays below 2 s.
    const timingOut = (size: number) => {
      const model = pooled(size, 40);
      return { ...model, pools: model.pools.map((pool) => ({ ...pool, acquireTimeOut: 0.35 })) };
    };
    const breaking = (size: number) => base(timingOut(size)).found.limits.breakingPoint;
    expect(breaking(10).crossedBy).toBe("errorRate");
    const [reach] = leverReach("pool.size", base(timingOut(10)));
    const { enough, gain, pastPredictions } = reach?.found ?? {};
    const [size = 0, more = 0] = [enough?.value, gain?.value];
    expect(pastPredictions).toBe(false);
    expect(size).toBeGreaterThan(36);
    expect(more).toBeGreaterThan(2);
    // Sizes between two whole connections break between the two.
    const [low, high] = [Math.floor(size), Math.ceil(size)].map((at) => breaking(at).value ?? 0);
    const today = breaking(10).value ?? 0;
    expect(more).toBeGreaterThan((low ?? 0) / today - 1.01);
    expect(more).toBeLessThan((high ?? 0) / today - 0.99);
  });

  it("finds nothing to gain where the pool is no limit", () => {
    const model = pooled(80, 10);
    const [reach] = leverReach("pool.size", base(model));
    expect(reach?.found?.enough).toEqual(reach?.found?.today);
    expect(reach?.found?.gain.value).toBe(0);
  });

  it("says so where growth leaves the range of predictions", () => {
    const model = pooled(40, 1000);
    const narrow = { ...base(model), search: { ...search, maxUsers: 800 } };
    expect(leverReach("pool.size", narrow)[0]?.found?.pastPredictions).toBe(true);
  });

  it("marks a platform on which the lever acts on nothing", () => {
    const model = { ...pooled(10, 1000), pools: [] };
    expect(leverReach("pool.size", base(model))).toEqual([
      { lever: "pool.size", name: "one", title: "one", weight: 1, found: null },
    ]);
  });
});
