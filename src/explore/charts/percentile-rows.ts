import type { CurvePoint } from "../../planning/plan/plan-result.ts";
import {
  asItIs,
  bandRows,
  inside,
  lineRows,
  measuredRows,
  pointLegend,
  timeEnds,
  valuesOf,
} from "./curve-rows.ts";
import type { ChartRows, Legend, Shown } from "./shown.ts";

export const percentileNames = ["p50", "p95", "p99"] as const;

/** The signal of each one's color: the same as in the pictures of the report. */
export const percentileColors = { p50: "c2", p95: "c0", p99: "c1" } as const;

export function percentileRows(shown: Shown): ChartRows {
  const now = inside(shown.after.points, shown.usersTo);
  const old = inside(shown.before.points, shown.usersTo);
  const readOf = (name: (typeof percentileNames)[number]) => (point: CurvePoint) =>
    point.responseTime[name];
  const point = percentileNames.flatMap((name) =>
    measuredRows(shown, (level) => level.responseTime[name]),
  );
  const ends = timeEnds([
    ...percentileNames.flatMap((name) => valuesOf(shown, readOf(name))),
    ...point.map(({ value }) => value),
  ]);
  return {
    tables: {
      point,
      ...Object.fromEntries(
        percentileNames.flatMap((name) => [
          [`line-${name}`, lineRows(now, readOf(name))],
          [`band-${name}`, shown.settled ? bandRows(now, readOf(name)) : []],
          [`line-before-${name}`, shown.moved ? lineRows(old, readOf(name)) : []],
        ]),
      ),
    },
    signals: { xMax: shown.usersTo, ...ends },
    legend: [
      ...percentileNames.map(
        (name): Legend => ({
          text: name.toUpperCase(),
          color: percentileColors[name],
          mark: "line",
        }),
      ),
      ...(shown.moved ? [asItIs] : []),
      ...pointLegend(point),
    ],
  };
}
