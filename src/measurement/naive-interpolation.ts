/**
 * What a planner does with a ruler: log P95 drawn as straight lines over users.
 *
 * The baseline that a model must beat. It knows nothing of saturation, so it errs where
 * the curve bends between two measured levels, and more where it has to go beyond them.
 */
import { requirePositive } from "../require.ts";
import type { Seconds } from "../units.ts";

export interface LoadPoint {
  readonly users: number;
  readonly p95: Seconds;
}

export interface NaiveCrossing {
  /** Users at which the line first reaches the limit; null when it never does. */
  readonly users: number | null;
  readonly basis: "interpolated" | "extrapolated";
}

/**
 * The load at which P95 first reaches `limit`, on straight lines of log P95 over users
 * between the points (the mean of the logs where a load was measured twice), the first
 * and last line drawn on. Null when the end lines lead away from the limit, or reach it
 * below 1 user.
 *
 * @throws RangeError unless there are two different loads and every figure is above 0
 */
export function naiveInterpolation(points: readonly LoadPoint[], limit: Seconds): NaiveCrossing {
  const target = Math.log(requirePositive("limit", limit));
  const loads = new Set(points.map(({ users }) => requirePositive("users", users)));
  const line = [...loads]
    .toSorted((a, b) => a - b)
    .map((users) => {
      const same = points.filter((point) => point.users === users);
      const logs = same.map(({ p95 }) => Math.log(requirePositive("p95", p95)));
      return { users, y: logs.reduce((sum, log) => sum + log, 0) / logs.length };
    });
  const [first, second] = line;
  const [beforeLast, last] = line.slice(-2);
  if (
    first === undefined ||
    second === undefined ||
    beforeLast === undefined ||
    last === undefined
  ) {
    throw new RangeError(`points must hold two different loads, got ${line.length}`);
  }
  const cross = (a: { users: number; y: number }, b: { users: number; y: number }) =>
    a.users + ((target - a.y) / (b.y - a.y)) * (b.users - a.users);

  if (first.y >= target) {
    const users = first.y === target ? first.users : second.y > first.y ? cross(first, second) : 0;
    return users >= 1
      ? { users, basis: users === first.users ? "interpolated" : "extrapolated" }
      : { users: null, basis: "extrapolated" };
  }
  for (const [i, b] of line.entries()) {
    const a = line[i - 1];
    if (a !== undefined && a.y < target && b.y >= target) {
      return { users: cross(a, b), basis: "interpolated" };
    }
  }
  const users = last.y > beforeLast.y ? cross(beforeLast, last) : null;
  return { users, basis: "extrapolated" };
}
