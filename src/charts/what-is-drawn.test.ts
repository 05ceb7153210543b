import { describe, expect, it } from "vitest";
import { renderChart } from "../io/render-chart.ts";
import type { PlanResult, ScenarioResult } from "../planning/plan/plan-result.ts";
import { samplePlan } from "../planning/testing/sample-plan.ts";
import { charts } from "./charts.ts";
import { protectedFrom } from "./findings/protected-from.ts";
import { fitQualityChart } from "./fit-quality-chart.ts";
import { chartLayout, chartSizes } from "./layers/chart-layout.ts";
import { likeliestWords, shownHypotheses } from "./layers/shown-hypotheses.ts";
import type { ChartOptions } from "./layers/theme.ts";
import { usersDomain } from "./layers/users-axis.ts";
import { textWidth } from "./places/text-width.ts";
import { whatIfSentence } from "./what-if-chart.ts";

const usual = samplePlan();

const described = (name: string, plan: PlanResult, options?: ChartOptions) =>
  String(charts[name]?.draw(plan, options)["description"]);

const copies = (count: number): PlanResult => ({
  ...usual,
  scenarios: Array.from({ length: count }, (_, i): ScenarioResult => {
    const one = usual.scenarios[i % usual.scenarios.length] as ScenarioResult;
    return { ...one, name: `${one.name}-${i}`, title: `${one.title}, ${i}` };
  }),
});

describe("a picture for print", () => {
  // 16 cm are 720 px and 8 cm 360 px: A4 without 2 cm above and below.
  const SHEET = (29.7 - 4) * 45;

  it.each(Object.keys(charts))(
    "of %s stands on one sheet, however much was tried",
    async (name) => {
      const plan = copies(30);
      for (const size of ["page", "column"] as const) {
        const spec = charts[name]?.draw(plan, { size }) ?? {};
        const svg = await renderChart(spec, "svg");
        const height = Number(/<svg[^>]*\bheight="(\d+(?:\.\d+)?)"/.exec(svg)?.[1]);
        expect([name, size, height <= SHEET ? "" : height]).toEqual([name, size, ""]);
      }
    },
  );

  it.each(["what-if", "what-if-hypotheses", "what-if-limits"])(
    "of %s says how many changes were left out",
    (name) => {
      for (const size of chartSizes) {
        expect(described(name, copies(30), { size })).toMatch(
          /The \d+ of \d+ changes that move most\./,
        );
        expect(described(name, copies(2), { size })).not.toContain("that move most");
      }
    },
  );

  it("says how many explanations and unknowns were left out", () => {
    const [first] = usual.hypotheses.list;
    if (first === undefined) throw new Error("the sample has explanations");
    const parameters = Array.from({ length: 20 }, (_, i) => ({
      ...(first.parameters[0] as (typeof first.parameters)[number]),
      name: `unknown ${i}`,
    }));
    const list = usual.hypotheses.list.map((one) => ({ ...one, parameters }));
    const many = { ...usual, hypotheses: { ...usual.hypotheses, list } };
    expect(described("fit-quality", many)).toMatch(/the first \d+ of 20 unknowns/);
    const every = shownHypotheses(usual.hypotheses).length;
    expect(every).toBeGreaterThan(1);
    expect(described("fit-quality", usual, { size: "column" })).toContain(likeliestWords(1, every));
    expect(likeliestWords(1, 5)).toMatch(/^The likeliest of 5 explanations/);
    expect(likeliestWords(2, 5)).toMatch(/^The 2 likeliest of 5 explanations/);
    expect(likeliestWords(5, 5)).toMatch(/^Explanations whose/);
  });
});

describe("the chances of many explanations", () => {
  it("leave room for the rest: those that could hardly be true share a row", () => {
    const [first] = usual.hypotheses.list;
    if (first === undefined) throw new Error("the sample has explanations");
    const unlikely = Array.from({ length: 9 }, (_, i) => ({
      ...first,
      ...{ name: `unlikely-${i}`, title: `Unlikely ${i}`, weight: 0.001, weightError: 0.019 },
    }));
    const drawn = (list: readonly (typeof first)[]) =>
      JSON.stringify(fitQualityChart({ ...usual, hypotheses: { ...usual.hypotheses, list } }));
    const likely = { ...first, title: "Likely", weight: 0.99, weightError: 0.01 };
    expect(drawn([likely, ...unlikely])).toContain("9 others");
    expect(drawn([likely, ...unlikely])).toContain("each at most 2.0 %");
    expect(drawn([likely, ...unlikely])).not.toContain("Unlikely");
    // One has a row as well as a name.
    expect(drawn([likely, ...unlikely.slice(0, 1)])).toContain("Unlikely 0");
  });
});

describe("the end of a zone", () => {
  it("is explained where the curve lies below the bound there", () => {
    const words = "A zone ends where P95 or errors pass its bound.";
    expect(described("zones", usual)).not.toContain(words);
    const at = usual.campaign.levels[0]?.users ?? 1;
    const zones = usual.zones.map((zone) =>
      zone.name === "orange" && zone.to !== null
        ? { ...zone, to: { ...zone.to, value: at } }
        : zone,
    );
    expect(described("zones", { ...usual, zones })).toContain(words);
  });
});

