/** Picture 7: how much each endpoint slows down from its lightest measured load, as a heat map in groups. */

import type { PlanResult } from "../planning/plan/plan-result.ts";
import { formatDuration } from "../wording/format-duration.ts";
import { formatNumber } from "../wording/format-number.ts";
import { formatCount, formatUsers } from "../wording/format-users.ts";
import {
  type EndpointSeries,
  type EndpointTime,
  endpointGroups,
  endpointSeries,
} from "./findings/endpoint-groups.ts";
import { chartFrame } from "./layers/chart-frame.ts";
import { type ChartLayout, chartLayout } from "./layers/chart-layout.ts";
import type { ChartSpec, JsonObject } from "./layers/chart-spec.ts";
import { textMark } from "./layers/text-mark.ts";
import { type ChartOptions, type ChartTheme, chartTheme } from "./layers/theme.ts";
import { fitName } from "./places/fit-name.ts";
import { textWidth } from "./places/text-width.ts";

/** Endpoints that a picture has room for, and the width of their names. */
const parts = {
  page: { rows: 24, names: 240 },
  slide: { rows: 8, names: 240 },
  column: { rows: 16, names: 130 },
} as const;

const ROW_HEIGHT = 30;
/** Between two groups, and above the first for its name. */
const HEADING = 26;
const HEADER = 24;
const NAME_GAP = 10;

/** A row of the picture. */
interface Row {
  readonly series: EndpointSeries;
  readonly name: readonly string[];
  readonly top: number;
  readonly height: number;
}

interface Heading {
  readonly text: string;
  readonly middle: number;
}

export function endpointChart(plan: PlanResult, options: ChartOptions = {}): ChartSpec {
  const layout = chartLayout(options.size);
  const theme = chartTheme(options.theme, layout);
  const every = endpointSeries(plan.campaign.endpoints);
  const { rows: most, names } = parts[layout.size];
  const series = every.slice(0, most);
  const ratios = series.some(({ slowdown }) => slowdown !== null);
  const width = layout.width - 2 * layout.padding - names;
  const timed = loadsOf(series);
  const loads = loadsShown(timed, ratios, width, layout);
  const { rows, headings, height } = rowsOf(series, ratios, names, layout);
  const step = width / Math.max(1, loads.length);
  const left = every.length - series.length;
  return {
    ...chartFrame(
      theme,
      {
        title: endpointsSentence(plan),
        subtitle: [
          subtitleOf(plan, series, ratios),
          ...(loads.length < timed.length
            ? [
                `${loads.length} of ${timed.length} loads, the lightest and the heaviest among them.`,
              ]
            : []),
          ...(left > 0
            ? [`The ${series.length} of ${every.length} endpoints that slow down most.`]
            : []),
        ].join(" "),
      },
      layout,
    ),
    width,
    height,
    layer:
      rows.length === 0
        ? [textMark("no response time by endpoint", 0, 12, { color: theme.muted })]
        : [
            ...loads.map((users, i) =>
              textMark(formatUsers(users), step * (i + 0.5), 10, {
                color: theme.ink,
                align: "center",
              }),
            ),
            ...headings.map(({ text, middle }) =>
              textMark(text, -names, middle, { color: theme.ink, isBold: true }),
            ),
            ...rows.flatMap((row) =>
              rowLayers(row, loads, step, shadesOf(series), ratios, theme, layout),
            ),
          ],
  };
}

/** What the picture shows: how much the endpoints slow down, group by group. */
export function endpointsSentence(plan: PlanResult): string {
  const series = endpointSeries(plan.campaign.endpoints);
  if (series.length === 0) return "No response time was measured by endpoint";
  const told = series.filter(({ slowdown }) => slowdown !== null);
  if (told.length === 0) {
    return `${series.length} endpoints were timed at one load each: no slowdown can be told`;
  }
  const loads = told.flatMap(({ times }) => times.map(({ users }) => users));
  const [lightest, heaviest] = [Math.min(...loads), Math.max(...loads)];
  const groups = endpointGroups(told);
  const each = groups.map((group, i) => {
    const endpoints = endpointsOf(group.length, groups.length === 1);
    if (i > 0) return `${endpoints} ${timesOf(group)}`;
    const take = group.length === 1 ? "takes" : "take";
    return `${endpoints} ${take} ${timesOf(group)} as long as at ${formatCount(lightest)}`;
  });
  return `At ${formatUsers(heaviest)} ${each.join(", ")}`;
}

/** "1 endpoint", "3 endpoints"; "both endpoints" and "all 3 endpoints" where there are no others. */
function endpointsOf(count: number, isAll: boolean): string {
  if (count === 1) return "1 endpoint";
  if (!isAll) return `${count} endpoints`;
  return count === 2 ? "both endpoints" : `all ${count} endpoints`;
}

/** "28 times", "36 to 41 times" */
function timesOf(group: readonly EndpointSeries[]): string {
  const slowdowns = group.flatMap(({ slowdown }) => slowdown ?? []);
  const [least, most] = [Math.min(...slowdowns), Math.max(...slowdowns)].map((one) =>
    formatNumber(one, 2),
  );
  return least === most ? `${most} times` : `${least} to ${most} times`;
}

/** "× 28", "× 28 to × 41" */
function rangeOf(group: readonly EndpointSeries[]): string {
  const slowdowns = group.flatMap(({ slowdown }) => slowdown ?? []);
  const [least, most] = [formatRatio(Math.min(...slowdowns)), formatRatio(Math.max(...slowdowns))];
  return least === most ? most : `${least} to ${most}`;
}

