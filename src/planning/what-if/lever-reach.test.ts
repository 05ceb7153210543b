import { describe, expect, it } from "vitest";
import { findLimits } from "../../limits/find-limits.ts";
import { plausiblePlatform } from "../../limits/plausible-platform.ts";
import { defaultPolicy } from "../../limits/policy.ts";
import { applyScenario } from "../../platform/levers/apply-scenario.ts";
import { leverBase } from "../../platform/levers/lever-base.ts";
import type { Platform } from "../../platform/platform.ts";
import { classicalModel } from "../../platform/testing/classical-model.ts";
import { leverReach } from "./lever-reach.ts";
import type { ScenarioBase } from "./run-scenario.ts";

const search = { maxUsers: 4000, basisAt: () => "interpolated" as const };

const base = (model: Platform, without: readonly "pool.size"[] = []): ScenarioBase => {
  const draws = [plausiblePlatform(model)];
  const found = findLimits(draws, defaultPolicy, search);
  return {
    groups: [
      {
        hypothesis: { name: "one", title: "One" },
        weight: 1,
        standing: true,
        draws,
        ofDraws: found.ofDraws,
        bases: [leverBase(model)],
        apply: (scenario) => ({
          draws: [plausiblePlatform(applyScenario(scenario, model).platform)],
          without,
        }),
      },
    ],
    picks: [{ group: 0, draw: 0 }],
    found,
    policy: defaultPolicy,
    search,
    loads: [50],
    assumptions: [],
  };
};

describe("leverReach", () => {
  it("ends the growth of a pool where the servers inside take over", () => {
    // Ten connections of 0.1 s, forty servers inside: from forty on the servers are the ceiling.
    const model = classicalModel({ poolSize: 10, serviceTime: 0.1, innerServers: 40 });
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

  it("finds nothing to gain where the pool is no limit", () => {
    const model = classicalModel({ poolSize: 80, serviceTime: 0.1, innerServers: 10 });
    const [reach] = leverReach("pool.size", base(model));
    expect(reach?.found?.enough).toEqual(reach?.found?.today);
    expect(reach?.found?.gain.value).toBe(0);
  });

  it("says so where growth leaves the range of predictions", () => {
    const model = classicalModel({ poolSize: 40, serviceTime: 0.1 });
    const narrow = { ...base(model), search: { ...search, maxUsers: 800 } };
    expect(leverReach("pool.size", narrow)[0]?.found?.pastPredictions).toBe(true);
  });

  it("marks a platform on which the lever acts on nothing", () => {
    const model = classicalModel({ poolSize: 10, serviceTime: 0.1 });
    expect(leverReach("pool.size", base(model, ["pool.size"]))).toEqual([
      { lever: "pool.size", name: "one", title: "One", weight: 1, found: null },
    ]);
  });
});
