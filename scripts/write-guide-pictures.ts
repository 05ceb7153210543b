/**
 * Draws the pictures of docs/guides from out/plan.json, so that they show what the reference says.
 * Nothing is fitted: a few seconds.
 *
 *   npm start && node --import tsx scripts/write-guide-pictures.ts
 */
import { readFileSync, writeFileSync } from "node:fs";
import { charts } from "../src/charts/charts.ts";
import { forecastChart } from "../src/charts/forecast-chart.ts";
import type { ChartSpec } from "../src/charts/layers/chart-spec.ts";
import { renderChart } from "../src/io/render-chart.ts";
import { forecastTraffic } from "../src/planning/forecast/forecast-traffic.ts";
import { whenReached } from "../src/planning/forecast/when-reached.ts";
import type { PlanResult } from "../src/planning/plan/plan-result.ts";
import { parseTraffic } from "../src/workspace/traffic/parse-traffic.ts";

const guides = new URL("../docs/guides/", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, guides), "utf8");
const planned = JSON.parse(read("../../out/plan.json")) as PlanResult;

/** Guide, scenario and chart. */
const ofScenarios = [
  ["larger-pool", "pool-100", "what-if-hypotheses"],
  ["replicas", "api-3-replicas", "what-if-hypotheses"],
  ["cache", "caching", "what-if-hypotheses"],
  ["rate-limit", "rate-limit-125", "what-if"],
] as const;

async function write(name: string, spec: ChartSpec): Promise<void> {
  writeFileSync(new URL(`${name}.svg`, guides), await renderChart(spec, "svg"));
}

for (const [guide, name, chart] of ofScenarios) {
  const scenarios = planned.scenarios.filter((one) => one.name === name);
  const drawn = charts[chart];
  if (scenarios.length === 0 || drawn === undefined) throw new Error(`${name} or ${chart} is gone`);
  await write(guide, drawn.draw({ ...planned, scenarios }));
}

const traffic = parseTraffic(read("traffic.csv"), "traffic.csv");
if (!traffic.ok) throw new Error(JSON.stringify(traffic.problems));
const { days, unit } = traffic.value;
const forecast = forecastTraffic(days, 365);
const states = [
  { title: "today", users: planned.limits.safeLimit.value },
  ...planned.scenarios
    .filter(({ verdict }) => verdict !== "refuses")
    .map(({ title, limits }) => ({ title, users: limits.safeLimit.value })),
];
const reached = states.map((state) => ({ ...state, ...whenReached(forecast, days, state.users) }));
await write("forecast", forecastChart({ unit, forecast, reached, cycle: null, notes: [], days }));
