/** Picture 11: traffic, its forecast with the band, and the limits that it meets. */
import type { ForecastDay } from "../planning/forecast/forecast-traffic.ts";
import { type TrafficDay, weekdayOf } from "../planning/forecast/traffic-trend.ts";
import {
  type ForecastWords,
  formatTraffic,
  type LimitReached,
  reachedSentence,
} from "../report/text/forecast-text.ts";
import { chartFrame } from "./layers/chart-frame.ts";
import { type ChartLayout, chartLayout } from "./layers/chart-layout.ts";
import type { ChartSpec, JsonObject } from "./layers/chart-spec.ts";
import { type RightLabel, rightLabels } from "./layers/right-labels.ts";
import { textMark } from "./layers/text-mark.ts";
import { type ChartOptions, chartTheme } from "./layers/theme.ts";
import { fitName } from "./places/fit-name.ts";
import { lineObstacles, markObstacle } from "./places/free-place.ts";

/** Milliseconds of a day, the unit of Vega's time. */
const DAY = 86_400_000;

/** Days shown after the last limit is met, as a share of all shown. */
const AFTER = 0.15;

/** Pixels from a plot to the first name below its axis. */
const BELOW_AXIS = 42;

export function forecastChart(
  words: ForecastWords & { readonly days: readonly TrafficDay[] },
  options: ChartOptions = {},
): ChartSpec {
  const layout = chartLayout(options.size);
  const theme = chartTheme(options.theme, layout);
  const { plotWidth, plotHeight } = layout;
  const { forecast, reached, unit, days } = words;
  const first = days[0]?.day ?? forecast.lastDay;
  const horizon = forecast.days.at(-1)?.day ?? forecast.lastDay;
  const met = reached.flatMap(({ day }) => day ?? []);
  // As far as the last limit that is met, and at least as far again as was measured.
  const far = Math.max(...met, 2 * forecast.lastDay - first);
  const end = Math.min(horizon, Math.ceil(far + AFTER * (far - first)));
  const shown = busiest(forecast).filter(({ day }) => day <= end);
  const limits = reached.filter(({ users }) => users > 0);
  const highest = Math.max(...days.map(({ value }) => value), ...shown.map(({ value }) => value));
  const near = alike(limits).filter(({ limit }) => limit <= 3 * highest);
  // A band that is very wide is cut off, so that the line keeps its height.
  const band = Math.min(Math.max(...shown.map(({ high }) => high)), 2 * highest);
  const top = 1.08 * Math.max(band, ...near.map(({ limit }) => limit));
  const x: JsonObject = {
    field: "time",
    type: "temporal",
    scale: { type: "utc", domain: [first * DAY, end * DAY], nice: false },
    axis: {
      title: null,
      grid: false,
      tickCount: layout.size === "column" ? 3 : 6,
      format: layout.size === "column" ? "%b %y" : "%b %Y",
      labelOverlap: true,
    },
  };
  const y: JsonObject = {
    field: "value",
    type: "quantitative",
    scale: { domain: [0, top], nice: false, clamp: true },
    axis: { title: titles[unit], format: ",~r" },
  };
  const position = (value: number) => plotHeight * (1 - value / top);
  const placed = ({ day, value }: TrafficDay) => ({
    x: ((day - first) / (end - first)) * plotWidth,
    y: position(value),
  });
  const names = near.map(({ title, limit }, i) => ({
    y: position(limit),
    text: `${title}: ${formatTraffic(limit, unit)}`,
    color: i === 0 ? theme.safe : theme.muted,
    bold: i === 0,
  }));
  const labelled = {
    width: plotWidth,
    height: plotHeight,
    obstacles: [
      ...lineObstacles(shown.map(placed), 2),
      ...days.map(placed).map(({ x: left, y: top }) => markObstacle(left, top, 2)),
    ],
    halo: theme.background,
  };
  const outliers = new Set(forecast.trend.outliers.map(({ day }) => day));
  const rings = outliers.size === 0 ? "" : ", a ring where it was left aside as an outlier";
  const row = ({ day, value }: TrafficDay) => ({ time: day * DAY, value });
  const points = (list: readonly TrafficDay[], mark: JsonObject): JsonObject => ({
    data: { values: list.map(row) },
    mark: { clip: true, opacity: 0.8, ...mark },
    encoding: { x, y },
  });
  return {
    ...chartFrame(
      theme,
      {
        title: forecastSentence(words),
        subtitle: `Dots: each day's peak${rings}. Line: forecast${forecast.trend.weekly ? " of each week's busiest day" : ""}, shaded: where nine of ten such days lie. Dashed: safe limits, today's and after scenarios.`,
      },
      layout,
    ),
    width: plotWidth,
    height: plotHeight,
    layer: [
      {
        data: {
          values: shown.map(({ day, low, high }) => ({ time: day * DAY, value: low, high })),
        },
        mark: { type: "area", clip: true, color: theme.series[0], opacity: 0.22 },
        encoding: { x, y, y2: { field: "high" } },
      },
      {
        data: { values: shown.map(row) },
        mark: { type: "line", clip: true, color: theme.series[0], strokeWidth: 2 },
        encoding: { x, y },
      },
      points(
        days.filter(({ day }) => !outliers.has(day)),
        { type: "circle", color: theme.ink, size: 14 },
      ),
      points(
        days.filter(({ day }) => outliers.has(day)),
        // Told from the others without color, too.
        {
          type: "point",
          filled: false,
          color: theme.alarm,
          size: 40,
          strokeWidth: 1.5,
          opacity: 1,
        },
      ),
      ...near.map(
        ({ limit }, i): JsonObject => ({
          data: { values: [{ value: limit }] },
          mark: {
            type: "rule",
            color: i === 0 ? theme.safe : theme.muted,
            strokeWidth: 2,
            strokeDash: [6, 4],
          },
          encoding: { y },
        }),
      ),
      // Inside a narrow plot several names would stand on one another.
      ...(layout.sideWidth === 0 && names.length > 1
        ? namesBelow(names, layout)
        : rightLabels(names, labelled, layout)),
    ],
  };
}

