import type { Level } from "../../measurement/campaign.ts";
import type { ChanceInterval } from "../../measurement/chance-interval.ts";
import type { CurvePoint, PlanResult } from "../../planning/plan/plan-result.ts";
import { shownLevels } from "../../planning/plan/shown-levels.ts";
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

type Chance = (level: Level) => ChanceInterval | null;

/** What a note in a plot over users must leave visible: curve, measured points, and lines across. */
export function plotObstacles(
  plan: PlanResult,
  curve: (point: CurvePoint) => number,
  measured: Parameters<typeof measuredRows>[1],
  across: readonly number[],
  { domain, position, height }: PlotScale,
  layout: ChartLayout,
  chance: Chance = () => null,
): Obstacle[] {
  const { plotWidth } = layout;
  const place = (users: number) => (users / domain[1]) * plotWidth;
  return [
    ...lineObstacles(curveLine(plan, curve, { domain, position, height }, layout), 2),
    ...measuredRows(plan, measured).map(({ users, value, kind }) =>
      markObstacle(place(users), position(value), kind === "incident" ? 9 : 6, 6),
    ),
    ...across.map((value) => {
      const y = position(value);
      return { left: 0, right: plotWidth, top: y, bottom: y, cost: 4 };
    }),
    ...barObstacles(plan, chance, { domain, position, height }, layout),
  ];
}

/** The rules of safe limit and breaking point, where a picture has them. */
export function limitObstacles(
  plan: PlanResult,
  { domain, height }: PlotScale,
  layout: ChartLayout,
): Obstacle[] {
  return limitPlaces(plan, domain, layout).map((x) => {
    return { left: x, right: x, top: 0, bottom: height, cost: 20 };
  });
}

/** Bars of what chance leaves open, around measured points. */
function barObstacles(
  plan: PlanResult,
  chance: Chance,
  { domain, position }: PlotScale,
  { plotWidth }: ChartLayout,
): Obstacle[] {
  return shownLevels(plan).flatMap((level) => {
    const interval = level.quality === "measured" ? chance(level) : null;
    if (interval === null) return [];
    const x = (level.users / domain[1]) * plotWidth;
    const [top, bottom] = [position(interval.high), position(interval.low)];
    return [{ left: x - 5, right: x + 5, top, bottom, cost: 4 }];
  });
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
