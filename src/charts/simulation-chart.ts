/** Picture 10: a simulation over time: users, throughput, P95, and requests under way. */

import type { SimulationReport } from "../report/simulation-report.ts";
import { backlogOf, failuresOf, waitingOf } from "../simulation/course/bucket-figures.ts";
import type { SimulatedBucket } from "../simulation/result/simulation-result.ts";
import { formatBound } from "../wording/format-duration.ts";
import { chartFrame } from "./layers/chart-frame.ts";
import { type ChartLayout, chartLayout } from "./layers/chart-layout.ts";
import type { ChartSpec, JsonObject } from "./layers/chart-spec.ts";
import { type CourseAxis, courseAxis } from "./layers/course-axis.ts";
import { rightLabels } from "./layers/right-labels.ts";
import { simulationSubtitle, simulationTitle } from "./layers/simulation-title.ts";
import { type ChartOptions, type ChartTheme, chartTheme } from "./layers/theme.ts";
import { ticksFor, timeChannel, timePosition, timeScale } from "./layers/time-axis.ts";
import { type CourseLine, courseLine, simulationPanel } from "./panels/simulation-panel.ts";
import { lineObstacles } from "./places/free-place.ts";

interface Panel {
  readonly title: string;
  readonly height: number;
  readonly lines: readonly CourseLine[];
  readonly last?: boolean;
}

/** Of the heights of the panels: four of them have to fit. */
const heightScales = { page: 1, slide: 0.56, column: 0.8 } as const;

/** What the picture shows: the findings that matter most, or the figures of a steady load. */
export function simulationSentence(report: SimulationReport): string {
  return simulationTitle(report);
}

/** @throws RangeError for a run without a time series */
export function simulationChart(report: SimulationReport, options: ChartOptions = {}): ChartSpec {
  const { series } = report;
  if (series.length === 0) throw new RangeError("series must hold a step, got none");
  const layout = chartLayout(options.size);
  const theme = chartTheme(options.theme, layout);
  const scale = heightScales[layout.size];
  // Names of axes must not be longer than their panels are high.
  const isWide = layout.size === "page";
  const axis = courseAxis(series.at(-1)?.end ?? 0);
  const [blue, orange, green] = theme.series;
  const failed: CourseLine = { name: "failed", color: orange, read: failuresOf, dash: [5, 3] };
  const again: CourseLine = {
    name: "sent again",
    color: green,
    read: ({ retryRate }) => retryRate,
    dash: [2, 2],
  };
  const answered: CourseLine = { name: "answered", color: blue, read: ({ goodput }) => goodput };
  const waiting: CourseLine = { name: "in line", color: orange, read: waitingOf, dash: [5, 3] };
  return {
    ...chartFrame(
      theme,
      { title: simulationSentence(report), subtitle: simulationSubtitle(report) },
      layout,
    ),
    spacing: 16,
    bounds: "flush",
    vconcat: [
      linearPanel(report, axis, theme, layout, { ...loadPanel(report, theme), height: 70 * scale }),
      linearPanel(report, axis, theme, layout, {
        title: isWide ? "requests per second" : "req/s",
        height: 136 * scale,
        lines: [answered, failed, again].filter(
          (line) => line === answered || series.some((bucket) => (line.read(bucket) ?? 0) > 0),
        ),
      }),
      p95Panel(report, axis, theme, layout, 120 * scale),
      linearPanel(report, axis, theme, layout, {
        title: isWide ? "requests under way" : "under way",
        height: 132 * scale,
        lines: [
          { name: "all", color: blue, read: backlogOf },
          ...(series.some((bucket) => waitingOf(bucket) >= 1) ? [waiting] : []),
        ],
        last: true,
      }),
    ],
  };
}

function loadPanel({ load }: SimulationReport, theme: ChartTheme): Omit<Panel, "height"> {
  const color = theme.ink;
  const arrivals = "rate" in load || ("profile" in load && load.profile.unit === "req/s");
  if (!arrivals) {
    return { title: "users", lines: [{ name: "", color, read: ({ users }) => users }] };
  }
  // What was sent the first time; tries of failed requests are drawn below.
  const sent = (bucket: SimulatedBucket) =>
    "profile" in load ? loadAt(load.profile.load.points, (bucket.start + bucket.end) / 2) : null;
  const read = (bucket: SimulatedBucket) => ("rate" in load ? load.rate : sent(bucket));
  return { title: "arrivals/s", lines: [{ name: "", color, read }] };
}

function loadAt(points: readonly { time: number; value: number }[], time: number): number | null {
  const next = points.findIndex((point) => point.time > time);
  const [before, after] = [points.at(next === -1 ? -1 : Math.max(0, next - 1)), points[next]];
  if (!before || !after || next === 0) return (before ?? after)?.value ?? null;
  const share = (time - before.time) / (after.time - before.time);
  return before.value + share * (after.value - before.value);
}

function linearPanel(
  report: SimulationReport,
  axis: CourseAxis,
  theme: ChartTheme,
  layout: ChartLayout,
  { title, height, lines, last = false }: Panel,
): JsonObject {
  const { series } = report;
  const values = lines.flatMap(({ read }) => series.map((bucket) => read(bucket) ?? 0));
  const top = 1.12 * values.reduce((most, value) => Math.max(most, value), 1);
  const y: JsonObject = {
    field: "value",
    type: "quantitative",
    scale: { domain: [0, top], nice: false },
    axis: { title, format: ",~r", tickCount: height < 100 ? 3 : 5 },
  };
  const place = (value: number) => height * (1 - value / top);
  return simulationPanel(report, axis, theme, lines, { y, height, place, last }, layout);
}

function p95Panel(
  report: SimulationReport,
  axis: CourseAxis,
  theme: ChartTheme,
  layout: ChartLayout,
  height: number,
): JsonObject {
  const { series, redLine } = report;
  const scale = timeScale([redLine, ...series.flatMap(({ p95 }) => p95 ?? [])], 1.4);
  const y = timeChannel({ ...scale, ticks: ticksFor(scale, height) }, "P95", { grid: true });
  const place = (value: number) => timePosition(scale, height, value);
  const line: CourseLine = { name: "", color: theme.series[0], read: ({ p95 }) => p95 };
  const panel = simulationPanel(
    report,
    axis,
    theme,
    [line],
    { y, height, place, last: false },
    layout,
  );
  const rule: JsonObject = {
    data: { values: [{ value: redLine }] },
    mark: { type: "rule", color: theme.alarm, strokeWidth: 1.5, strokeDash: [7, 3] },
    encoding: { y },
  };
  const label = { y: place(redLine), text: `red line ${formatBound(redLine)}`, color: theme.alarm };
  const layers = panel["layer"] as readonly JsonObject[];
  const drawn = courseLine(report, line, place, layout);
  return {
    ...panel,
    layer: [
      rule,
      ...layers,
      ...rightLabels(
        [label],
        {
          width: layout.plotWidth,
          height,
          obstacles: lineObstacles(drawn, 2),
          halo: theme.background,
        },
        layout,
      ),
    ],
  };
}
