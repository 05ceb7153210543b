import { describe, expect, it } from "vitest";
import { rasterizeChart, renderChart } from "../io/render-chart.ts";
import type { PlanResult } from "../planning/plan/plan-result.ts";
import { samplePlan } from "../planning/testing/sample-plan.ts";
import { breakingSentence } from "../report/breaking-sentence.ts";
import { charts as tableOfCharts } from "./charts.ts";
import { endpointChart } from "./endpoint-chart.ts";
import { errorChart } from "./error-chart.ts";
import { fitQualityChart } from "./fit-quality-chart.ts";
import type { ChartSpec } from "./layers/chart-spec.ts";
import type { ChartOptions } from "./layers/theme.ts";
import { percentilesChart } from "./percentiles-chart.ts";
import { throughputChart } from "./throughput-chart.ts";
import { utilizationChart } from "./utilization-chart.ts";
import { whatIfChart } from "./what-if-chart.ts";
import { whatIfHypothesesChart } from "./what-if-hypotheses-chart.ts";
import { whatIfLimitsChart } from "./what-if-limits-chart.ts";
import { zonesChart } from "./zones-chart.ts";

type Chart = (plan: PlanResult, options?: ChartOptions) => ChartSpec;

const charts: readonly (readonly [string, Chart])[] = [
  ["zones", zonesChart],
  ["throughput", throughputChart],
  ["percentiles", percentilesChart],
  ["errors", errorChart],
  ["utilization", utilizationChart],
  ["endpoints", endpointChart],
  ["fit-quality", fitQualityChart],
  ["what-if", whatIfChart],
  ["what-if-hypotheses", whatIfHypothesesChart],
  ["what-if-limits", whatIfLimitsChart],
];

