/** Picture 7: how much each endpoint slows down from its lightest measured load, as a heat map. */

import type { EndpointLevel } from "../measurement/campaign.ts";
import type { PlanResult } from "../planning/plan/plan-result.ts";
import { formatDuration } from "../wording/format-duration.ts";
import { formatNumber } from "../wording/format-number.ts";
import { formatCount, formatUsers } from "../wording/format-users.ts";
import { chartFrame } from "./layers/chart-frame.ts";
import type { ChartSpec, JsonObject } from "./layers/chart-spec.ts";
import { type ChartOptions, type ChartTheme, chartTheme } from "./layers/theme.ts";
import { wrapText } from "./layers/wrap-text.ts";

const ROW_HEIGHT = 34;
const CELL_WIDTH = 132;
const LEAST_WIDTH = 420;
const NAME_CHARACTERS = 34;

interface Cell {
  readonly endpoint: string;
  readonly users: number;
  /** Response time over that at the lightest load, or the time itself. */
  readonly value: number;
  readonly time: number;
  readonly estimated: boolean;
  /** At the lightest load of its endpoint. */
  readonly first: boolean;
}

interface Grid {
  readonly cells: readonly Cell[];
  /** False where no endpoint was measured at two loads: then times are shown. */
  readonly ratios: boolean;
}

export function endpointChart(plan: PlanResult, options: ChartOptions = {}): ChartSpec {
  const theme = chartTheme(options.theme);
  const grid = gridOf(plan.campaign.endpoints);
  const { cells, ratios } = grid;
  const endpoints = [...new Set(cells.map(({ endpoint }) => endpoint))];
  const loads = [...new Set(cells.map(({ users }) => users))].toSorted((a, b) => a - b);
  const rows = cells.map((cell) => ({
    ...cell,
    load: formatUsers(cell.users),
    shade: Math.log(Math.max(cell.value, Number.MIN_VALUE)),
    text: `${cell.estimated ? "~ " : ""}${textOf(cell, ratios)}`,
  }));
  return {
    ...chartFrame(theme, { title: titleOf(grid), subtitle: subtitleOf(plan, grid) }),
    width: Math.max(LEAST_WIDTH, CELL_WIDTH * loads.length),
    height: ROW_HEIGHT * Math.max(1, endpoints.length),
    layer: cells.length === 0 ? [nothing(theme)] : heat(rows, endpoints, loads, ratios, theme),
  };
}

function heat(
  rows: readonly JsonObject[],
  endpoints: readonly string[],
  loads: readonly number[],
  ratios: boolean,
  theme: ChartTheme,
): JsonObject[] {
  const shades = rows.map(({ shade }) => Number(shade));
  const least = ratios ? 0 : Math.min(...shades);
  const data = { values: rows };
  const x = {
    field: "load",
    type: "ordinal",
    sort: loads.map(formatUsers),
    axis: { title: null, orient: "top", labelAngle: 0, ticks: false, domain: false },
  };
  const y = {
    field: "endpoint",
    type: "nominal",
    sort: endpoints,
    axis: {
      title: null,
      ticks: false,
      domain: false,
      labelLimit: 360,
      labelPadding: 10,
    },
  };
  return [
    {
      data,
      mark: { type: "rect", stroke: theme.background, strokeWidth: 3 },
      encoding: {
        x,
        y,
        color: {
          field: "shade",
          type: "quantitative",
          scale: {
            domain: [least, Math.max(least + 0.01, ...shades)],
            range: theme.heat,
            interpolate: "rgb",
          },
          legend: null,
        },
      },
    },
    {
      data,
      mark: { type: "text", color: theme.ink },
      encoding: { x, y, text: { field: "text", type: "nominal" } },
    },
  ];
}

/** "12.0 ms" at the lightest load, "× 28 (340 ms)" at the others. */
function textOf({ value, time, first }: Cell, ratios: boolean): string {
  const shown = formatDuration(time);
  return first || !ratios ? shown : `${formatRatio(value)} (${shown})`;
}

