/** Picture 6: how busy each station and pool is against users, one panel a hypothesis. */

import { entryAt } from "../entry-at.ts";
import type { Limits, PlanResult, UtilizationPoint } from "../planning/plan/plan-result.ts";
import { formatCount, formatUsers } from "../wording/format-users.ts";
import { chartFrame } from "./layers/chart-frame.ts";
import { type ChartLayout, chartLayout } from "./layers/chart-layout.ts";
import type { ChartSpec, JsonObject } from "./layers/chart-spec.ts";
import { plotNotes } from "./layers/incident-notes.ts";
import { panelTitle } from "./layers/panel-title.ts";
import { rightLabelObstacles, rightLabels } from "./layers/right-labels.ts";
import {
  hypothesisTitle,
  likeliestWords,
  shownHypotheses,
  underHypothesis,
} from "./layers/shown-hypotheses.ts";
import { type ChartOptions, type ChartTheme, chartTheme } from "./layers/theme.ts";
import { usersChannel, usersDomain } from "./layers/users-axis.ts";
import { lineObstacles } from "./places/free-place.ts";

/** Heights of a panel by what the picture is for. */
const panelHeights = { page: 140, slide: 96, column: 130 } as const;

/** So that lines are told apart without color, too. */
const dashes = [null, [7, 3], [2, 3], [9, 3, 2, 3]] as const;

/** A little above 100 %, so that a line there is drawn whole. */
const TOP = 1.03;
/** The same where names stand inside: room for one above a line at 100 %. */
const TOP_WITH_NAMES = 1.25;

/** A station this busy is on the way to be the bottleneck. */
const BUSY = 0.9;

/** Stations that are never busier than this are only named in a table. */
const IDLE = 0.005;

interface Panel {
  readonly title: string;
  /** "Under “…” (57 %) "; empty where there is no other. */
  readonly under: string;
  readonly wall: string;
  readonly points: readonly UtilizationPoint[];
  readonly limits: Limits;
}

export function utilizationChart(plan: PlanResult, options: ChartOptions = {}): ChartSpec {
  const layout = chartLayout(options.size);
  const theme = chartTheme(options.theme, layout);
  const domain = usersDomain(plan);
  const every = panelsOf(plan);
  const panels = every.slice(0, layout.panels);
  const all = [...new Set(panels.flatMap(({ points }) => stationsOf(points)))];
  const left = every.length - panels.length;
  const breaks = panels.some(
    ({ limits }) => (limits.breakingPoint.value ?? Number.POSITIVE_INFINITY) <= domain[1],
  );
  const which =
    plan.hypotheses.list.length < 2
      ? ""
      : left > 0
        ? ` ${likeliestWords(panels.length, every.length)}`
        : " One panel for each explanation whose chance could be 5 % or more.";
  return {
    ...chartFrame(
      theme,
      {
        title: utilizationSentence(plan),
        subtitle: `Share of the time that a server or a place in a pool is in use: medians of the fitted platforms.${which} Bold: the bottleneck.${breaks ? " Upright: breaking point." : ""}`,
      },
      layout,
    ),
    spacing: 18,
    vconcat: panels.map((panel, i) =>
      panelSpec(panel, all, domain, i === panels.length - 1, theme, layout),
    ),
  };
}

/** What the picture shows: what fills up first, and where. */
export function utilizationSentence(plan: PlanResult): string {
  return titleOf(panelsOf(plan)[0], usersDomain(plan)[1]);
}

function panelsOf({ hypotheses }: PlanResult): Panel[] {
  return shownHypotheses(hypotheses).map((one) => ({
    title: hypothesisTitle(one, hypotheses),
    under: underHypothesis(one, hypotheses),
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
  layout: ChartLayout,
): JsonObject {
  const { points, wall, title } = panel;
  const { plotWidth: width, size } = layout;
  const height = panelHeights[size];
  const top = layout.sideWidth === 0 ? TOP_WITH_NAMES : TOP;
  const x = usersChannel(domain, last ? {} : { title: null });
  const y = {
    field: "value",
    type: "quantitative",
    scale: { domain: [0, top], nice: false },
    axis: {
      title: "in use",
      values: [0, 0.5, 1],
      labelExpr: "format(datum.value * 100, '~r') + ' %'",
    },
  };
  const names = stationsOf(points);
  // The bottleneck is drawn last, on top of the others.
  const ordered = [...names.filter((name) => name !== wall), ...names.filter((n) => n === wall)];
  const styles = [theme.series[0], theme.series[2], theme.muted, theme.ink];
  const rank = (name: string) => all.indexOf(name);
  const colorOf = (name: string) =>
    name === wall ? theme.series[1] : entryAt(styles, rank(name) % styles.length);
  const position = (share: number) => height * (1 - share / top);
  const breaking = panel.limits.breakingPoint.value;
  const isShown = breaking !== null && breaking <= domain[1];
  const place = (users: number) => (users / domain[1]) * width;
  const labels = ordered.map((name) => ({
    y: position(valueAt(points, name, domain[1])),
    text: name,
    color: colorOf(name),
    bold: name === wall,
    line: curveOf(points, name, domain[1]).map(({ users, value }) => {
      return { x: place(users), y: position(value) };
    }),
  }));
  const rule = isShown
    ? [{ left: place(breaking), right: place(breaking), top: 0, bottom: height, cost: 9 }]
    : [];
  const labelled = { width, height, obstacles: rule, halo: theme.background };
  const obstacles = [
    ...labels.flatMap(({ line }) => lineObstacles(line, 2)),
    ...rightLabelObstacles(labels, labelled, layout),
    ...rule,
  ];
  return {
    title: panelTitle(title, layout, width),
    width,
    height,
    layer: [
      ...(isShown ? breakingRule(breaking, x, theme) : []),
      ...ordered.map((name) => ({
        data: { values: curveOf(points, name, domain[1]) },
        mark: {
          type: "line",
          clip: true,
          interpolate: "monotone",
          color: colorOf(name),
          strokeWidth: name === wall ? 3.5 : 2,
          ...dashOf(name === wall ? 0 : rank(name)),
        },
        encoding: { x, y },
      })),
      ...plotNotes(
        isShown
          ? [
              {
                text: `breaks at ${formatCount(breaking)}`,
                x: place(breaking),
                y: height / 2,
                color: theme.alarm,
              },
            ]
          : [],
        { obstacles, width, height },
        layout,
      ),
      ...rightLabels(labels, labelled, layout),
    ],
  };
}

function breakingRule(users: number, x: JsonObject, theme: ChartTheme): JsonObject[] {
  const data = { values: [{ users }] };
  return [
    { data, mark: { type: "rule", color: theme.alarm, strokeDash: [4, 3] }, encoding: { x } },
  ];
}

function dashOf(rank: number): JsonObject {
  const dash = entryAt(dashes, rank % dashes.length);
  return dash === null ? {} : { strokeDash: dash };
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
  const { wall, points, under } = panel;
  const given = under === "" ? "The" : `${under}the`;
  for (let users = 1; users <= end; users++) {
    if (valueAt(points, wall, users) < BUSY) continue;
    return `${given} ${wall} reach${/s$/.test(wall) ? "" : "es"} 90 % in use at ${formatUsers(users)}`;
  }
  return `${given} ${wall} limit${/s$/.test(wall) ? "" : "s"} first, below 90 % in use up to ${formatUsers(end)}`;
}
