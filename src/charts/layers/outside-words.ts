import type { Level } from "../../measurement/campaign.ts";
import type { ChanceInterval } from "../../measurement/chance-interval.ts";
import { isIncident } from "../../planning/plan/is-incident.ts";
import type { CurvePoint, PlanResult } from "../../planning/plan/plan-result.ts";
import { shownLevels } from "../../planning/plan/shown-levels.ts";
import type { Interval } from "../../stats/estimate.ts";

/** A curve, and what was measured of it. */
export interface DrawnFigure {
  readonly curve: (point: CurvePoint) => Interval;
  readonly level: (level: Level) => number | undefined;
  readonly chance: (level: Level) => ChanceInterval | null;
}

/** Without a bar a dot may lie so far off, as a share of it. */
const NEAR = 0.05;

/**
 * "2 of 6 dots lie outside the band, beyond chance: there the fit misses what was measured." Empty where
 * none does; incidents and estimates are no dots.
 */
export function outsideWords(plan: PlanResult, figures: readonly DrawnFigure[]): string[] {
  const dots = figures.flatMap(({ curve, level, chance }) =>
    shownLevels(plan).flatMap((one) => {
      const value = level(one);
      const point = plan.points.find(({ users }) => users === one.users);
      const isDot = one.quality === "measured" && !isIncident(plan.audit, one);
      if (value === undefined || point === undefined || !isDot) return [];
      const { low, high } = curve(point);
      const bar = chance(one) ?? { low: value / (1 + NEAR), high: value * (1 + NEAR) };
      return [bar.low > high || bar.high < low];
    }),
  );
  const outside = dots.filter(Boolean).length;
  if (outside === 0) return [];
  return [
    `${outside} of ${dots.length} dots ${outside === 1 ? "lies" : "lie"} outside the band, beyond chance: there the fit misses what was measured.`,
  ];
}
