import type { CurvePoint } from "../../planning/plan/plan-result.ts";
import {
  curveLegend,
  curves,
  largest,
  measuredRows,
  pointLegend,
  roundUp,
  ruleRows,
  valuesOf,
} from "./curve-rows.ts";
import type { ChartRows, Shown } from "./shown.ts";

const throughput = (point: CurvePoint) => point.throughput;

export function throughputRows(shown: Shown): ChartRows {
  const point = measuredRows(shown, (level) => level.throughput);
  const top = largest([...valuesOf(shown, throughput), ...point.map(({ value }) => value)]);
  return {
    tables: {
      rule: ruleRows(shown.after.limits),
      point,
      ...curves(shown, throughput),
    },
    signals: { xMax: shown.usersTo, yMin: 0, yMax: roundUp(1.12 * top) },
    legend: [...curveLegend(shown), ...pointLegend(point)],
  };
}
