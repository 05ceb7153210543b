/** One of the panels of a simulation over time. */

import type { SimulationReport } from "../../report/simulation-report.ts";
import { loadMoments } from "../../simulation/course/load-moments.ts";
import type { SimulatedBucket } from "../../simulation/result/simulation-result.ts";
import type { Seconds } from "../../units.ts";
import { type ChartLayout, chartLayout } from "../layers/chart-layout.ts";
import type { JsonObject } from "../layers/chart-spec.ts";
import type { CourseAxis } from "../layers/course-axis.ts";
import { rightLabels } from "../layers/right-labels.ts";
import type { ChartTheme } from "../layers/theme.ts";
import type { Point } from "../places/place-names.ts";

/** One line of a panel; steps without a value leave a gap. */
export interface CourseLine {
  readonly name: string;
  readonly color: string;
  readonly read: (bucket: SimulatedBucket) => number | null;
  /** So that grey print tells lines apart. */
  readonly dash?: readonly number[];
}

/** When the load begins to rise and when it is down again, where that is inside the run. */
export function loadChanges({ series, load }: SimulationReport): readonly Seconds[] {
  if (!("profile" in load)) return [];
  const { rise, end } = loadMoments(load.profile.load);
  const until = series.at(-1)?.end ?? 0;
  return [rise, end].filter((time) => time !== null).filter((time) => time > 0 && time < until);
}

/** One panel: lines over time, the changes of the load, and names at the right. */
export function simulationPanel(
  report: SimulationReport,
  axis: CourseAxis,
  theme: ChartTheme,
  lines: readonly CourseLine[],
  panel: {
    readonly y: JsonObject;
    readonly height: number;
    readonly place: (value: number) => number;
    readonly last: boolean;
  },
  layout: ChartLayout = chartLayout(),
): JsonObject {
  const x = axis.channel(panel.last);
  const { series } = report;
  const moments = loadChanges(report);
  const named = lines.filter(({ name }) => name !== "");
  const ending = (line: CourseLine) => series.findLast((bucket) => line.read(bucket) !== null);
  return {
    width: layout.plotWidth,
    height: panel.height,
    layer: [
      {
        data: { values: moments.map((time) => ({ time: axis.place(time) })) },
        mark: { type: "rule", color: theme.muted, strokeDash: [2, 3] },
        encoding: { x },
      },
      ...lines.map(({ read, color, dash }) => ({
        data: { values: series.flatMap((bucket) => row(bucket, read(bucket), axis)) },
        mark: {
          type: "line",
          color,
          strokeWidth: 1.8,
          clip: true,
          ...(dash ? { strokeDash: dash } : {}),
        },
        encoding: { x, y: panel.y },
      })),
      ...rightLabels(
        named.map((line) => {
          const last = ending(line);
          const value = last === undefined ? 0 : (line.read(last) ?? 0);
          return {
            y: panel.place(value),
            text: line.name,
            color: line.color,
            line: courseLine(report, line, panel.place, layout),
          };
        }),
        { width: layout.plotWidth, height: panel.height, halo: theme.background },
        layout,
      ),
    ],
  };
}

/** A line of a panel as it is drawn, in pixels; gaps are bridged. */
export function courseLine(
  { series }: SimulationReport,
  { read }: CourseLine,
  place: (value: number) => number,
  { plotWidth }: ChartLayout,
): readonly Point[] {
  const end = series.at(-1)?.end ?? 0;
  return series.flatMap((bucket) => {
    const value = read(bucket);
    const middle = (bucket.start + bucket.end) / 2;
    return value === null ? [] : [{ x: (middle / end) * plotWidth, y: place(value) }];
  });
}

function row(bucket: SimulatedBucket, value: number | null, axis: CourseAxis): JsonObject[] {
  return [{ time: axis.place((bucket.start + bucket.end) / 2), value }];
}
