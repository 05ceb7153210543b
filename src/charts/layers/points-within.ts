/**
 * The points of a curve that a plot shows: those inside it, and the next one past its end, so that
 * a curve that goes on runs to the edge. Ascending in users.
 */
export function pointsWithin<P extends { readonly users: number }>(
  points: readonly P[],
  [from, to]: readonly [number, number],
): readonly P[] {
  const inside = points.filter(({ users }) => users >= from && users <= to);
  const next = points.find(({ users }) => users > to);
  if (next === undefined || inside.at(-1)?.users === to) return inside;
  return [...inside, next];
}
