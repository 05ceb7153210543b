import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyScenario } from "../../platform/levers/change/apply-scenario.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Lever, LeverName } from "../../platform/scenario.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { plausibleGroup } from "../testing/plausible-group.ts";
import { changeDraws } from "../what-if/change-drawn.ts";
import { type CheapestInput, cheapestSet } from "./cheapest-set.ts";
import { type Improvement, improvementSets, scenarioOfSet } from "./improvement-sets.ts";
import { askedObjectives, setSearch } from "./set-search.ts";

const group = plausibleGroup;

const lever = (name: LeverName, value: number): Lever => ({
  name,
  text: String(value),
  value,
});

const improvement = (name: string, cost: number, ...levers: readonly Lever[]): Improvement => ({
  name,
  title: name,
  source: "",
  cost,
  levers,
});

/** Ten connections of 100 ms: 100 req/s and no more. */
const byPool = [0.098, 0.1, 0.102].flatMap((serviceTime) =>
  Array.from({ length: 4 }, () =>
    plainPlatform({ poolSize: 10, databaseTime: serviceTime, apiTime: 0, cores: 1000 }),
  ),
);
/** The same ceiling, by ten servers inside a pool that is large enough. */
const byServers = [0.098, 0.1, 0.102].flatMap((serviceTime) =>
  Array.from({ length: 4 }, () =>
    plainPlatform({ poolSize: 40, databaseTime: serviceTime, apiTime: 0, cores: 10 }),
  ),
);

const pool = improvement("pool", 6, lever("pool.size", 40));
const indexes = improvement("indexes", 10, lever("demand", 0.5));
const smaller = improvement("smaller", 2, lever("pool.size", 5));
const refusing = improvement("refusing", 1, lever("rateLimit", 40));

const input = (changes: Partial<CheapestInput> = {}): CheapestInput => ({
  groups: [group("pool", 0.95, byPool), group("servers", 0.05, byServers)],
  objectives: { p95: 0.5 },
  refused: 0.01,
  improvements: [pool, indexes, smaller],
  users: 150,
  probability: 0.9,
  maxCost: null,
  ...changes,
});

const none = { improvements: [], cost: 0 };

const chosen = (changes: Partial<CheapestInput> = {}) => cheapestSet(input(changes)).best.names;

describe("improvementSets", () => {
  it("lists every set once, the cheapest first, none above the cost allowed", () => {
    const sets = improvementSets([indexes, pool, smaller], 16);
    expect(sets.map(({ cost }) => cost)).toEqual([0, 2, 6, 8, 10, 12, 16]);
    expect(improvementSets([indexes, pool, smaller], 100)).toHaveLength(8);
  });

  it("applies the cheaper first, so that of two sizes of a pool the dearer stays", () => {
    const [, , , both] = improvementSets([pool, smaller], 100);
    const scenario = scenarioOfSet(both ?? { improvements: [], cost: 0 });
    const { platform } = applyScenario(scenario, byPool[0] as Platform);
    expect(platform.pools[0]?.size).toBe(40);
  });

  it("refuses more than it can search exactly, of those that could be paid for", () => {
    const many = Array.from({ length: 13 }, (_, i) => improvement(`i${i}`, i + 1, ...pool.levers));
    expect(() => improvementSets(many, 100)).toThrow(/^improvements must be 12 or fewer, got 13/);
    expect(improvementSets(many, 2)).toHaveLength(3); // nothing, one of 1 h, one of 2 h
  });
});