function rowsOf(
  series: readonly EndpointSeries[],
  ratios: boolean,
  names: number,
  { fontSize }: ChartLayout,
): { readonly rows: Row[]; readonly headings: Heading[]; readonly height: number } {
  const rows: Row[] = [];
  const headings: Heading[] = [];
  let top = HEADER;
  const groups = endpointGroups(series);
  for (const [i, group] of groups.entries()) {
    if (ratios && groups.length > 1) {
      const once = group.every(({ slowdown }) => slowdown === null);
      const called = once ? "timed at one load only" : `group ${i + 1}: ${rangeOf(group)}`;
      headings.push({ text: called, middle: top + HEADING / 2 });
      top += HEADING;
    }
    for (const one of group) {
      const name = fitName(one.endpoint, names - NAME_GAP, fontSize, { most: 3 });
      const height = Math.max(ROW_HEIGHT, name.length * (fontSize + 3) + 6);
      rows.push({ series: one, name, top, height });
      top += height + 2;
    }
  }
  return { rows, headings, height: Math.max(top, HEADER + ROW_HEIGHT) };
}

function rowLayers(
  { series, name, top, height }: Row,
  loads: readonly number[],
  step: number,
  shadeOf: (time: EndpointTime) => number,
  ratios: boolean,
  theme: ChartTheme,
  { fontSize }: ChartLayout,
): JsonObject[] {
  const lineHeight = fontSize + 3;
  const middle = top + height / 2;
  const firstLine = (lines: number) => middle - ((lines - 1) * lineHeight) / 2;
  const cells = series.times.filter(({ users }) => loads.includes(users));
  return [
    textMark(name.join("\n"), -NAME_GAP, firstLine(name.length), {
      color: theme.ink,
      align: "right",
      lineHeight,
    }),
    ...cells.flatMap((time, i): JsonObject[] => {
      const at = loads.indexOf(time.users) * step;
      const words = wordsOf(time, ratios && i > 0, step - 6, fontSize, height);
      return [
        {
          data: { values: [{ shade: shadeOf(time) }] },
          mark: { type: "rect" },
          encoding: {
            x: { value: at + 1 },
            x2: { value: at + step - 1 },
            y: { value: top },
            y2: { value: top + height },
            color: {
              field: "shade",
              type: "quantitative",
              scale: { domain: [0, 1], range: theme.heat, interpolate: "rgb" },
              legend: null,
            },
          },
        },
        textMark(words.join("\n"), at + step / 2, firstLine(words.length), {
          color: theme.ink,
          align: "center",
          lineHeight: fontSize + 1,
        }),
      ];
    }),
  ];
}

/** "12.0 ms" at the lightest load; "× 28 (340 ms)" at the others, the ratio alone where room is short. */
function wordsOf(
  { time, ratio, estimated }: EndpointTime,
  hasRatio: boolean,
  room: number,
  fontSize: number,
  height: number,
): string[] {
  const mark = estimated ? "~ " : "";
  const shown = formatDuration(time);
  if (!hasRatio) return [`${mark}${shown}`];
  const whole = `${mark}${formatRatio(ratio)} (${shown})`;
  if (textWidth(whole, fontSize) <= room) return [whole];
  const parts = [`${mark}${formatRatio(ratio)}`, shown];
  return height >= 2 * fontSize + 4 ? parts : parts.slice(0, 1);
}

/** Every load at which one of them was timed, ascending. */
function loadsOf(series: readonly EndpointSeries[]): readonly number[] {
  const loads = series.flatMap(({ times }) => times.map(({ users }) => users));
  return [...new Set(loads)].toSorted((a, b) => a - b);
}

/** As many loads as have room for their words, the ends among them. */
function loadsShown(
  loads: readonly number[],
  ratios: boolean,
  width: number,
  { fontSize }: ChartLayout,
): readonly number[] {
  const words = loads.map(formatUsers).concat(ratios ? ["~ × 28.5"] : ["~ 100 ms"]);
  const cell = 10 + Math.max(...words.map((text) => textWidth(text, fontSize)));
  const most = Math.max(2, Math.floor(width / cell));
  if (loads.length <= most) return loads;
  const places = Array.from({ length: most }, (_, i) =>
    Math.round((i * (loads.length - 1)) / (most - 1)),
  );
  return loads.filter((_, i) => places.includes(i));
}

/**
 * 0 at the lightest load; from the least to the most slowed cell on a log scale, so that groups
 * differ. What has hardly slowed is hardly shaded.
 */
function shadesOf(series: readonly EndpointSeries[]): (time: EndpointTime) => number {
  const slowed = series
    .flatMap(({ times }) => times.map(({ ratio }) => ratio))
    .filter((r) => r > 1);
  if (slowed.length === 0) return () => 0;
  const [least, most] = [Math.log(Math.min(...slowed)), Math.log(Math.max(...slowed))];
  return ({ ratio }) => {
    if (ratio <= 1) return 0;
    if (most <= least) return 1;
    const first = (0.2 * least) / most;
    return first + ((1 - first) * (Math.log(ratio) - least)) / (most - least);
  };
}

/** "× 28", "× 1.4" */
function formatRatio(value: number): string {
  return `× ${formatNumber(value, 2)}`;
}

function subtitleOf(
  { audit }: PlanResult,
  series: readonly EndpointSeries[],
  ratios: boolean,
): string {
  const finding = audit.findings.find(({ code }) => code === "endpoint-slowdown");
  const meaning = finding?.message.split(". ").slice(1).join(". ") ?? "";
  const what = ratios
    ? "Response time (mean, or median where no mean was measured), and how many times that at the endpoint's lightest load."
    : "Response times.";
  const isGuessed = series.some(({ times }) => times.some(({ estimated }) => estimated));
  const guessed = isGuessed ? " ~: rests on an estimate." : "";
  return `${what}${guessed}${meaning === "" ? "" : ` ${meaning}`}`;
}
