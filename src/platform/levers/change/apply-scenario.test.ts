import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Lever, Scenario } from "../../scenario.ts";
import { plainPlatform } from "../../testing/plain-platform.ts";
import { anyPlatform } from "../testing/any-platform.ts";
import { applyScenario } from "./apply-scenario.ts";
import { changePlatform } from "./change-platform.ts";
import { changesOf } from "./changes-of.ts";
import { requireSolved } from "./require-solved.ts";

const twice: Lever = {
  name: "pool.size",
  text: "2 * pool.size",
  value: { operation: "multiply", values: [2, { figure: "pool.size" }] },
};
const to = (name: Lever["name"], value: number): Lever => ({
  name,
  text: String(value),
  value,
});
const scenario = (...levers: readonly Lever[]): Scenario => ({
  name: "try",
  title: "Trying it",
  source: "",
  cost: null,
  levers,
});

describe("applyScenario", () => {
  it("does what its levers do, where the platform has what they act on", () => {
    const tried = scenario(twice, to("shards", 2), to("cache", 0.5), to("thinkTime", 3), twice);
    fc.assert(
      fc.property(anyPlatform, (platform) => {
        expect(applyScenario(tried, platform)).toEqual({
          platform: changePlatform(platform, changesOf(tried, platform)),
          without: [],
        });
      }),
      { seed: 1 },
    );
  });

  it("leaves out, and names, what the platform has no place for, and does the rest", () => {
    const poolless = { ...plainPlatform(), pools: [] };
    const { platform, without } = applyScenario(
      scenario(twice, to("pooler", 1), to("db.cores", 8), to("api.workers", 4)),
      poolless,
    );
    expect(without).toEqual(["pool.size", "pooler", "api.workers"]);
    expect(platform).toEqual(changePlatform(poolless, [{ name: "db.cores", value: 8 }]));
  });

  it("takes the depth of a rate limit that it sets itself, and of none refuses it", () => {
    const both = scenario(to("rateLimit", 50), to("rateBurst", 10));
    expect(applyScenario(both, plainPlatform()).platform).toEqual({
      ...plainPlatform(),
      rateLimit: 50,
      rateBurst: 10,
    });
    const alone = scenario(to("rateBurst", 10));
    expect(() => applyScenario(alone, plainPlatform())).toThrow(/^rateBurst needs a rateLimit/);
    expect(() => requireSolved(both)).toThrow(/^rateBurst is seen by the simulator alone/);
    expect(() => requireSolved(scenario(to("rateLimit", 50)))).not.toThrow();
  });

  it("does not take a wrong value for a missing place", () => {
    expect(() => applyScenario(scenario(to("cache", 2)), plainPlatform())).toThrow(/^cache/);
    const second = plainPlatform().pools.map((pool) => ({ ...pool, name: "more", size: 3 }));
    const two = { ...plainPlatform(), pools: [...plainPlatform().pools, ...second] };
    expect(() => applyScenario(scenario(twice), two)).toThrow(/no pool.size to refer to/);
  });
});