describe("cheapestSet", () => {
  it("needs nothing where the platform holds as it is", () => {
    const result = cheapestSet(input({ users: 50 }));
    expect(result.verdict).toBe("nothing needed");
    expect(result.best).toMatchObject({ names: [], cost: 0, wall: "connections" });
    expect(result.failing).toEqual([]);
  });

  it("takes the larger pool where the pool is the wall, and says on whose truth that rests", () => {
    const { verdict, best, failing } = cheapestSet(input());
    expect(verdict).toBe("found");
    expect(best.names).toEqual(["pool"]);
    // 12 of 12 draws and 0 of 12: (12 + ½)/13 and ½/13.
    expect(best.perHypothesis.map(({ probability }) => probability)).toEqual([12.5 / 13, 0.5 / 13]);
    expect(best.probability).toBeCloseTo((0.95 * 12.5 + 0.05 * 0.5) / 13, 12);
    expect(failing.map(({ names }) => names)).toEqual([["smaller"]]);
    expect(failing[0]?.objectives[0]).toMatchObject({ name: "p95", limit: 0.5 });
    expect(failing[0]?.objectives[0]?.predicted.low).toBeGreaterThan(0.5);
  });

  it("has one probability for a set, whoever tells it, by the draws that check counts", () => {
    // 150 users who think 1 s find 10 connections of 98, 100 or 102 ms: 0.47, 0.50 and 0.53 s. Of twelve
    // draws four keep 0.485 s; of the three that stand for the mixture two do.
    const picked = { ...group("pool", 1, byPool), picked: [0, 1, 8] };
    const objectives = { mean: 0.485 };
    const groupsOf = { groups: [picked], improvements: [], objectives };
    const search = setSearch([picked], askedObjectives({ objectives, refused: 0.01 }), 150);
    const { best } = cheapestSet(input({ ...groupsOf, search }));
    expect(best.probability).toBe(search.probability(none));
    expect(best.probability).toBeCloseTo(2.5 / 4, 12);
    for (const { probability } of best.objectives) {
      expect(probability).toBeGreaterThanOrEqual(best.probability);
    }
  });

  it("halves the work where both hypotheses must hold", () => {
    const groups = [group("pool", 0.5, byPool), group("servers", 0.5, byServers)];
    expect(chosen({ groups })).toEqual(["indexes"]);
    const { front } = cheapestSet(input({ groups }));
    expect(front.map(({ names }) => names)).toEqual([["pool"], ["indexes"]]);
  });

  it("finds no set where none holds, or none may be paid, and gives the best there is", () => {
    const far = cheapestSet(input({ users: 2000 })); // 40 / 50 ms = 800 req/s at most: R = 2000 / 800 − 1 = 1.5 s
    expect(far.verdict).toBe("no set holds");
    const poor = cheapestSet(input({ maxCost: 5 }));
    expect(poor).toMatchObject({ verdict: "no set holds", sets: 2, best: { names: [] } });
    expect(poor.failing.map(({ names }) => names)).toEqual([["smaller"]]);
  });

  it("does not take refusing for holding", () => {
    const { verdict, failing } = cheapestSet(input({ improvements: [refusing] }));
    expect(verdict).toBe("no set holds");
    const told = failing.find(({ names }) => names.includes("refusing"));
    expect(told?.objectives[0]?.name).toBe("refusedShare");
  });

  it("lets as much be refused as the policy does", () => {
    const { best } = cheapestSet(input({ improvements: [refusing], refused: 1 }));
    expect(best.names).toEqual(["refusing"]);
  });

  it("is the cheapest of all sets by plain enumeration, whatever their costs and effects", () => {
    const some = fc.record({
      cost: fc.integer({ min: 1, max: 30 }),
      place: fc.constantFrom<LeverName>("pool.size", "demand", "api.replicas"),
      value: fc.integer({ min: 1, max: 4 }),
    });
    const values = { "pool.size": 6, demand: 0.3, "api.replicas": 1 } as Record<string, number>;
    const list = fc.array(some, { minLength: 1, maxLength: 4 });
    const groups = [group("pool", 0.7, byPool.slice(0, 9)), group("servers", 0.3, byServers)];
    fc.assert(
      fc.property(list, fc.integer({ min: 50, max: 300 }), (made, users) => {
        const improvements = made.map(({ cost, place, value }, i) =>
          improvement(`i${i}`, cost, lever(place, (values[place] ?? 1) * value)),
        );
        const wanted = input({ groups, improvements, users, probability: 0.6 });
        const { verdict, best } = cheapestSet(wanted);
        const costs = improvementSets(improvements, 1000).flatMap((set) => {
          const share = groups.reduce((sum, one) => {
            const holding = changeDraws(one, scenarioOfSet(set)).draws.filter(
              ({ plausible }) => plausible.upTo(users)(users).percentile("p95") <= 0.5,
            );
            return sum + (one.weight * (holding.length + 0.5)) / (one.draws.length + 1);
          }, 0);
          return share >= 0.6 ? [set.cost] : [];
        });
        if (costs.length === 0) expect(verdict).toBe("no set holds");
        else expect(best.cost).toBe(Math.min(...costs));
      }),
      { numRuns: 15 },
    );
  });

  it.each([
    [{ users: 0 }, /^users must be/],
    [{ probability: 1.5 }, /^probability must be/],
    [{ groups: [] }, /^groups must hold/],
    [
      { improvements: [improvement("none", 1, lever("pool.size", 0))] },
      /^size of the connections pool/,
    ],
  ])("refuses %j", (changes, message) => {
    expect(() => cheapestSet(input(changes))).toThrow(message);
    expect(() => cheapestSet(input(changes))).toThrow(RangeError);
  });
});
