import type { ParetoPoint } from "./optimize-result.ts";

/**
 * Those that no other beats: no other takes as few hours and as little money and is as probable, and
 * better in one of the three. Of equal ones the first stays. By hours, then money.
 */
export function paretoFront(points: readonly ParetoPoint[]): readonly ParetoPoint[] {
  const money = ({ monthly }: ParetoPoint) => monthly ?? 0;
  const beats = (a: ParetoPoint, b: ParetoPoint) =>
    a.hours <= b.hours && money(a) <= money(b) && a.probability >= b.probability;
  return points
    .filter(
      (one, i) =>
        !points.some((other, j) => j !== i && beats(other, one) && (!beats(one, other) || j < i)),
    )
    .toSorted((a, b) => a.hours - b.hours || money(a) - money(b));
}
