import { describe, expect, it } from "vitest";
import { platformLimits } from "../../limits/platform-limits.ts";
import { plausiblePlatform } from "../../limits/plausible-platform.ts";
import { defaultPolicy } from "../../limits/policy.ts";
import { applyScenario } from "../../platform/levers/apply-scenario.ts";
import { leverBase } from "../../platform/levers/lever-base.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Scenario } from "../../platform/scenario.ts";
import { classicalModel } from "../../platform/testing/classical-model.ts";
import type { PlausibleGroup } from "../what-if/plausible-groups.ts";
import { type MeasurementInput, rankMeasurements } from "./rank-measurements.ts";

const maxUsers = 400;

function group(
  name: string,
  weight: number,
  models: readonly Platform[],
  hasPool = true,
): PlausibleGroup {
  return {
    hypothesis: { name, title: name },
    weight,
    standing: true,
    noiseScale: 1,
    draws: models.map((model) => plausiblePlatform(model)),
    bases: models.map(leverBase),
    after: (draw, scenario) => {
      const model = models[draw] as Platform;
      if (!hasPool) {
        return { platform: plausiblePlatform(model), without: ["pool.size"], model };
      }
      const { platform: changed, without } = applyScenario(scenario, model);
      return { platform: plausiblePlatform(changed), without, model: changed };
    },
  };
}

function input(
  groups: readonly PlausibleGroup[],
  changes: Partial<MeasurementInput> = {},
): MeasurementInput {
  return {
    groups,
    breakingPoints: groups.map(({ draws }) =>
      draws.map((draw) => platformLimits(draw, defaultPolicy, maxUsers).breakingPoint),
    ),
    levels: { repeated: [50, 200], between: [120], beyond: [400] },
    maxUsers,
    changes: [],
    optional: false,
    minutesPerLevel: 5,
    setupMinutes: 30,
    top: 100,
    seed: 1,
    ...changes,
  };
}

const larger = (title = "pool.size=40", value = 40): Scenario => ({
  name: title,
  title,
  source: "",
  cost: null,
  levers: [{ name: "pool.size", text: String(value), value }],
});

/** Ceilings of 97 to 103 req/s, where the pool of 10 is the wall. */
const times = [0.097, 0.098, 0.099, 0.1, 0.101, 0.102, 0.103];
const byPool = (each: readonly number[]) =>
  each.map((serviceTime) => classicalModel({ poolSize: 10, serviceTime }));
/** The same figures at every load, from ten servers inside a pool that is large enough. */
const byServers = (each: readonly number[]) =>
  each.map((serviceTime) => classicalModel({ poolSize: 40, innerServers: 10, serviceTime }));
const models = byPool(times);
const inside = byServers(times);

describe("rankMeasurements", () => {
  it("has nothing to tell between two hypotheses that expect the same of every measurement", () => {
    const same = input([group("a", 0.5, models), group("b", 0.5, models)]);
    const { doubt, ranked } = rankMeasurements(same);
    expect(doubt).toBe(1);
    for (const { information } of ranked) expect(information).toBeLessThan(1e-9);
  });

  it("tells 1 bit where two equally believed hypotheses expect a factor of three", () => {
    const slow = times.map((time) => classicalModel({ poolSize: 10, serviceTime: 3 * time }));
    const { ranked } = rankMeasurements(input([group("a", 0.5, models), group("b", 0.5, slow)]));
    const at200 = ranked.find(({ users }) => users === 200);
    expect(at200?.information).toBeCloseTo(1, 3);
  });

  it("finds the change that tells apart what no level can, at the price of its setting up", () => {
    // The ceiling is known within 1 %: no level has much to add about the breaking point.
    const known = times.map((time) => 0.1 + (time - 0.1) / 3);
    const groups = [
      group("pool", 0.5, byPool(known)),
      group("servers", 0.5, byServers(known), false),
    ];
    const { ranked, mostAtAnyCost } = rankMeasurements(input(groups, { changes: [larger()] }));
    for (const { change, information, minutes } of ranked) {
      expect(minutes).toBe(change === null ? 5 : 35);
      if (change === null) expect(information).toBeLessThan(1e-3);
    }
    const told = ranked.find(({ change, users }) => change !== null && users === 400);
    expect(told?.information).toBeCloseTo(1, 2);
    const [pool, servers] = told?.expected ?? [];
    expect(pool?.p95.high).toBeLessThan(servers?.p95.low ?? 0);
    expect([pool?.unchanged, servers?.unchanged]).toEqual([false, true]);
    expect(mostAtAnyCost?.change ?? ranked[0]?.change).toBe("pool.size=40");
  });

  it("works with a single hypothesis: what narrows the breaking point is measured past the knee", () => {
    const { doubt, ranked, breakingPoint } = rankMeasurements(input([group("a", 1, models)]));
    expect(doubt).toBeNull();
    expect(breakingPoint.deviation).toBeGreaterThan(1);
    const at = (load: number) => ranked.find(({ users }) => users === load);
    expect(at(200)?.information).toBeNull();
    // Idle, R is the service time in 4 % noise; saturated, X is the ceiling in 1.5 %.
    expect(at(200)?.narrowing).toBeGreaterThan(at(50)?.narrowing ?? 1);
    expect(at(200)?.deviation).toBeLessThan(breakingPoint.deviation);
  });

  it("ranks by gain per minute, gives the same again, and leaves out what acts on nothing", () => {
    const groups = [group("servers", 0.6, inside, false), group("b", 0.4, inside, false)];
    const wanted = input(groups, { changes: [larger()] });
    const result = rankMeasurements(wanted);
    expect(result.skipped).toEqual([
      { change: "pool.size=40", reason: "no hypothesis has anything that it acts on" },
    ]);
    const rates = result.ranked.map(({ gainPerMinute }) => gainPerMinute);
    expect(rates).toEqual(rates.toSorted((a, b) => b - a));
    expect(rankMeasurements(wanted)).toEqual(result);
  });

  it("refuses a change that makes no sense, or leaves it out where nobody asked for it", () => {
    const groups = [group("a", 0.5, models), group("b", 0.5, models)];
    const changes = [larger("pool.size=0", 0)];
    expect(() => rankMeasurements(input(groups, { changes }))).toThrow(
      /^size of the connections pool must be/,
    );
    const { skipped } = rankMeasurements(input(groups, { changes, optional: true }));
    expect(skipped[0]?.reason).toMatch(/^size of the connections pool must be/);
  });
});
