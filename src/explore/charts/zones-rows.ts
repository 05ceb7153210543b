import type { CurvePoint } from "../../planning/plan/plan-result.ts";
import { formatBound } from "../../wording/format-duration.ts";
import {
  curveLegend,
  curves,
  measuredRows,
  pointLegend,
  rangeRows,
  ruleRows,
  timeEnds,
  valuesOf,
  zoneRows,
} from "./curve-rows.ts";
import type { ChartRows, Shown } from "./shown.ts";

const p95 = (point: CurvePoint) => point.responseTime.p95;

export function zonesRows(shown: Shown): ChartRows {
  const point = measuredRows(shown, (level) => level.responseTime.p95);
  const bounds = shown.policy.zones.map(({ name, p95 }) => ({
    value: p95,
    text: `${name} to ${formatBound(p95)}`,
  }));
  const ends = timeEnds([
    ...valuesOf(shown, p95),
    ...point.map(({ value }) => value),
    shown.policy.redLine.p95,
  ]);
  return {
    tables: {
      zone: zoneRows(shown.after, shown.usersTo),
      bound: bounds.filter(({ value }) => value > ends.yMin && value < ends.yMax),
      rule: ruleRows(shown.after.limits),
      range: rangeRows(shown.after.limits, shown.settled),
      point,
      ...curves(shown, p95),
    },
    signals: { xMax: shown.usersTo, ...ends },
    legend: [...curveLegend(shown), ...pointLegend(point)],
  };
}