const unmeasured: PlanResult = {
  ...samplePlan(),
  campaign: {
    ...samplePlan().campaign,
    levels: [{ users: 50, run: "", responseTime: {}, quality: "measured", note: "" }],
    endpoints: [],
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
  ["one hypothesis alone", samplePlan({ several: false })],
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

describe.each(charts)("%s chart", (name, chart) => {
  it.each(cases)("draws %s without a warning", async (_case, plan) => {
    const svg = await renderChart(chart(plan), "svg");
    expect(svg).not.toMatch(/NaN|Infinity|undefined|>null</);
    expect(textOf(svg).length).toBeGreaterThan(2); // title, how to read it, and what is drawn
  });

  it("differs between light and dark in colors only", () => {
    const plain = (spec: ChartSpec) => JSON.stringify(spec).replace(/#[0-9a-f]{6}/g, "#");
    const plan = samplePlan();
    expect(plain(chart(plan, { theme: "dark" }))).toBe(plain(chart(plan, { theme: "light" })));
    expect(plain(chart(plan, { theme: "grey" }))).toBe(plain(chart(plan, { theme: "light" })));
    expect(chart(plan, { theme: "dark" })).not.toEqual(chart(plan, { theme: "light" }));
  });

  it("carries its sentence as title and description, and its texts into the PNG", async () => {
    const plan = samplePlan();
    const spec = chart(plan);
    const svg = await renderChart(spec, "svg");
    const sentence = tableOfCharts[name]?.sentence(plan) ?? "";
    const escaped = sentence.replaceAll("&", "&amp;");
    expect(svg).toContain(`<title>${escaped}</title>`);
    const [, description = ""] = /<desc>([^<]*)<\/desc>/.exec(svg) ?? [];
    expect(description.startsWith(escaped)).toBe(true);
    expect(description.length).toBeGreaterThan(escaped.length + 20);
    const png = await rasterizeChart(svg);
    const without = await rasterizeChart(svg.replace(/<text[\s\S]*?<\/text>/g, ""));
    // Without the fonts all text would vanish silently.
    expect(Buffer.from(png).equals(Buffer.from(without))).toBe(false);
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

describe("a scenario that refuses", () => {
  const refusing = (): PlanResult => {
    const plan = samplePlan({ scenarios: 1 });
    const scenarios = plan.scenarios.map((one) => ({
      ...one,
      title: "Rate limit of 150 req/s",
      verdict: "refuses" as const,
      points: one.points.map((point) => ({
        ...point,
        refusedShare: { ...point.refusedShare, value: Math.max(0, 1 - 300 / point.users) },
      })),
    }));
    return { ...plan, scenarios };
  };

  it("is protected from where it refuses more than the policy allows, and has no breaking point", async () => {
    const plan = refusing();
    const svg = await renderChart(whatIfLimitsChart(plan), "svg");
    // 1 % is refused at 300/0.99 = 303 users; loads lie 10 apart.
    expect(textOf(svg).join(" ")).toMatch(/Protected by refusing .*⊘ protected from 30[3-5]/);
    const [, own = ""] = textOf(svg).join(" ").split("protected from");
    expect(own).not.toContain("breaks");
    const bars = layersOf(whatIfLimitsChart(plan)).filter(({ mark }) => mark?.type === "rect");
    expect(bars).toHaveLength(1); // of the platform as it is
  });

  it("is bold only up to there in the curves, and no row of any hypothesis", async () => {
    const plan = refusing();
    const curves = JSON.stringify(whatIfChart(plan));
    expect(curves).toContain('"strokeDash":[1,4]');
    const rows = textOf(await renderChart(whatIfHypothesesChart(plan), "svg"));
    expect(rows.join(" ")).toMatch(/⊘ protected from 30[3-5]: no gain/);
    expect(rows).not.toContain("Connection pool exhaustion (62 %)");
  });
});

describe("errorChart", () => {
  it("lays no line of a zone's bound across the note of the incident", () => {
    const plan = samplePlan();
    const note = layersOf(errorChart(plan)).find((layer) =>
      JSON.stringify(layer.data ?? {}).includes("incident, "),
    ) as unknown as {
      readonly data: { readonly values: readonly [{ readonly text: string }] };
      readonly encoding: { readonly y: { readonly value: number } };
    };
    const lines = note.data.values[0].text.split("\n").length;
    const spec = errorChart(plan) as unknown as { readonly height: number };
    const y = layersOf(errorChart(plan))[0] as unknown as {
      readonly encoding: { readonly y: { readonly scale: { readonly domain: readonly number[] } } };
      readonly data: { readonly values: readonly { readonly value: number }[] };
    };
    const top = y.encoding.y.scale.domain[1] ?? 1;
    // The scale as Vega draws it: log1p of the share in units of 0.01 %.
    const at = (value: number) =>
      spec.height * (1 - Math.log1p(value / 1e-4) / Math.log1p(top / 1e-4));
    const foot = note.encoding.y.value;
    for (const { value } of y.data.values) {
      expect(at(value) < foot || at(value) > foot + 16 * lines + 2, `line at ${value}`).toBe(true);
    }
  });
});

describe("utilizationChart", () => {
  it("has a panel for each hypothesis that could weigh 5 %, with the wall drawn boldest", async () => {
    const plan = samplePlan();
    const spec = utilizationChart(plan) as unknown as {
      readonly vconcat: readonly {
        readonly title: { readonly text: string };
        readonly layer: readonly {
          readonly mark: { readonly type: string; readonly strokeWidth?: number };
          readonly data: { readonly values: readonly { readonly value?: number }[] };
        }[];
      }[];
    };
    const list = plan.hypotheses?.list ?? [];
    expect(spec.vconcat.map(({ title }) => title.text)).toEqual(
      list.map(({ title, weight }) => `${title} (${Math.round(100 * weight)} %)`),
    );
    for (const [i, { layer }] of spec.vconcat.entries()) {
      const lines = layer.filter(({ mark }) => mark.type === "line");
      const boldest = lines.filter(({ mark }) => (mark.strokeWidth ?? 0) > 3);
      expect(boldest).toHaveLength(1);
      const last = (line: (typeof lines)[number]) => line.data.values.at(-1)?.value ?? 0;
      expect(last(boldest[0] as (typeof lines)[number])).toBe(Math.max(...lines.map(last)));
      const drawn = lines.flatMap(({ data }) => data.values.map(({ value }) => value ?? 0));
      for (const { users, byStation } of list[i]?.utilization ?? []) {
        if (users < 900)
          for (const value of Object.values(byStation)) expect(drawn).toContain(value);
      }
    }
  });

  it("leaves out a hypothesis without weight, never the best", () => {
    const plan = samplePlan();
    const hypotheses = plan.hypotheses as NonNullable<PlanResult["hypotheses"]>;
    const light = hypotheses.list.map((one, i) => ({
      ...one,
      weight: i === 0 ? 0.04 : 0.001,
      weightError: 0.001,
    }));
    const spec = utilizationChart({ ...plan, hypotheses: { ...hypotheses, list: light } });
    expect((spec["vconcat"] as readonly unknown[]).length).toBe(1);
  });
});

describe("endpointChart", () => {
  const row = (path: string, users: number, mean: number, quality: "measured" | "estimated") => ({
    users,
    run: "",
    method: "GET",
    path,
    responseTime: { mean },
    quality,
    note: "",
  });
  const withRows = (endpoints: PlanResult["campaign"]["endpoints"]) => {
    const plan = samplePlan();
    return { ...plan, campaign: { ...plan.campaign, endpoints } };
  };

  it("shows each time over that of the endpoint's lightest load, the slowest to grow last", async () => {
    const plan = withRows([
      row("/b", 10, 0.1, "measured"),
      row("/b", 100, 0.2, "measured"),
      row("/a", 10, 0.02, "estimated"),
      row("/a", 100, 0.8, "measured"),
    ]);
    const text = textOf(await renderChart(endpointChart(plan), "svg"));
    expect(text).toContain("~ × 40 (800 ms)");
    expect(text).toContain("× 2.0 (200 ms)");
    expect(text).toContain("100 ms");
    expect(text.indexOf("GET /a")).toBeLessThan(text.indexOf("GET /b"));
    expect(text.join(" ")).toContain(
      "At 100 users both endpoints take 2.0 to 40 times as long as at 10",
    );
  });

  it("shows the times themselves where no endpoint was timed twice", async () => {
    const plan = withRows([row("/a", 10, 0.02, "measured"), row("/b", 100, 1.5, "measured")]);
    const text = textOf(await renderChart(endpointChart(plan), "svg"));
    expect(text).toContain("20.0 ms");
    expect(text).toContain("1.50 s");
    expect(text.join(" ")).toContain("no slowdown can be told");
  });
});

describe("fitQualityChart", () => {
  it("shows weights with errors, every miss and every parameter of the best", async () => {
    const plan = samplePlan();
    const text = textOf(await renderChart(fitQualityChart(plan), "svg"));
    for (const { title } of plan.hypotheses?.list ?? []) expect(text).toContain(title);
    expect(text).toContain("62 % ± 21 %");
    expect(text).toContain("12.3 ms (10.1–15.4)");
    expect(text).toContain("18.4 connections (11.2–39.6)");
    const spec = JSON.stringify(fitQualityChart(plan));
    for (const { measured, fitted } of plan.hypotheses?.list[0]?.residuals ?? []) {
      expect(spec).toContain(`"ratio":${fitted / measured}`);
    }
  });

  it("places a posterior within its prior by ratios", () => {
    const plan = samplePlan();
    const spec = fitQualityChart(plan) as unknown as {
      readonly vconcat: readonly { readonly layer: readonly { readonly data: unknown }[] }[];
    };
    const rows = (spec.vconcat.at(-1)?.layer ?? []).flatMap(
      ({ data }) =>
        (data as { readonly values: readonly { readonly name?: string; readonly value: number }[] })
          .values,
    );
    // ln(0.0123/0.0011) / ln(0.089/0.0011)
    const queryTime = rows.find(({ name }) => name === "queryTime");
    expect(queryTime?.value).toBeCloseTo(0.5496, 3);
  });
});

describe("whatIfHypothesesChart", () => {
  it("has a row for each change under each hypothesis, from its breaking point to the new one", async () => {
    const plan = samplePlan();
    const spec = whatIfHypothesesChart(plan);
    const text = textOf(await renderChart(spec, "svg"));
    for (const { title, weight } of plan.hypotheses?.list ?? []) {
      const name = `${title} (${Math.round(100 * weight)} %)`;
      expect(text.filter((one) => one === name)).toHaveLength(plan.scenarios.length);
    }
    expect(text.filter((one) => one === "acts on nothing here")).toHaveLength(1);
    const points = layersOf(spec)
      .filter(({ mark }) => mark?.type === "point")
      .flatMap(({ data }) => data?.values.map((row) => row.users) ?? []);
    for (const { perHypothesis } of plan.scenarios) {
      for (const { before, limits } of perHypothesis) {
        expect(points).toContain(before.breakingPoint.value);
        expect(points).toContain(limits.breakingPoint.value);
      }
    }
  });
});
