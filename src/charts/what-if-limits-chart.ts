/**
 * Picture 5b: the safe limit before and after each change, as a dumbbell, with the
 * breaking point's 90 % interval below it. Where the data do not tell, no new limit is
 * drawn, only the range that the breaking point may move to.
 */

import type { Limits, PlanResult, ScenarioResult } from "../planning/plan/plan-result.ts";
import { isUntold } from "../stats/estimate.ts";
import { formatThresholdRange } from "../wording/format-threshold.ts";
import { formatCount, formatUsers, formatUsersChange } from "../wording/format-users.ts";
import { chartFrame } from "./layers/chart-frame.ts";
import type { ChartSpec, JsonObject } from "./layers/chart-spec.ts";
import { type ChartOptions, type ChartTheme, chartTheme, FONT_SIZE } from "./layers/theme.ts";
import { usersChannel } from "./layers/users-axis.ts";
import { wrapText } from "./layers/wrap-text.ts";

const WIDTH = 420;
const ROW = 62;
const NAME_CHARACTERS = 26;
/** The dumbbell stands above the middle of its row, the interval below it. */
const LIMIT_AT = -9;
const INTERVAL_AT = 12;

interface LimitsRow {
  readonly name: string;
  readonly limits: Limits;
  readonly scenario: ScenarioResult | null;
}

export function whatIfLimitsChart(plan: PlanResult, options: ChartOptions = {}): ChartSpec {
  const theme = chartTheme(options.theme);
  const rows: LimitsRow[] = [
    { name: "As it is", limits: asItIs(plan), scenario: null },
    ...plan.scenarios.map((scenario) => ({
      name: scenario.title,
      limits: scenario.limits,
      scenario,
    })),
  ];
  const domain = domainOf(rows);
  const x = usersChannel(domain, { grid: true, tickCount: 6, orient: "bottom" });
  const before = asItIs(plan).safeLimit.value;
  return {
    ...chartFrame(theme, {
      title: titleOf(plan),
      subtitle:
        "Circles: safe limit, hollow before and filled after the change. Bars: 90 % interval of the breaking point, with its value as a tick; an arrow runs past the loads that are predicted.",
    }),
    width: WIDTH,
    height: ROW * rows.length,
    layer: [
      {
        data: { values: [{ users: before }] },
        mark: { type: "rule", color: theme.safe, strokeDash: [2, 3], strokeWidth: 1.5 },
        encoding: { x },
      },
      ...rows.flatMap((row, i) => rowLayers(row, ROW * (i + 0.5), plan, domain, x, theme)),
    ],
  };
}

function rowLayers(
  row: LimitsRow,
  middle: number,
  plan: PlanResult,
  domain: readonly [number, number],
  x: JsonObject,
  theme: ChartTheme,
): JsonObject[] {
  const before = asItIs(plan).safeLimit.value;
  const after = row.limits.safeLimit.value;
  const unknown = row.scenario?.verdict === "cannot tell";
  const color = unknown ? theme.muted : theme.series[0];
  const at = { value: middle + LIMIT_AT };
  const dot = (users: number, mark: JsonObject): JsonObject => ({
    data: { values: [{ users }] },
    mark: { type: "point", opacity: 1, size: 130, strokeWidth: 2.5, ...mark },
    encoding: { x, y: at },
  });
  const hollow = { fill: theme.background, stroke: theme.safe };
  return [
    sideText(
      wrapText(row.name, NAME_CHARACTERS).join("\n"),
      -12,
      middle,
      "right",
      theme.ink,
      "bold",
    ),
    ...intervalLayers(row.limits, middle + INTERVAL_AT, domain, x, color, unknown),
    ...(row.scenario !== null && !unknown && after !== before
      ? [
          {
            data: { values: [{ users: before, to: after }] },
            mark: { type: "rule", color, strokeWidth: 3 },
            encoding: { x, x2: { field: "to" }, y: at },
          },
        ]
      : []),
    dot(before, hollow),
    ...(row.scenario !== null && !unknown ? [dot(after, { fill: color, stroke: color })] : []),
    ...(unknown ? [questionMark(before, at, x, theme)] : []),
    sideText(verdictOf(row, before), WIDTH + 14, middle + LIMIT_AT, "left", theme.ink, "bold"),
    sideText(
      breakingOf(row.limits),
      WIDTH + 14,
      middle + INTERVAL_AT,
      "left",
      theme.muted,
      "normal",
    ),
  ];
}

