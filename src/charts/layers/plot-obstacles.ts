import type { CurvePoint, PlanResult } from "../../planning/plan/plan-result.ts";
import { lineObstacles, markObstacle, type Obstacle } from "../places/free-place.ts";
import type { Point } from "../places/place-names.ts";
import type { ChartLayout } from "./chart-layout.ts";
import { limitPlaces } from "./limit-rules.ts";
import { measuredRows } from "./measured-layers.ts";

export interface PlotScale {
  readonly domain: readonly [number, number];
  /** Pixels from the top at which a value stands. */
  readonly position: (value: number) => number;
  readonly height: number;
}

/** What a note in a plot over users must leave visible: curve, measured points, and lines across. */
export function plotObstacles(
  plan: PlanResult,
  curve: (point: CurvePoint) => number,
  measured: Parameters<typeof measuredRows>[1],
  across: readonly number[],
  { domain, position, height }: PlotScale,
  layout: ChartLayout,
): Obstacle[] {
  const { plotWidth } = layout;
  const place = (users: number) => (users / domain[1]) * plotWidth;
  return [
    ...lineObstacles(curveLine(plan, curve, { domain, position, height }, layout), 2),
    ...measuredRows(plan, measured).map(({ users, value }) =>
      markObstacle(place(users), position(value), 9, 6),
    ),
    ...across.map((value) => {
      const y = position(value);
      return { left: 0, right: plotWidth, top: y, bottom: y, cost: 4 };
    }),
    ...limitPlaces(plan, domain, layout).map((x) => {
      return { left: x, right: x, top: 0, bottom: height, cost: 20 };
    }),
  ];
}

/** A fitted curve as it is drawn, in pixels. */
export function curveLine(
  { points }: PlanResult,
  curve: (point: CurvePoint) => number,
  { domain, position }: PlotScale,
  { plotWidth }: ChartLayout,
): readonly Point[] {
  return points
    .filter(({ users }) => users >= domain[0] && users <= domain[1])
    .map((point) => ({ x: (point.users / domain[1]) * plotWidth, y: position(curve(point)) }));
}
