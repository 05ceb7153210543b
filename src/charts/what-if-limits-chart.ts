/**
 * Picture 5b: the safe limit before and after each change, as a dumbbell, with the
 * breaking point's 90 % interval below it. Where the data do not tell, no new limit is
 * drawn, only the range that the breaking point may move to.
 */

import type { Limits, PlanResult, ScenarioResult } from "../planning/plan/plan-result.ts";
import { isUntold } from "../stats/estimate.ts";
import { formatShareBound } from "../wording/format-share.ts";
import { formatThresholdRange } from "../wording/format-threshold.ts";
import { formatCount, formatUsers } from "../wording/format-users.ts";
import { mostMoved } from "./findings/most-moved.ts";
import { isProtected } from "./findings/protected-from.ts";
import { verdictWords } from "./findings/verdict-words.ts";
import { chartFrame } from "./layers/chart-frame.ts";
import { chartLayout } from "./layers/chart-layout.ts";
import type { ChartSpec, JsonObject } from "./layers/chart-spec.ts";
import { type ChartOptions, type ChartTheme, chartTheme } from "./layers/theme.ts";
import { usersChannel, usersDomain } from "./layers/users-axis.ts";
import { asItIs, type LimitsRow, limitsRowLayers, protectedLayers } from "./panels/limits-row.ts";
import {
  headingRow,
  type NamedRow,
  type PlacedRows,
  placeRows,
  type RowsFrame,
  rowsFrame,
} from "./places/named-rows.ts";

const rowHeights = { page: 40, slide: 32, column: 40 } as const;

/** Changes that there is room for on one page. */
const most = { page: 18, slide: 8, column: 8 } as const;

export function whatIfLimitsChart(plan: PlanResult, options: ChartOptions = {}): ChartSpec {
  const layout = chartLayout(options.size);
  const theme = chartTheme(options.theme, layout);
  const frame = rowsFrame(layout, { names: 0.27, words: 0.27 });
  const rowOf = (scenario: ScenarioResult): LimitsRow => {
    return { name: scenario.title, limits: scenario.limits, scenario };
  };
  const scenarios = mostMoved(plan.scenarios, most[layout.size]);
  const refusing = scenarios.filter((one) => isProtected(one, plan)).map(rowOf);
  const rows: LimitsRow[] = [
    { name: "As it is", limits: asItIs(plan), scenario: null },
    ...scenarios.filter((one) => !isProtected(one, plan)).map(rowOf),
  ];
  const height = rowHeights[layout.size];
  // Their own heading sets those apart that hold only since they turn requests away.
  const heading = refusing.length === 0 ? [] : [headingRow("Protected by refusing", theme)];
  const placed = placeRows(
    [
      ...rows.map((row) => namedRow(row, plan, height, theme)),
      ...heading,
      ...refusing.map((row) => namedRow(row, plan, height, theme)),
    ],
    frame,
    layout,
  );
  const domain = domainOf(rows, plan);
  const x = usersChannel(domain, { grid: frame.isBeside, tickCount: 5, orient: "bottom" });
  const drawing = (row: LimitsRow, at: number) =>
    limitsRowLayers(row, placed.middles[at] ?? 0, plan, domain, x, theme);
  return {
    ...chartFrame(
      theme,
      {
        title: whatIfLimitsSentence(plan),
        subtitle: subtitleOf(rows, refusing, plan.scenarios.length),
      },
      layout,
    ),
    width: frame.plot,
    height: placed.height,
    layer: [
      ...todayRules(
        asItIs(plan),
        {
          ...placed,
          middles: placed.middles.filter((_, i) => heading.length === 0 || i !== rows.length),
        },
        frame,
        x,
        theme,
      ),
      ...rows.flatMap(drawing),
      ...refusing.flatMap((row, i) =>
        protectedLayers(
          row,
          placed.middles[rows.length + heading.length + i] ?? 0,
          plan,
          domain,
          x,
          theme,
        ),
      ),
      ...placed.layers,
    ],
  };
}

/** How to read what is drawn, and no more than that. */
function subtitleOf(
  rows: readonly LimitsRow[],
  refusing: readonly LimitsRow[],
  every: number,
): string {
  const scenarios = rows.flatMap(({ scenario }) => scenario ?? []);
  const shown = scenarios.length + refusing.length;
  const open = rows.some(({ limits: { breakingPoint } }) => {
    const { low, value, high } = breakingPoint;
    return high === null && (low !== null || value !== null);
  });
  const untold = scenarios.some(({ verdict }) => verdict === "cannot tell");
  return [
    "Circles: safe limit, hollow before and filled after the change; dotted upright: today's.",
    `Bars: 90 % interval of the breaking point, with its value as a tick${untold ? ", dashed where the data do not tell" : ""}${open ? "; an arrow runs past the loads that are predicted" : ""}.`,
    ...(refusing.length === 0
      ? []
      : ["Square: from here on requests are refused, which protects and gains nothing."]),
    ...(shown < every ? [`The ${shown} of ${every} changes that move most.`] : []),
  ].join(" ");
}

