import { describe, expect, it } from "vitest";
import { platformLimits } from "../../limits/platform-limits.ts";
import { defaultPolicy } from "../../limits/policy.ts";
import type { Scenario } from "../../platform/scenario.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { plausibleGroup } from "../testing/plausible-group.ts";
import type { PlausibleGroup } from "../what-if/plausible-groups.ts";
import { type MeasurementInput, rankMeasurements } from "./rank-measurements.ts";

const maxUsers = 400;

const group = plausibleGroup;

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

const serviceTimes = [0.0985, 0.099, 0.0995, 0.1, 0.1005, 0.101, 0.1015];
/** Ceilings of 98.5 to 101.5 req/s, where the pool of 10 is the wall. */
const poolOfTen = (serviceTime: number) =>
  plainPlatform({ poolSize: 10, databaseTime: serviceTime, apiTime: 0, cores: 1000 });
const models = serviceTimes.map(poolOfTen);
/** The same figures at every load, from ten servers in a line of their own without a pool. */
const inside = serviceTimes.map((serviceTime) => ({
  ...plainPlatform({
    ...{ databaseTime: serviceTime, apiTime: 0, cores: 10 },
    queue: { discipline: "fifo" },
  }),
  pools: [],
}));

describe("rankMeasurements", () => {
  it("has nothing to tell between two hypotheses that expect the same of every measurement", () => {
    const same = input([group("a", 0.5, models), group("b", 0.5, models)]);
    const { doubt, ranked } = rankMeasurements(same);
    expect(doubt).toBe(1);
    for (const { information } of ranked) expect(information).toBeLessThan(1e-9);
  });

  it("tells 1 bit where two equally believed hypotheses expect a factor of three", () => {
    const slow = serviceTimes.map((serviceTime) => poolOfTen(3 * serviceTime));
    const { ranked } = rankMeasurements(input([group("a", 0.5, models), group("b", 0.5, slow)]));
    const at200 = ranked.find(({ users }) => users === 200);
    expect(at200?.information).toBeCloseTo(1, 3);
  });

  it("finds the change that tells apart what no level can, at the price of its setting up", () => {
    const groups = [group("pool", 0.5, models), group("servers", 0.5, inside)];
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

  it("narrows nothing where no plausible platform breaks", () => {
    const same = input([group("a", 0.7, models), group("b", 0.3, inside)]);
    const unbroken = same.breakingPoints.map((list) => list.map(() => null));
    const { ranked, breakingPoint } = rankMeasurements({ ...same, breakingPoints: unbroken });
    expect(breakingPoint).toMatchObject({ deviation: 0, beyond: 1 });
    for (const { narrowing, gain, information } of ranked) {
      expect(narrowing).toBe(0);
      expect(gain).toBe(information);
    }
  });

  it("ranks by gain per minute, gives the same again, and leaves out what acts on nothing", () => {
    const groups = [group("servers", 0.6, inside), group("b", 0.4, inside)];
    const wanted = input(groups, { changes: [larger()] });
    const result = rankMeasurements(wanted);
    expect(result.skipped).toEqual([
      { change: "pool.size=40", reason: "no explanation has anything that it acts on" },
    ]);
    const rates = result.ranked.map(({ gainPerMinute }) => gainPerMinute);
    expect(rates).toEqual(rates.toSorted((a, b) => b - a));
    expect(rankMeasurements(wanted)).toEqual(result);
  });

  it("refuses a change that makes no sense, or leaves it out where nobody asked for it", () => {
    const groups = [group("a", 0.5, models), group("b", 0.5, models)];
    const changes = [larger("pool.size=0", 0)];
    expect(() => rankMeasurements(input(groups, { changes }))).toThrow(
      /^size of the connections pool/,
    );
    const { skipped } = rankMeasurements(input(groups, { changes, optional: true }));
    expect(skipped[0]?.reason).toMatch(/^size of the connections pool/);
  });
});
