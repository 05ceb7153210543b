/** Picture 6: how busy each station and pool is against users, one panel a hypothesis. */

import { entryAt } from "../entry-at.ts";
import type { Limits, PlanResult, UtilizationPoint } from "../planning/plan/plan-result.ts";
import { formatWeight } from "../report/hypothesis-words.ts";
import { formatCount, formatUsers } from "../wording/format-users.ts";
import { chartFrame } from "./layers/chart-frame.ts";
import type { ChartSpec, JsonObject } from "./layers/chart-spec.ts";
import { rightLabels } from "./layers/right-labels.ts";
import { shownHypotheses } from "./layers/shown-hypotheses.ts";
import { CHART_WIDTH, type ChartOptions, type ChartTheme, chartTheme } from "./layers/theme.ts";
import { usersChannel, usersDomain } from "./layers/users-axis.ts";

const PANEL_HEIGHT = 190;

/** A little above 100 %, so that a line there is drawn whole. */
const TOP = 1.03;

/** A station this busy is on the way to be the bottleneck. */
const BUSY = 0.9;

/** Stations that are never busier than this are only named in a table. */
const IDLE = 0.005;

/** Width of a label as a share of the plot. */
const LABEL_SHARE = 0.15;

interface Panel {
  readonly title: string;
  readonly wall: string;
  readonly points: readonly UtilizationPoint[];
  readonly limits: Limits;
}

export function utilizationChart(plan: PlanResult, options: ChartOptions = {}): ChartSpec {
  const theme = chartTheme(options.theme);
  const domain = usersDomain(plan);
  const panels = panelsOf(plan);
  const all = [...new Set(panels.flatMap(({ points }) => stationsOf(points)))];
  return {
    ...chartFrame(theme, {
      title: titleOf(panels[0], domain[1]),
      subtitle:
        "Share of the time that a server or a place in a pool is in use: medians of the fitted platforms. One panel for each hypothesis whose weight could be 5 % or more. Bold: the bottleneck. Upright: breaking point.",
    }),
    spacing: 26,
    vconcat: panels.map((panel, i) =>
      panelSpec(panel, all, domain, i === panels.length - 1, theme),
    ),
  };
}

function panelsOf({ hypotheses }: PlanResult): Panel[] {
  return shownHypotheses(hypotheses).map((one) => ({
    title: `${one.title} (${formatWeight(one.weight)})`,
    wall: one.wall,
    points: one.utilization,
    limits: one.limits,
  }));
}

function panelSpec(
  panel: Panel,
  all: readonly string[],
  domain: readonly [number, number],
  last: boolean,
  theme: ChartTheme,
): JsonObject {
  const { points, wall, title } = panel;
  const x = usersChannel(domain, last ? {} : { title: null });
  const y = {
    field: "value",
    type: "quantitative",
    scale: { domain: [0, TOP], nice: false },
    axis: {
      title: "in use",
      values: [0, 0.25, 0.5, 0.75, 1],
      labelExpr: "format(datum.value * 100, '~r') + ' %'",
    },
  };
  const names = stationsOf(points);
  // The bottleneck is drawn last, on top of the others.
  const ordered = [...names.filter((name) => name !== wall), ...names.filter((n) => n === wall)];
  const styles = [theme.series[0], theme.series[2], theme.muted, theme.ink];
  const colorOf = (name: string) =>
    name === wall ? theme.series[1] : entryAt(styles, all.indexOf(name) % styles.length);
  const breaking = panel.limits.breakingPoint.value;
  return {
    title: { text: title, fontSize: 14, frame: "group", offset: 8, lineHeight: 18 },
    width: CHART_WIDTH,
    height: PANEL_HEIGHT,
    layer: [
      ...(breaking === null || breaking > domain[1]
        ? []
        : breakingRule(breaking, freeHeight(points, breaking, domain[1]), x, theme)),
      ...ordered.map((name) => ({
        data: { values: curveOf(points, name, domain[1]) },
        mark: {
          type: "line",
          clip: true,
          interpolate: "monotone",
          color: colorOf(name),
          strokeWidth: name === wall ? 3.5 : 2,
        },
        encoding: { x, y },
      })),
      ...rightLabels(
        ordered.map((name) => ({
          y: PANEL_HEIGHT * (1 - valueAt(points, name, domain[1]) / TOP),
          text: name,
          color: colorOf(name),
          bold: name === wall,
        })),
        CHART_WIDTH,
        PANEL_HEIGHT,
      ),
    ],
  };
}

/** The share at which a label beside a load is farthest from every line. */
function freeHeight(points: readonly UtilizationPoint[], users: number, end: number): number {
  const beside = [users, users + LABEL_SHARE * end];
  const taken = stationsOf(points).flatMap((name) => beside.map((at) => valueAt(points, name, at)));
  const distance = (share: number) => Math.min(...taken.map((one) => Math.abs(one - share)), 1);
  return [0.08, 0.2, 0.35, 0.5, 0.65, 0.8].reduce((a, b) => (distance(b) > distance(a) ? b : a));
}

function breakingRule(
  users: number,
  height: number,
  x: JsonObject,
  theme: ChartTheme,
): JsonObject[] {
  const data = { values: [{ users, text: `breaks at ${formatCount(users)}` }] };
  return [
    { data, mark: { type: "rule", color: theme.alarm, strokeDash: [4, 3] }, encoding: { x } },
    {
      data,
      mark: { type: "text", align: "left", baseline: "middle", dx: 6, color: theme.alarm },
      encoding: {
        x,
        y: { value: PANEL_HEIGHT * (1 - height / TOP) },
        text: { field: "text", type: "nominal" },
      },
    },
  ];
}

/** Stations and pools that are ever in use; delays never are. */
function stationsOf(points: readonly UtilizationPoint[]): string[] {
  const names = new Set(points.flatMap(({ byStation }) => Object.keys(byStation)));
  return [...names].filter((name) => points.some(({ byStation }) => (byStation[name] ?? 0) > IDLE));
}

/** From an idle platform to the end of what is shown. */
function curveOf(
  points: readonly UtilizationPoint[],
  name: string,
  end: number,
): { readonly users: number; readonly value: number }[] {
  return [
    { users: 0, value: 0 },
    ...points
      .filter(({ users }) => users < end)
      .map(({ users, byStation }) => ({ users, value: byStation[name] ?? 0 })),
    { users: end, value: valueAt(points, name, end) },
  ];
}

/** Along straight lines between the loads that were solved. */
function valueAt(points: readonly UtilizationPoint[], name: string, users: number): number {
  const value = (point: UtilizationPoint | undefined) => point?.byStation[name] ?? 0;
  const after = points.find((point) => point.users >= users);
  const before = points.findLast((point) => point.users < users);
  if (after === undefined) return value(before);
  const from = before?.users ?? 0;
  const share = (users - from) / (after.users - from);
  return value(before) + share * (value(after) - value(before));
}

function titleOf(panel: Panel | undefined, end: number): string {
  if (panel === undefined || panel.wall === "") return "No utilization was predicted";
  const { wall, points, title } = panel;
  const given = title === "" ? "The" : `Under ${title} the`;
  for (let users = 1; users <= end; users++) {
    if (valueAt(points, wall, users) < BUSY) continue;
    return `${given} ${wall} reach${/s$/.test(wall) ? "" : "es"} 90 % in use at ${formatUsers(users)}`;
  }
  return `${given} ${wall} limit${/s$/.test(wall) ? "" : "s"} first, below 90 % in use up to ${formatUsers(end)}`;
}