function nothing(theme: ChartTheme): JsonObject {
  return {
    data: { values: [{ text: "no response time by endpoint" }] },
    mark: { type: "text", color: theme.muted },
    encoding: { text: { field: "text", type: "nominal" } },
  };
}

/** Endpoints by how much they slow down, the most first; those with one time only come without ratio. */
function gridOf(rows: readonly EndpointLevel[]): Grid {
  const nameOf = ({ method, path }: EndpointLevel) => `${method} ${path}`.trim();
  const series = [...new Set(rows.map(nameOf))].map((endpoint) => ({
    endpoint: shorten(endpoint),
    times: timesOf(rows.filter((row) => nameOf(row) === endpoint)),
  }));
  const repeated = series.filter(({ times }) => new Set(times.map(({ users }) => users)).size > 1);
  const ratios = repeated.length > 0;
  const shown = ratios ? repeated : series.filter(({ times }) => times.length > 0);
  const cells = shown.map(({ endpoint, times }) => {
    const first = times[0]?.time ?? 1;
    return times.map((one, i) => ({
      ...one,
      endpoint,
      estimated: one.estimated || (ratios && times[0]?.estimated === true),
      first: i === 0,
      value: ratios ? one.time / first : one.time,
    }));
  });
  const most = (list: readonly Cell[]) => Math.max(...list.map(({ value }) => value));
  return { cells: cells.toSorted((a, b) => most(b) - most(a)).flat(), ratios };
}

/** One time a load: means where every row has one, else medians; of repeated runs the first. */
function timesOf(
  rows: readonly EndpointLevel[],
): { readonly users: number; readonly time: number; readonly estimated: boolean }[] {
  const timed = rows.filter(
    ({ responseTime: { mean, p50 } }) => mean !== undefined || p50 !== undefined,
  );
  const kind = timed.every(({ responseTime }) => responseTime.mean !== undefined) ? "mean" : "p50";
  const first = new Map<number, { users: number; time: number; estimated: boolean }>();
  for (const { users, responseTime, quality } of timed) {
    const time = responseTime[kind];
    if (time === undefined || first.has(users)) continue;
    first.set(users, { users, time, estimated: quality === "estimated" });
  }
  return [...first.values()].toSorted((a, b) => a.users - b.users);
}

function shorten(endpoint: string): string {
  return endpoint.length <= NAME_CHARACTERS
    ? endpoint
    : `${wrapText(endpoint, NAME_CHARACTERS)[0]?.slice(0, NAME_CHARACTERS - 1) ?? ""}…`;
}

/** "× 28", "× 1.4" */
function formatRatio(value: number): string {
  return `× ${formatNumber(value, 2)}`;
}

function titleOf({ cells, ratios }: Grid): string {
  const count = new Set(cells.map(({ endpoint }) => endpoint)).size;
  if (count === 0) return "No response time was measured by endpoint";
  const loads = cells.map(({ users }) => users);
  const [low, high] = [Math.min(...loads), Math.max(...loads)];
  if (!ratios) return `${count} endpoints were timed at one load each: no slowdown can be told`;
  const ends = cells.filter(({ users }) => users === high).map(({ value }) => value);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  return `From ${formatCount(low)} to ${formatUsers(high)} endpoints slow down ${formatRatio(least)} to ${formatRatio(most)}`;
}

function subtitleOf({ audit }: PlanResult, { cells, ratios }: Grid): string {
  const finding = audit.findings.find(({ code }) => code === "endpoint-slowdown");
  const meaning = finding?.message.split(". ").slice(1).join(". ") ?? "";
  const what = ratios
    ? "Response time (mean, or median where no mean was measured), and how many times that at the endpoint's lightest load."
    : "Response times.";
  const guessed = cells.some(({ estimated }) => estimated) ? " ~: rests on an estimate." : "";
  return `${what}${guessed}${meaning === "" ? "" : ` ${meaning}`}`;
}
