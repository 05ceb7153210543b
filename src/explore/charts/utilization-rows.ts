import type { CurvePoint } from "../../planning/plan/plan-result.ts";
import { inside } from "./curve-rows.ts";
import type { ChartRows, Shown } from "./shown.ts";

/** Stations and pools that are told apart by color. */
export const MOST_PARTS = 8;

/** Stations and pools, the busiest at the largest load shown first. */
function partsOf(points: readonly CurvePoint[]): readonly string[] {
  const last = points.at(-1);
  if (last === undefined) return [];
  const busy = (name: string) => last.utilization[name]?.value ?? 0;
  return Object.keys(last.utilization)
    .filter((name) => points.some(({ utilization }) => (utilization[name]?.value ?? 0) > 0))
    .toSorted((a, b) => busy(b) - busy(a))
    .slice(0, MOST_PARTS);
}

export function utilizationRows(shown: Shown): ChartRows {
  const now = inside(shown.after.points, shown.usersTo);
  const parts = partsOf(now);
  const rows = (name: string) =>
    now.flatMap(({ users, utilization }) => {
      const found = utilization[name];
      return found === undefined
        ? []
        : [{ users, value: found.value, low: found.low, high: found.high }];
    });
  return {
    tables: Object.fromEntries(
      Array.from({ length: MOST_PARTS }, (_, i) => i).flatMap((i) => {
        const part = parts[i];
        const own = part === undefined ? [] : rows(part);
        return [
          [`line-part${i}`, own],
          [`band-part${i}`, shown.settled && i === 0 ? own : []],
        ];
      }),
    ),
    signals: { xMax: shown.usersTo, yMin: 0, yMax: 1.02 },
    legend: parts.map((text, i) => ({
      text,
      color: `c${i}`,
      mark: i % 2 === 1 ? "dashed" : "line",
    })),
  };
}
