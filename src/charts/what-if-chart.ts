/** Picture 5a: P95 and throughput before and after, one small panel a scenario. */

import type { CurvePoint, PlanResult, ScenarioResult } from "../planning/plan/plan-result.ts";
import { formatBound } from "../wording/format-duration.ts";
import { formatShareBound } from "../wording/format-share.ts";
import { formatCount } from "../wording/format-users.ts";
import { mostMoved } from "./findings/most-moved.ts";
import { isProtected, protectedFrom } from "./findings/protected-from.ts";
import { verdictWords } from "./findings/verdict-words.ts";
import { boundRules } from "./layers/bound-rules.ts";
import { chartFrame } from "./layers/chart-frame.ts";
import { type ChartLayout, chartLayout } from "./layers/chart-layout.ts";
import type { ChartSpec, JsonObject } from "./layers/chart-spec.ts";
import { type CurveStyle, curveLayers, isDashed } from "./layers/curve-layers.ts";
import { pointsWithin } from "./layers/points-within.ts";
import { type ChartOptions, type ChartTheme, chartTheme } from "./layers/theme.ts";
import { ticksFor, timeChannel, timeScale } from "./layers/time-axis.ts";
import { usersChannel, usersDomain } from "./layers/users-axis.ts";
import { fitName } from "./places/fit-name.ts";
import { textWidth } from "./places/text-width.ts";

/** Panels beside one another, their heights, and how many a picture holds. */
const grids = {
  page: { columns: 3, time: 120, throughput: 74, most: 9 },
  slide: { columns: 4, time: 82, throughput: 0, most: 8 },
  column: { columns: 2, time: 96, throughput: 60, most: 6 },
} as const;

const GAP = 14;

/** Intervals of throughput are drawn up to so many times the highest line. */
const WIDEST = 1.5;

/** More changes that gain alike are counted and not named. */
const MOST_NAMED = 2;

export function whatIfChart(plan: PlanResult, options: ChartOptions = {}): ChartSpec {
  const layout = chartLayout(options.size);
  const theme = chartTheme(options.theme, layout);
  const grid = grids[layout.size];
  const scenarios = mostMoved(plan.scenarios, grid.most);
  const columns = Math.min(grid.columns, Math.max(1, scenarios.length));
  // Beside each panel the last label of its axis reaches beyond it.
  const overhang = textWidth(formatCount(sharedDomain(plan)[1]), layout.fontSize) / 2;
  const room = layout.width - 2 * layout.padding - layout.axisWidth - overhang * columns;
  const width = Math.min(380, Math.floor((room - GAP * (columns - 1)) / columns));
  const titles = scenarios.map(({ title }) =>
    fitName(title, width, layout.fontSize, { isBold: true, most: 4 }),
  );
  const panels = scenarios.map((scenario, i) => {
    const title = titles[i] ?? [];
    // Titles of equal height keep the panels of a row in line.
    const row = i - (i % columns);
    const lines = Math.max(...titles.slice(row, row + columns).map((one) => one.length));
    const padding = Array.from({ length: lines - title.length }, () => " ");
    const isFirst = i % columns === 0;
    return panelOf(plan, scenario, [...padding, ...title], isFirst, width, theme, layout);
  });
  return {
    ...chartFrame(
      theme,
      { title: whatIfSentence(plan), subtitle: subtitleOf(plan, scenarios), offset: 18 },
      layout,
    ),
    spacing: { row: 18, column: GAP },
    columns,
    concat: panels.length > 0 ? panels : [panelOf(plan, null, [" "], true, width, theme, layout)],
  };
}

function subtitleOf(plan: PlanResult, scenarios: readonly ScenarioResult[]): string {
  const { policy } = plan;
  const every = plan.scenarios.length;
  if (scenarios.length === 0) return "No scenario was given: the platform as it is.";
  const open = scenarios.filter(({ verdict }) => verdict === "cannot tell").length;
  const thin =
    open === 0
      ? ""
      : open === scenarios.length
        ? ", thin as the data do not tell"
        : ", thin where the data do not tell";
  const domain = sharedDomain(plan);
  const dashed = [plan, ...scenarios].some(({ points }) =>
    pointsWithin(points, domain).some(({ responseTime }) => isDashed(responseTime.p95)),
  );
  const refuses = scenarios.some((one) => isProtected(one, plan));
  return [
    `Line with a shaded 90 % interval: with the change${thin}${dashed ? ", dashed: not measured" : ""}. Grey, without: as it is.`,
    ...(scenarios.some(({ verdict }) => verdict !== "cannot tell" && verdict !== "refuses")
      ? ["Number above: safe limit with the change."]
      : []),
    `Dotted across: red line, P95 ${formatBound(policy.redLine.p95)}.`,
    ...(refuses
      ? [
          `Dotted curve: only what is let in, past ${formatShareBound(policy.refused)} refused: protected, no gain.`,
        ]
      : []),
    ...(scenarios.length < every
      ? [`The ${scenarios.length} of ${every} changes that move most.`]
      : []),
  ].join(" ");
}