/** Today's safe limit through all rows; only through the drawings where words stand between them. */
function todayRules(
  { safeLimit }: Limits,
  { middles, height }: PlacedRows,
  { isBeside }: RowsFrame,
  x: JsonObject,
  theme: ChartTheme,
): JsonObject[] {
  const ranges = isBeside ? [[0, height]] : middles.map((at) => [at - 18, at + 18]);
  return ranges.map(([top = 0, bottom = 0]) => ({
    data: { values: [{ users: safeLimit.value }] },
    mark: { type: "rule", color: theme.safe, strokeDash: [2, 3], strokeWidth: 1.5 },
    encoding: { x, y: { value: top }, y2: { value: bottom } },
  }));
}

function namedRow(row: LimitsRow, plan: PlanResult, height: number, theme: ChartTheme): NamedRow {
  const before = asItIs(plan).safeLimit.value;
  const { scenario, limits, name } = row;
  const refuses = scenario !== null && isProtected(scenario, plan);
  return {
    name: { text: name, color: theme.ink, isBold: true },
    words: [
      {
        text: scenario === null ? safeLimitWords(before) : verdictWords(scenario, plan),
        color: theme.ink,
        isBold: true,
      },
      {
        text: refuses
          ? `${formatUsers(limits.safeLimit.value)} with at most ${formatShareBound(plan.policy.refused)} refused`
          : breakingOf(limits),
        color: theme.muted,
      },
    ],
    height,
  };
}

function breakingOf({ breakingPoint }: Limits): string {
  const { value, low } = breakingPoint;
  if (value === null && low === null)
    return isUntold(breakingPoint)
      ? "breaking point not known"
      : `breaks beyond ${formatCount(breakingPoint.searchedTo)}`;
  return `breaks at ${formatThresholdRange(breakingPoint)}`;
}

function domainOf(rows: readonly LimitsRow[], plan: PlanResult): readonly [number, number] {
  const shown = rows.flatMap(({ limits }) => {
    const { low, value, high, searchedTo } = limits.breakingPoint;
    // An interval that is open at the top needs its arrow at the end of what is predicted.
    const open = low !== null && high === null ? searchedTo : 0;
    return [limits.safeLimit.value, low ?? 0, value ?? 0, high ?? 0, open];
  });
  return [0, 1.05 * Math.max(...shown, usersDomain(plan)[1] / 1.15, 1)];
}

const UNTOLD = "cannot be told from these measurements";

/** What the picture shows: how many changes gain, lose, or cannot be told. */
export function whatIfLimitsSentence(plan: PlanResult): string {
  const { scenarios } = plan;
  const before = asItIs(plan).safeLimit.value;
  if (scenarios.length === 0) {
    const told = safeLimitWords(before);
    return `${told.charAt(0).toUpperCase()}${told.slice(1)}; no change was tried`;
  }
  // As the rows name them: what is protected by refusing is drawn so, whatever else is known of it.
  const verdicts = scenarios.map((one) => (isProtected(one, plan) ? "refuses" : one.verdict));
  const count = (verdict: ScenarioResult["verdict"]) =>
    verdicts.filter((one) => one === verdict).length;
  const parts = [
    [count("gains"), "gains", "gain"],
    [count("loses"), "loses", "lose"],
    [count("no gain"), "gains nothing", "gain nothing"],
    [count("refuses"), "refuses requests", "refuse requests"],
    [count("no change"), "changes nothing", "change nothing"],
    [count("cannot tell"), UNTOLD, UNTOLD],
  ] as const;
  const said = parts
    .filter(([n]) => n > 0)
    .map(([n, one, several]) => `${n} ${n === 1 ? one : several}`);
  const today =
    before > 0
      ? `to the safe limit of ${formatUsers(before)}`
      : "to a platform without a safe limit";
  if (scenarios.length === 1) {
    return `The one change ${today} ${said.join(", ").replace(/^1 /, "")}`;
  }
  return `Of ${scenarios.length} changes ${today}: ${said.join(", ")}`;
}

/** "safe limit 240 users", "no safe limit" */
function safeLimitWords(users: number): string {
  return users > 0 ? `safe limit ${formatUsers(users)}` : "no safe limit";
}
