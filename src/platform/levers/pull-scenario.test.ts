import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Lever, Scenario } from "../scenario.ts";
import { plainPlatform } from "../testing/plain-platform.ts";
import { platformLevers } from "./platform-levers.ts";
import { pullLevers } from "./pull-levers.ts";
import { pullScenario } from "./pull-scenario.ts";
import { anyPlatform } from "./testing/any-platform.ts";

const twice: Lever = {
  name: "pool.size",
  text: "2 * pool.size",
  value: (base) => {
    if (base["pool.size"] === null) throw new RangeError("no pool.size to refer to");
    return 2 * base["pool.size"];
  },
};
const to = (name: Lever["name"], value: number): Lever => ({
  name,
  text: String(value),
  value: () => value,
});
const scenario = (...levers: readonly Lever[]): Scenario => ({
  name: "try",
  title: "Trying it",
  source: "",
  cost: null,
  levers,
});

describe("pullScenario", () => {
  it("does what its levers do, where the platform has what they act on", () => {
    const tried = scenario(twice, to("shards", 2), to("cache", 0.5), to("thinkTime", 3), twice);
    fc.assert(
      fc.property(anyPlatform, (platform) => {
        expect(pullScenario(tried, platform)).toEqual({
          platform: pullLevers(platform, platformLevers(tried, platform)),
          without: [],
        });
      }),
      { seed: 1 },
    );
  });

  it("leaves out, and names, what the platform has no place for, and does the rest", () => {
    const poolless = { ...plainPlatform(), pools: [] };
    const { platform, without } = pullScenario(
      scenario(twice, to("pooler", 1), to("db.cores", 8), to("api.workers", 4)),
      poolless,
    );
    expect(without).toEqual(["pool.size", "pooler", "api.workers"]);
    expect(platform).toEqual(pullLevers(poolless, [{ name: "db.cores", value: 8 }]));
  });

  it("does not take a wrong value for a missing place", () => {
    expect(() => pullScenario(scenario(to("cache", 2)), plainPlatform())).toThrow(/^cache/);
    const second = plainPlatform().pools.map((pool) => ({ ...pool, name: "more", size: 3 }));
    const two = { ...plainPlatform(), pools: [...plainPlatform().pools, ...second] };
    expect(() => pullScenario(scenario(twice), two)).toThrow(/no pool.size to refer to/);
  });
});