function intervalLayers(
  limits: Limits,
  y: number,
  domain: readonly [number, number],
  x: JsonObject,
  color: string,
  unknown: boolean,
): JsonObject[] {
  const { low, value, high } = limits.breakingPoint;
  if (low === null && value === null) return [];
  const open = high === null;
  const from = low ?? value ?? domain[0];
  const bar: JsonObject = {
    data: { values: [{ users: from, to: high ?? domain[1] }] },
    mark: {
      type: "rect",
      fill: color,
      fillOpacity: unknown ? 0 : 0.3,
      stroke: color,
      strokeWidth: unknown ? 1.5 : 0,
      strokeDash: [4, 3],
    },
    encoding: { x, x2: { field: "to" }, y: { value: y - 6 }, y2: { value: y + 6 } },
  };
  const tick: JsonObject = {
    data: { values: value === null ? [] : [{ users: value }] },
    mark: { type: "rule", color, strokeWidth: 3 },
    encoding: { x, y: { value: y - 7 }, y2: { value: y + 7 } },
  };
  const arrow: JsonObject = {
    data: { values: [{ users: domain[1] }] },
    mark: { type: "point", shape: "triangle-right", filled: true, size: 110, opacity: 1, color },
    encoding: { x, y: { value: y } },
  };
  return [bar, ...(value === null || unknown ? [] : [tick]), ...(open ? [arrow] : [])];
}

function questionMark(users: number, at: JsonObject, x: JsonObject, theme: ChartTheme): JsonObject {
  return {
    data: { values: [{ users }] },
    mark: {
      type: "text",
      text: "?",
      dx: 16,
      fontSize: FONT_SIZE + 4,
      fontWeight: "bold",
      baseline: "middle",
      color: theme.alarm,
    },
    encoding: { x, y: at },
  };
}

function sideText(
  text: string,
  left: number,
  top: number,
  align: "left" | "right",
  color: string,
  fontWeight: "bold" | "normal",
): JsonObject {
  const lines = text.split("\n").length;
  return {
    data: { values: [{ text }] },
    mark: {
      type: "text",
      align,
      baseline: "middle",
      color,
      fontWeight,
      lineBreak: "\n",
      lineHeight: 17,
      // Several lines grow downwards: half of them belong above.
      dy: 8.5 * (1 - lines),
    },
    encoding: { x: { value: left }, y: { value: top }, text: { field: "text", type: "nominal" } },
  };
}

function verdictOf({ scenario, limits }: LimitsRow, before: number): string {
  if (scenario === null) return `safe limit ${formatUsers(before)}`;
  if (scenario.verdict === "cannot tell") return "? cannot tell";
  const after = limits.safeLimit.value;
  const sign = {
    gains: "▲ gains",
    loses: "▼ loses",
    "no gain": "≤ no gain",
    refuses: "⊘ refuses",
    "no change": "= no change",
  }[scenario.verdict];
  return `${sign}: ${formatCount(after)} (${formatUsersChange(after - before)})`;
}

function breakingOf({ breakingPoint }: Limits): string {
  const { value, low } = breakingPoint;
  if (value === null && low === null)
    return isUntold(breakingPoint)
      ? "breaking point not known"
      : `breaks beyond ${formatCount(breakingPoint.searchedTo)}`;
  return `breaks at ${formatThresholdRange(breakingPoint)}`;
}

function domainOf(rows: readonly LimitsRow[]): readonly [number, number] {
  const shown = rows.flatMap(({ limits }) => {
    const { low, value, high, searchedTo } = limits.breakingPoint;
    // An interval that is open at the top needs its arrow at the end of what is predicted.
    const open = low !== null && high === null ? searchedTo : 0;
    return [limits.safeLimit.value, low ?? 0, value ?? 0, high ?? 0, open];
  });
  return [0, 1.05 * Math.max(...shown, 1)];
}

/** What scenarios are compared with: hypotheses may see the platform otherwise than the plan's limits. */
function asItIs({ limits, scenarios }: PlanResult): Limits {
  return scenarios[0]?.before ?? limits;
}

const UNTOLD = "cannot be told from these measurements";

function titleOf(plan: PlanResult): string {
  const { scenarios } = plan;
  const before = asItIs(plan).safeLimit.value;
  if (scenarios.length === 0) return `Safe limit ${formatUsers(before)}; no change was tried`;
  const count = (verdict: ScenarioResult["verdict"]) =>
    scenarios.filter((scenario) => scenario.verdict === verdict).length;
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
  return `Of ${scenarios.length} ${scenarios.length === 1 ? "change" : "changes"} to the safe limit of ${formatUsers(before)}: ${said.join(", ")}`;
}
