import { describe, expect, it } from "vitest";
import { defaultPolicy } from "../../../limits/policy.ts";
import type { Lever, LeverName } from "../../../platform/scenario.ts";
import { plainPlatform } from "../../../platform/testing/plain-platform.ts";
import { plausibleGroup } from "../../testing/plausible-group.ts";
import { cheapestSet } from "../cheapest-set.ts";
import type { Improvement } from "../improvement-sets.ts";
import { paretoFront } from "../pareto-front.ts";
import { askedMargin, askedObjectives, marginLoad, setSearch } from "../set-search.ts";
import type { Deciding } from "./deciding-measurement.ts";
import { planWork } from "./plan-work.ts";

/** Ten connections of 100 ms, or ten servers of 100 ms behind forty: 100 req/s both. */
const draws = (size: number, cores: number) =>
  [0.098, 0.1, 0.102].flatMap((databaseTime) =>
    Array.from({ length: 4 }, () =>
      plainPlatform({ poolSize: size, databaseTime, apiTime: 0, cores }),
    ),
  );
const groups = [
  plausibleGroup("pool", 0.6, draws(10, 1000)),
  plausibleGroup("servers", 0.4, draws(40, 10)),
];

const improvement = (name: string, cost: number, lever: LeverName, value: number): Improvement => {
  const levers: Lever[] = [{ name: lever, text: String(value), value }];
  return { name, title: name, source: "", cost, levers };
};
const pool = improvement("pool", 6, "pool.size", 40);
const larger = improvement("larger pool", 9, "pool.size", 60);
const indexes = improvement("indexes", 30, "demand", 0.5);

const decided: Deciding = {
  advice: {
    ...{ users: 300, kind: "repeated", change: null, minutes: 5, information: 0.9 },
    ...{ deviation: 1, narrowing: 0, gain: 0.9, gainPerMinute: 0.18 },
    ...{ tellingFigure: "p95", expected: [] },
  },
  settles: 1,
};

function work(improvements: readonly Improvement[], users = 150, safeLimit = 100) {
  const objectives = { p95: 0.5 };
  const asked = askedObjectives({ objectives, refused: 0.01 });
  const search = setSearch(groups, asked, users, improvements);
  const about = { groups, refused: 0.01, improvements, users, probability: 0.9, maxCost: null };
  const { best } = cheapestSet({ ...about, objectives, search });
  let measured = 0;
  const order = planWork({
    ...{ ...about, search, asked, best, reruns: [] },
    margin: {
      safeLimit,
      users: marginLoad(defaultPolicy, users),
      search: setSearch(
        groups,
        askedMargin({ redLine: { p95: 1, errorRate: 0.05 } }),
        marginLoad(defaultPolicy, users),
        improvements,
      ),
    },
    decide: () => {
      measured++;
      return decided;
    },
  });
  return { order, measured };
}

describe("planWork", () => {
  it("measures first where only one explanation is helped, and says what follows from each", () => {
    const { order } = work([pool]);
    expect(order.steps.map(({ kind }) => kind)).toEqual(["measure", "change"]);
    expect(order.steps[1]).toMatchObject({ name: "pool", onlyIf: "pool", probability: 12.5 / 13 });
    expect(
      order.outcomes.map(({ title, holds, work: { titles } }) => [title, holds, titles]),
    ).toEqual([
      ["pool", true, ["pool"]],
      ["servers", false, []],
    ]);
    expect(order.untouched.map(({ title }) => title)).toEqual(["servers"]);
    // 60 % of knowing that it helps, and 40 % of knowing that nothing does.
    expect(order.reached).toBeCloseTo((0.6 * 12.5 + 0.4 * 0.5) / 13, 9);
    expect(order.holds).toBe(false);
  });

  it("measures to save hours where a dear change would help in any case", () => {
    const { order } = work([pool, indexes]);
    expect(order.steps[0]).toMatchObject({ kind: "measure", minutes: 5 });
    expect(order.outcomes.map(({ work: { hours } }) => hours)).toEqual([6, 30]);
    expect(order.holds).toBe(true);
  });

  it("measures nothing where one change is right whatever is true", () => {
    const { order, measured } = work([indexes]);
    expect(measured).toBe(0);
    expect(order.steps.map(({ kind }) => kind)).toEqual(["change"]);
    expect(order.steps[0]).toMatchObject({ name: "indexes", onlyIf: null, hours: 30 });
    expect(order.holds).toBe(true);
  });

  it("has nothing to do where the target is held", () => {
    const { order, measured } = work([pool], 50);
    expect({ steps: order.steps, measured, holds: order.holds }).toEqual({
      ...{ steps: [], measured: 0, holds: true },
    });
  });

  it("says whether the breaking point keeps the policy's margin, 120 users for 100", () => {
    const asItIs = work([pool], 100, 90).order;
    expect(asItIs.steps).toEqual([]);
    expect(asItIs.margin).toMatchObject({ safeLimit: 90, users: 120, kept: false });
    expect(work([pool], 100, 100).order.margin.kept).toBe(true);
    // Half the work: 200 req/s, far more than what 180 users send.
    const halved = work([indexes], 150, 90).order.margin;
    expect(halved).toMatchObject({ safeLimit: 90, users: 180, kept: true });
    expect(halved.reached).toBeCloseTo(24.5 / 25, 12);
  });

  it("names once what costs more and gains no more", () => {
    expect(work([pool, larger]).order.dominated).toEqual([{ title: "larger pool", by: "pool" }]);
  });
});

describe("paretoFront", () => {
  it("keeps what no other beats in hours, money and probability", () => {
    const point = (hours: number, monthly: number, probability: number) => ({
      ...{ titles: [`${hours}`], hours, monthly, probability },
    });
    const [cheap, dear, sure] = [point(5, 100, 0.5), point(5, 200, 0.5), point(9, 0, 0.9)];
    const equal = { ...cheap, titles: ["again"] };
    expect(paretoFront([sure, dear, cheap, equal])).toEqual([cheap, sure]);
  });
});
