/** Points named by the zones that limits are told by, which the measured levels bound. */
import type { CurvePoint, Zone } from "../../limits/limits.ts";
import { isUntold } from "../../stats/estimate.ts";

/** A point stays what its own figures say where its zone's end is not told, or lies past the search. */
export function inZones(
  points: readonly CurvePoint[],
  zones: readonly Zone[],
): readonly CurvePoint[] {
  if (zones.some(({ to }) => to !== null && isUntold(to))) return points;
  return points.map((point) => {
    const own = zones.find(({ to }) => to === null || point.users <= (to.value ?? Infinity));
    const searched = zones.every(({ to }) => to === null || point.users <= to.searchedTo);
    return own === undefined || !searched ? point : { ...point, zone: own.name };
  });
}