function panelOf(
  plan: PlanResult,
  scenario: ScenarioResult | null,
  title: readonly string[],
  first: boolean,
  width: number,
  theme: ChartTheme,
  layout: ChartLayout,
): JsonObject {
  const grid = grids[layout.size];
  const domain = sharedDomain(plan);
  const everything = [plan, ...plan.scenarios].flatMap(({ points }) =>
    points.filter(({ users }) => users <= domain[1]),
  );
  const scale = timeScale([
    ...everything.map(({ responseTime }) => responseTime.p95.value),
    plan.policy.redLine.p95,
  ]);
  const highest = Math.max(...everything.map(({ throughput }) => throughput.value), 1);
  const reached = Math.max(...everything.map(({ throughput }) => throughput.high), 1);
  // An interval that is far wider than anything drawn is cut rather than flattening the lines.
  const top = 1.1 * Math.min(reached, WIDEST * highest);
  const hidden: JsonObject = first ? {} : { title: null, labels: false };
  const isAlone = grid.throughput === 0;
  const few = { tickCount: width < 130 ? 2 : 4 };
  const lowerX = usersChannel(domain, few);
  const upperX = isAlone
    ? lowerX
    : usersChannel(domain, { ...few, title: null, labels: false, ticks: false });
  // Few ticks: a small panel has no room for the 2s and 5s of every decade.
  const decades = scale.ticks.filter((tick) => Math.abs(Math.log10(tick) % 1) < 1e-9);
  const ticks = decades.length > 1 ? decades : ticksFor(scale, grid.time);
  const time = timeChannel({ ...scale, ticks }, "P95", hidden);
  const throughput = {
    field: "value",
    type: "quantitative",
    scale: { domain: [0, top], nice: false, clamp: true },
    axis: { title: "req/s", format: ",~r", tickCount: 3, ...hidden },
  };
  const curves = (pick: Parameters<typeof curveLayers>[1], x: JsonObject, y: JsonObject) => [
    ...beforeAfter(plan, scenario, theme).flatMap(([points, style]) =>
      curveLayers(points, pick, domain, { x, y }, style),
    ),
  ];
  const p95Panel = {
    width,
    height: grid.time,
    layer: [
      boundRules([plan.policy.redLine.p95], { y: time }, theme),
      ...curves((point) => point.responseTime.p95, upperX, time),
    ],
  };
  return {
    title: {
      text: title,
      subtitle:
        scenario === null ? "" : fitName(verdictWords(scenario, plan), width, layout.fontSize),
      fontSize: layout.fontSize,
      lineHeight: layout.fontSize + 3,
      subtitleColor: theme.ink,
      subtitlePadding: 3,
      offset: 6,
      frame: "group",
    },
    spacing: 14,
    bounds: "flush",
    vconcat: [
      p95Panel,
      ...(isAlone
        ? []
        : [
            {
              width,
              height: grid.throughput,
              layer: curves((point) => point.throughput, lowerX, throughput),
            },
          ]),
    ],
  };
}

function beforeAfter(
  plan: PlanResult,
  after: ScenarioResult | null,
  theme: ChartTheme,
): (readonly [readonly CurvePoint[], CurveStyle])[] {
  const grey = { color: theme.muted, width: 1.5, ribbon: false };
  // Thin where the data do not tell: the interval speaks, not the line.
  const width = after?.verdict === "cannot tell" ? 1 : 3;
  const bold = { color: theme.series[0], width };
  if (after === null) return [[plan.points, bold]];
  const from = protectedFrom(after, plan);
  if (from === null) {
    return [
      [plan.points, grey],
      [after.points, bold],
    ];
  }
  // Past that load times are those of the few that were let in: not a platform that holds.
  const held = after.points.filter(({ users }) => users <= from);
  const rest = after.points.filter(({ users }) => users >= (held.at(-1)?.users ?? 0));
  const dotted = { color: theme.safe, width: 2, ribbon: false, dash: [1, 4] };
  return [
    [plan.points, grey],
    [held, bold],
    [rest, dotted],
  ];
}

/** Loads of the base chart, wider where a scenario breaks later; one that refuses breaks nowhere that counts. */
function sharedDomain(plan: PlanResult): readonly [number, number] {
  const ends = [plan, ...plan.scenarios.filter((one) => !isProtected(one, plan))].map(
    ({ limits }) => 1.1 * (limits.breakingPoint.value ?? 0),
  );
  const predicted = plan.points.at(-1)?.users ?? 1;
  return [0, Math.max(usersDomain(plan)[1], Math.min(predicted, Math.max(...ends)))];
}

/** What the picture shows: which change moves the safe limit most, or that none is likely to. */
export function whatIfSentence({ scenarios }: PlanResult): string {
  if (scenarios.length === 0) return "What-if: P95 and throughput as they are";
  const gains = scenarios.filter(({ verdict }) => verdict === "gains");
  const [only] = scenarios;
  if (scenarios.length === 1 && only !== undefined) return only.sentence.replace(/\.$/, "");
  if (gains.length === 0) return "What-if: no scenario is likely to move the safe limit up";
  const most = Math.max(...gains.map(({ limits }) => limits.safeLimit.value));
  const best = gains.filter(({ limits }) => limits.safeLimit.value === most);
  const today = formatCount(best[0]?.before.safeLimit.value ?? 0);
  const told = `safe limit ${today} → ${formatCount(most)} users`;
  if (best.length > MOST_NAMED)
    return `${best.length} changes are likely to gain most, equally: ${told}`;
  const titles = best.map(({ title }) => `“${title}”`).join(" and ");
  return `${titles} ${best.length === 1 ? "is likely to gain most" : "are likely to gain most, equally"}: ${told}`;
}
