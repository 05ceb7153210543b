import { describe, expect, it } from "vitest";
import { renderChart } from "../io/render-chart.ts";
import type { PlanResult } from "../planning/plan-result.ts";
import { samplePlan } from "../planning/testing/sample-plan.ts";
import { breakingSentence } from "../report/breaking-sentence.ts";
import type { ChartSpec } from "./chart-spec.ts";
import { errorChart } from "./error-chart.ts";
import { percentilesChart } from "./percentiles-chart.ts";
import type { ChartOptions } from "./theme.ts";
import { throughputChart } from "./throughput-chart.ts";
import { whatIfChart } from "./what-if-chart.ts";
import { whatIfLimitsChart } from "./what-if-limits-chart.ts";
import { zonesChart } from "./zones-chart.ts";

type Chart = (plan: PlanResult, options?: ChartOptions) => ChartSpec;

const charts: readonly (readonly [string, Chart])[] = [
  ["zones", zonesChart],
  ["throughput", throughputChart],
  ["percentiles", percentilesChart],
  ["errors", errorChart],
  ["what-if", whatIfChart],
  ["what-if-limits", whatIfLimitsChart],
];

const unmeasured: PlanResult = {
  ...samplePlan(),
  campaign: {
    ...samplePlan().campaign,
    levels: [{ users: 50, run: "", responseTime: {}, quality: "measured", note: "" }],
  },
};

const cases: readonly (readonly [string, PlanResult])[] = [
  ["the usual campaign", samplePlan()],
  ["a red line never reached", samplePlan({ ceiling: 2000 })],
  ["a single level", samplePlan({ levels: [300], incident: null })],
  ["no scenario", samplePlan({ scenarios: 0 })],
  ["two scenarios", samplePlan({ scenarios: 2 })],
  ["an incident at the largest load", samplePlan({ incident: 800 })],
  ["a level without figures", unmeasured],
  ["nothing predicted", { ...samplePlan(), points: [] }],
];

interface Layer {
  readonly mark?: {
    readonly type?: string;
    readonly strokeDash?: unknown;
    readonly shape?: string;
  };
  readonly data?: { readonly values: readonly { readonly users?: number }[] };
}

/** Layers of a simple chart, for looking at what is drawn. */
const layersOf = (spec: ChartSpec) =>
  (spec as unknown as { readonly layer: readonly Layer[] }).layer;
const textOf = (svg: string) =>
  [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]+)</g)].map((match) => match[1] ?? "");

describe.each(charts)("%s chart", (_, chart) => {
  it.each(cases)("draws %s without a warning", async (_case, plan) => {
    const svg = await renderChart(chart(plan), "svg");
    expect(svg).not.toMatch(/NaN|Infinity|undefined|>null</);
    expect(textOf(svg).length).toBeGreaterThan(3);
  });

  it("differs between light and dark in colors only", () => {
    const plain = (spec: ChartSpec) => JSON.stringify(spec).replace(/#[0-9a-f]{6}/g, "#");
    const plan = samplePlan();
    expect(plain(chart(plan, { theme: "dark" }))).toBe(plain(chart(plan, { theme: "light" })));
    expect(chart(plan, { theme: "dark" })).not.toEqual(chart(plan, { theme: "light" }));
  });

  it("is plain JSON and the same for the same plan", () => {
    const spec = chart(samplePlan());
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
    expect(chart(samplePlan())).toEqual(spec);
  });
});

describe("zonesChart", () => {
  it("has the finding as its title and names zones, bounds, limits and the incident", async () => {
    const plan = samplePlan();
    const spec = zonesChart(plan);
    const { title } = spec as unknown as { readonly title: { readonly text: readonly string[] } };
    expect(title.text.join(" ")).toBe(breakingSentence(plan));
    const text = textOf(await renderChart(spec, "svg"));
    for (const name of ["green", "yellow", "orange", "red", "orange to 2 s", "green to 100 ms"]) {
      expect(text).toContain(name);
    }
    expect(text).toContain(`safe limit ${plan.limits.safeLimit.value} users`);
    expect(text.join("\n")).toMatch(/breaking point \d+ \(\d+–\d+\)/);
    expect(text.join("\n")).toContain("incident, 6.1 % errors");
  });

  it("sets the incident apart from the measured points", () => {
    const points = layersOf(zonesChart(samplePlan())).filter(({ mark }) => mark?.type === "point");
    const usersOf = (shape: string) =>
      points
        .filter(({ mark }) => mark?.shape === shape)
        .flatMap(({ data }) => data?.values.map((row) => row.users));
    expect(usersOf("circle")).toEqual([25, 100, 200, 400, 800]);
    expect(usersOf("diamond")).toEqual([600]);
  });

  it("dashes the curve exactly where it is extrapolated, without a gap", () => {
    const plan = samplePlan();
    const lines = layersOf(zonesChart(plan)).filter(({ mark }) => mark?.type === "line");
    const usersOf = (dashed: boolean) =>
      lines
        .filter(({ mark }) => (mark?.strokeDash !== undefined) === dashed)
        .flatMap(({ data }) => data?.values.map((row) => Number(row.users)) ?? []);
    const solid = usersOf(false);
    const dashed = usersOf(true);
    expect(Math.min(...solid)).toBeGreaterThanOrEqual(20);
    expect(Math.max(...solid)).toBe(800);
    expect(dashed).toContain(800);
    expect(dashed.filter((users) => users > 30 && users < 800)).toEqual([]);
  });

  it("draws no rule, strip or zone for a red line that is not reached", async () => {
    const text = textOf(await renderChart(zonesChart(samplePlan({ ceiling: 2000 })), "svg")).join(
      "\n",
    );
    expect(text).toContain("is not passed up to 1,600 users");
    expect(text).not.toMatch(/breaking point \d/);
    expect(text.split("\n")).not.toContain("red");
    expect(text).toContain("safe limit 1,330 users →");
  });
});

describe("whatIfLimitsChart", () => {
  it("names every scenario and draws no new limit where the data do not tell", async () => {
    const plan = samplePlan();
    const all = textOf(await renderChart(whatIfLimitsChart(plan), "svg"));
    expect(all.join(" ")).toContain("? cannot tell");
    const filled = layersOf(whatIfLimitsChart(plan)).filter((layer) => {
      const mark = layer.mark as {
        readonly type?: string;
        readonly fill?: string;
        readonly stroke?: string;
      };
      return mark?.type === "point" && mark.fill !== undefined && mark.fill === mark.stroke;
    });
    const told = plan.scenarios.filter(({ verdict }) => verdict !== "cannot tell");
    expect(filled.map(({ data }) => data?.values[0]?.users)).toEqual(
      told.map(({ limits }) => limits.safeLimit.value),
    );
  });
});