/** Below the plot and its axis, the highest limit first, as the rules lie. */
function namesBelow(names: readonly RightLabel[], layout: ChartLayout): JsonObject[] {
  const { width, padding, axisWidth, plotHeight, fontSize } = layout;
  const lineHeight = fontSize + 3;
  let top = plotHeight + BELOW_AXIS;
  return names
    .toSorted((a, b) => a.y - b.y)
    .map(({ text, color, bold = false }) => {
      const lines = fitName(text, width - 2 * padding, fontSize, { isBold: bold });
      const mark = textMark(lines.join("\n"), -axisWidth, top, { color, isBold: bold, lineHeight });
      top += lines.length * lineHeight + 2;
      return mark;
    });
}

/** What the picture shows: when the traffic meets today's safe limit. */
export function forecastSentence({ forecast, reached }: ForecastWords): string {
  const [today] = reached;
  return today === undefined ? "Traffic and its forecast" : reachedSentence(today, forecast);
}

const titles = {
  users: "users at once",
  rate: "requests per second",
  sessions: "sessions an hour",
} as const;

/** With a weekly pattern the weekday with most traffic, which meets a limit first; else every day. */
function busiest({ trend, days }: ForecastWords["forecast"]): readonly ForecastDay[] {
  if (!trend.weekly) return days;
  const most = trend.factors.indexOf(Math.max(...trend.factors));
  return days.filter(({ day }) => weekdayOf(day) === most);
}

/** States with one limit share a rule and a label, today's name first. */
function alike(limits: readonly LimitReached[]): readonly LimitReached[] {
  const distinct = [...new Set(limits.map(({ limit }) => limit))];
  return distinct.flatMap((limit) => {
    const [one, ...others] = limits.filter((state) => state.limit === limit);
    if (one === undefined) return [];
    const more = others.length === 0 || one.title === "today" ? "" : ` +${others.length}`;
    return [{ ...one, title: `${one.title}${more}` }];
  });
}
