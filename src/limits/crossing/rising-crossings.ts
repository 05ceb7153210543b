import { firstCrossing } from "./first-crossing.ts";

/**
 * Where a curve over the users passes one level after another, as {@link firstCrossing} from 1 to `most`
 * finds each. What was looked at for one level narrows the search for the next: of a curve that passes
 * a level once the two loads next to the crossing are the same whatever the search has seen.
 *
 * @param curve over whole loads; asked for once a load
 * @returns by level; null where the curve is still below it at `most`
 */
export function risingCrossings(
  curve: (users: number) => number,
  most: number,
): (level: number) => number | null {
  const known = new Map<number, number>();
  const valueAt = (users: number): number => {
    const before = known.get(users);
    if (before !== undefined) return before;
    const value = curve(users);
    known.set(users, value);
    return value;
  };
  return (level) => {
    if (!(valueAt(most) >= level)) return null;
    let [below, above] = [1, most];
    for (const [users, value] of known) {
      if (value >= level) above = Math.min(above, users);
    }
    for (const [users, value] of known) {
      if (value < level && users < above) below = Math.max(below, users);
    }
    return firstCrossing((users) => valueAt(users) - level, below, above);
  };
}