describe("the slowdown of endpoints", () => {
  it("says how many loads were left out", () => {
    const [first] = usual.campaign.endpoints;
    if (first === undefined) throw new Error("the sample has endpoints");
    const of = (loads: readonly number[]) => ({
      ...usual,
      campaign: { ...usual.campaign, endpoints: loads.map((users) => ({ ...first, users })) },
    });
    const column = { size: "column" as const };
    expect(described("endpoints", of([10, 50, 100, 200, 300]), column)).toContain("2 of 5 loads");
    expect(described("endpoints", of([10, 500]), column)).not.toContain("loads,");
  });
});

describe("what a picture says of itself", () => {
  const bounded = (plan: PlanResult): PlanResult => ({
    ...plan,
    scenarios: plan.scenarios
      .filter(({ limits }) => limits.breakingPoint.high !== null)
      .map((one) => ({ ...one, perHypothesis: [] })),
  });

  it("tells of arrows and dashed bars only where they are drawn", () => {
    const shut = bounded(usual);
    expect(shut.scenarios.length).toBeGreaterThan(0);
    for (const name of ["what-if-limits", "what-if-hypotheses"])
      expect([name, described(name, shut)]).not.toEqual([name, expect.stringContaining("arrow")]);
    const open = shut.scenarios.map((one) => ({
      ...one,
      limits: { ...one.limits, breakingPoint: { ...one.limits.breakingPoint, high: null } },
    }));
    expect(described("what-if-limits", { ...shut, scenarios: open })).toContain("an arrow runs");
    const told = shut.scenarios.map((one) => ({ ...one, verdict: "gains" as const }));
    expect(described("what-if-limits", { ...shut, scenarios: told })).not.toContain("dashed");
    const untold = shut.scenarios.map((one) => ({ ...one, verdict: "cannot tell" as const }));
    expect(described("what-if-limits", { ...shut, scenarios: untold })).toContain("dashed where");
  });

  it("names no color on paper without color", () => {
    expect(described("percentiles", usual)).toContain("in the tone of their line");
    for (const [name, { draw }] of Object.entries(charts)) {
      const words = String(draw(usual, { theme: "grey" })["description"]);
      expect([name, words]).not.toEqual([name, expect.stringMatching(/colou?r of|Other line/)]);
    }
  });

  it("does not call a change measured loads where nobody measured it", () => {
    expect(described("what-if", usual)).not.toContain("outside the measured loads");
    expect(described("what-if", usual)).toContain("dashed: not measured");
  });
});

describe("the change that gains most", () => {
  const gaining = (limits: readonly number[]): PlanResult => ({
    ...usual,
    scenarios: limits.map((value, i): ScenarioResult => {
      const one = usual.scenarios[0] as ScenarioResult;
      return {
        ...one,
        title: `change ${i}`,
        verdict: "gains",
        before: { ...one.before, safeLimit: { ...one.before.safeLimit, value: 240 } },
        limits: { ...one.limits, safeLimit: { ...one.limits.safeLimit, value } },
      };
    }),
  });

  it("is not named alone where others gain as much", () => {
    expect(whatIfSentence(gaining([250, 290]))).toBe(
      "“change 1” is likely to gain most: safe limit 240 → 290 users",
    );
    expect(whatIfSentence(gaining([290, 250, 290]))).toBe(
      "“change 0” and “change 2” are likely to gain most, equally: safe limit 240 → 290 users",
    );
    expect(whatIfSentence(gaining([290, 290, 290]))).toBe(
      "3 changes are likely to gain most, equally: safe limit 240 → 290 users",
    );
  });
});

describe("protectedFrom", () => {
  // Behind a limit that lets as much in as 177 users send, 1 − 177/N of what N users send is refused.
  const refusedAt = (users: number) => Math.max(0, 1 - 177 / users);
  const points = [158, 172, 186, 200, 208].map((users) => ({
    ...(usual.points[0] as PlanResult["points"][number]),
    users,
    refusedShare: { value: refusedAt(users), low: 0, high: 1, basis: "assumed" as const },
  }));

  it("does not lie below the load at which refusing begins", () => {
    const policy = { ...usual.policy, refused: 0.01 };
    const exact = 177 / (1 - policy.refused);
    const found = protectedFrom({ points }, { policy }) ?? 0;
    expect(Math.abs(found - exact)).toBeLessThanOrEqual(1);
  });
});

describe("names in a narrow plot", () => {
  it("do not lie on the line of what there would be if nobody waited", () => {
    interface Named {
      readonly mark: { readonly type: string; readonly color?: string };
      readonly data: {
        readonly values: readonly { readonly text?: string; readonly users?: number }[];
      };
      readonly encoding: { readonly x?: { readonly value?: number } };
    }
    const layout = chartLayout("column");
    const plan = samplePlan({ incident: null });
    const spec = charts["throughput"]?.draw(plan, { size: "column" }) as unknown as {
      readonly vconcat: readonly { readonly layer: readonly Named[] }[];
    };
    const layers = spec.vconcat[0]?.layer ?? [];
    const name = layers.find(({ data }) => data?.values[0]?.text?.startsWith("ceiling"));
    const words = name?.data.values[0]?.text ?? "";
    const width = Math.max(...words.split("\n").map((line) => textWidth(line, layout.fontSize)));
    const ideal = layers.find(
      ({ mark, data }) => mark.type === "line" && data.values[0]?.users === 0,
    );
    const tip = ideal?.data.values.at(-1)?.users ?? Number.NaN;
    const [, end] = usersDomain(plan);
    expect((name?.encoding.x?.value ?? 0) - width).toBeGreaterThan((tip / end) * layout.plotWidth);
  });
});
