/** Picture 5a: P95 and throughput before and after, one small panel a scenario. */

import type { CurvePoint, PlanResult, ScenarioResult } from "../planning/plan/plan-result.ts";
import { formatBound } from "../wording/format-duration.ts";
import { formatCount } from "../wording/format-users.ts";
import { boundRules } from "./layers/bound-rules.ts";
import { chartFrame } from "./layers/chart-frame.ts";
import type { ChartSpec, JsonObject } from "./layers/chart-spec.ts";
import { type CurveStyle, curveLayers } from "./layers/curve-layers.ts";
import { CHART_WIDTH, type ChartOptions, type ChartTheme, chartTheme } from "./layers/theme.ts";
import { timeChannel, timeScale } from "./layers/time-axis.ts";
import { usersChannel, usersDomain } from "./layers/users-axis.ts";
import { wrapText } from "./layers/wrap-text.ts";

const COLUMNS = 3;
const GAP = 34;
const TIME_HEIGHT = 150;
const THROUGHPUT_HEIGHT = 100;
/** Average width of a character of a panel's title, in pixels. */
const CHARACTER = 8.4;

export function whatIfChart(plan: PlanResult, options: ChartOptions = {}): ChartSpec {
  const theme = chartTheme(options.theme);
  const { scenarios } = plan;
  const columns = Math.min(COLUMNS, Math.max(1, scenarios.length));
  const width = Math.min(380, Math.floor((CHART_WIDTH + 60 - GAP * (columns - 1)) / columns));
  const titles = scenarios.map(({ title }) => wrapText(title, Math.floor(width / CHARACTER)));
  const panels = scenarios.map((scenario, i) => {
    const title = titles[i] ?? [];
    // Titles of equal height keep the panels of a row in line.
    const row = i - (i % columns);
    const lines = Math.max(...titles.slice(row, row + columns).map((one) => one.length));
    const padding = Array.from({ length: lines - title.length }, () => " ");
    return panelOf(plan, scenario, [...padding, ...title], i % columns === 0, width, theme);
  });
  return {
    ...chartFrame(theme, {
      title: titleOf(plan),
      subtitle:
        scenarios.length === 0
          ? "No scenario was given: the platform as it is."
          : `Thin grey: as it is. Bold: with the change, shaded: 90 % interval, dashed: outside the measured loads. Dotted: red line, P95 ${formatBound(plan.policy.redLine.p95)}.`,
      offset: 22,
    }),
    spacing: { row: 30, column: GAP },
    columns,
    concat: panels.length > 0 ? panels : [panelOf(plan, null, [" "], true, 380, theme)],
  };
}

function panelOf(
  plan: PlanResult,
  scenario: ScenarioResult | null,
  title: readonly string[],
  first: boolean,
  width: number,
  theme: ChartTheme,
): JsonObject {
  const domain = sharedDomain(plan);
  const everything = [plan, ...plan.scenarios].flatMap(({ points }) =>
    points.filter(({ users }) => users <= domain[1]),
  );
  const scale = timeScale([
    ...everything.map(({ responseTime }) => responseTime.p95.value),
    plan.policy.redLine.p95,
  ]);
  const top = 1.1 * Math.max(...everything.map(({ throughput }) => throughput.value), 1);
  const hidden: JsonObject = first ? {} : { title: null, labels: false };
  const upperX = usersChannel(domain, { title: null, labels: false, ticks: false });
  const lowerX = usersChannel(domain, { tickCount: 4 });
  // Few ticks: a small panel has no room for the 2s and 5s of every decade.
  const decades = scale.ticks.filter((tick) => Math.abs(Math.log10(tick) % 1) < 1e-9);
  const time = timeChannel(
    { ...scale, ticks: decades.length > 1 ? decades : scale.ticks },
    "P95",
    hidden,
  );
  const throughput = {
    field: "value",
    type: "quantitative",
    scale: { domain: [0, top], nice: false, clamp: true },
    axis: { title: "req/s", format: ",~r", tickCount: 4, ...hidden },
  };
  const curves = (pick: Parameters<typeof curveLayers>[1], x: JsonObject, y: JsonObject) => [
    ...beforeAfter(plan.points, scenario, theme).flatMap(([points, style]) =>
      curveLayers(points, pick, domain, { x, y }, style),
    ),
  ];
  return {
    title: {
      text: title,
      subtitle: scenario === null ? "" : verdictOf(scenario),
      fontSize: 13,
      lineHeight: 17,
      subtitleColor: theme.ink,
      offset: 8,
      frame: "group",
    },
    spacing: 12,
    bounds: "flush",
    vconcat: [
      {
        width,
        height: TIME_HEIGHT,
        layer: [
          boundRules([plan.policy.redLine.p95], { y: time }, theme),
          ...curves((point) => point.responseTime.p95, upperX, time),
        ],
      },
      {
        width,
        height: THROUGHPUT_HEIGHT,
        layer: curves((point) => point.throughput, lowerX, throughput),
      },
    ],
  };
}

function beforeAfter(
  before: readonly CurvePoint[],
  after: ScenarioResult | null,
  theme: ChartTheme,
): (readonly [readonly CurvePoint[], CurveStyle])[] {
  const grey = { color: theme.muted, width: 1.5, ribbon: false };
  // Thin where the data do not tell: the interval speaks, not the line.
  const width = after?.verdict === "cannot tell" ? 1 : 3;
  const bold = { color: theme.series[0], width };
  return after === null
    ? [[before, bold]]
    : [
        [before, grey],
        [after.points, bold],
      ];
}

/** Loads of the base chart, wider where a scenario breaks later. */
function sharedDomain(plan: PlanResult): readonly [number, number] {
  const ends = [plan, ...plan.scenarios].map(
    ({ limits }) => 1.1 * (limits.breakingPoint.value ?? 0),
  );
  const predicted = plan.points.at(-1)?.users ?? 1;
  return [0, Math.max(usersDomain(plan)[1], Math.min(predicted, Math.max(...ends)))];
}

function verdictOf({ verdict, before: was, limits }: ScenarioResult): string {
  if (verdict === "cannot tell") return "? cannot tell";
  const [before, after] = [was.safeLimit.value, limits.safeLimit.value];
  const sign = { gains: "▲", loses: "▼", "no gain": "≤", refuses: "⊘", "no change": "=" }[verdict];
  return `${sign} safe limit ${formatCount(before)} → ${formatCount(after)}`;
}

function titleOf({ scenarios }: PlanResult): string {
  if (scenarios.length === 0) return "What-if: P95 and throughput as they are";
  const gains = scenarios.filter(({ verdict }) => verdict === "gains");
  if (gains.length === 0) return "What-if: no scenario is sure to move the safe limit up";
  const best = gains.reduce((a, b) =>
    b.limits.safeLimit.value > a.limits.safeLimit.value ? b : a,
  );
  return `“${best.title}” gains most: safe limit ${formatCount(best.before.safeLimit.value)} → ${formatCount(best.limits.safeLimit.value)} users`;
}
