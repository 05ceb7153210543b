import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlanResult } from "../planning/plan/plan-result.ts";
import { samplePlan } from "../planning/testing/sample-plan.ts";
import { charts } from "./charts.ts";
import { endpointsSentence } from "./endpoint-chart.ts";
import { fitQualityChart, fitQualitySentence } from "./fit-quality-chart.ts";
import { curveWords, measuredWords } from "./layers/legend-words.ts";
import { pointsWithin } from "./layers/points-within.ts";
import { usersDomain } from "./layers/users-axis.ts";
import { utilizationSentence } from "./utilization-chart.ts";
import { whatIfHypothesesSentence } from "./what-if-hypotheses-chart.ts";
import { whatIfLimitsSentence } from "./what-if-limits-chart.ts";

const alone = samplePlan({ several: false });
const row = (path: string, users: number, mean: number) => ({
  ...{ users, run: "", method: "GET", path, responseTime: { mean } },
  ...{ quality: "measured" as const, note: "" },
});
const slowed = (times: readonly number[]): PlanResult => ({
  ...alone,
  campaign: {
    ...alone.campaign,
    endpoints: times.flatMap((factor, i) => [
      row(`/${i}`, 10, 0.1),
      row(`/${i}`, 100, 0.1 * factor),
    ]),
  },
});

describe("the sentence above the endpoints", () => {
  it("says in words how many take how many times as long", () => {
    expect(endpointsSentence(slowed([36, 37, 38, 41, 28, 28]))).toBe(
      "At 100 users 4 endpoints take 36 to 41 times as long as at 10, 2 endpoints 28 times",
    );
    expect(endpointsSentence(slowed([100, 3, 3, 3.1]))).toBe(
      "At 100 users 1 endpoint takes 100 times as long as at 10, 3 endpoints 3.0 to 3.1 times",
    );
    expect(endpointsSentence(slowed([2, 2, 2]))).toBe(
      "At 100 users all 3 endpoints take 2.0 times as long as at 10",
    );
  });
});

describe("the sentence of a single explanation", () => {
  it("does not weigh it against others that there are not", () => {
    expect(utilizationSentence(alone)).toMatch(/^The /);
    expect(whatIfHypothesesSentence(alone)).not.toContain("Under");
    expect(JSON.stringify(fitQualityChart(alone))).not.toContain("Chances");
    expect(JSON.stringify(fitQualityChart(samplePlan()))).toContain("Chances");
    expect(fitQualitySentence(alone)).toMatch(/half of the figures are missed by at most/);
  });
});

describe("the sentence of what changes do", () => {
  it("names no safe limit of no users", () => {
    const { safeLimit, ...limits } = alone.limits;
    const none = { ...limits, safeLimit: { ...safeLimit, value: 0 } };
    const scenarios = alone.scenarios.map((one) => ({ ...one, before: none }));
    const told = whatIfLimitsSentence({ ...alone, limits: none, scenarios });
    expect(told).toMatch(/^Of \d changes to a platform without a safe limit: /);
    expect(
      whatIfLimitsSentence({ ...alone, limits: none, scenarios: scenarios.slice(0, 1) }),
    ).toMatch(/^The one change to a platform without a safe limit /);
    expect(whatIfLimitsSentence({ ...alone, limits: none, scenarios: [] })).toBe(
      "No safe limit; no change was tried",
    );
  });

  it("counts what is drawn as protected among those that refuse", () => {
    const [first, ...others] = alone.scenarios.map((one) => ({
      ...one,
      verdict: "cannot tell" as const,
    }));
    if (first === undefined) throw new Error("the sample plan has scenarios");
    const refused = { value: 0.5, low: 0.4, high: 0.6, basis: "assumed" } as const;
    const points = first.points.map((point) => ({ ...point, refusedShare: refused }));
    const told = whatIfLimitsSentence({ ...alone, scenarios: [{ ...first, points }, ...others] });
    expect(told).toContain("1 refuses requests");
    expect(told).toContain(`${others.length} cannot be told`);
  });
});

describe("how to read a picture", () => {
  const p95 = (point: PlanResult["points"][number]) => point.responseTime.p95;
  const measuredP95 = (level: PlanResult["campaign"]["levels"][number]) => level.responseTime.p95;

  it("tells of diamonds, dashes and bars only where they are drawn", () => {
    const usual = samplePlan();
    const calm = samplePlan({ incident: null });
    expect(measuredWords(usual, [measuredP95])).toContain("diamond: incident");
    expect(measuredWords(calm, [measuredP95])).toBe("Dots: measured.");
    for (const [name, { draw }] of Object.entries(charts))
      expect([name, JSON.stringify(draw(calm))]).not.toEqual([
        name,
        expect.stringMatching(/diamond: incident/),
      ]);
    const certain = calm.points.map((point) => ({
      ...point,
      responseTime: {
        ...point.responseTime,
        p95: { ...p95(point), basis: "interpolated" as const },
      },
    }));
    expect(curveWords({ points: certain }, [p95], usersDomain(calm))).toBe(
      "Line: fitted, shaded: 90 % interval",
    );
  });
});

describe("pointsWithin", () => {
  it("keeps all points inside, and one past the end unless a point lies on it", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 120 }),
        (loads, end) => {
          const points = loads.toSorted((a, b) => a - b).map((users) => ({ users }));
          const shown = pointsWithin(points, [0, end]);
          const past = shown.filter(({ users }) => users > end);
          const isWhole = points.every(({ users }) => users <= end);
          expect(shown).toEqual(points.slice(0, shown.length));
          expect(past.length).toBe(isWhole || loads.includes(end) ? 0 : 1);
        },
      ),
    );
  });
});
