/** Where measured levels cross the red line of a policy, by interpolation between them. */
import { entryAt } from "../../entry-at.ts";
import type { Policy } from "../../limits/policy.ts";
import type { NoisyLog, PooledLevel } from "./level-figures.ts";

export interface MeasuredBreakingPoint extends NoisyLog {
  /** Users; where it is not reached the heaviest load, which it lies above. */
  readonly users: number;
  readonly reached: boolean;
  readonly crossedBy: "p95" | "errorRate" | null;
  /** The loads between which it lies; one where it lies beyond it. */
  readonly between: readonly number[];
}

interface Point {
  readonly users: number;
  /** Distance to the red line, above 0 past it. */
  readonly over: number;
  readonly known: number;
  readonly repeat: number;
}

/** Run-to-run deviation of a share of errors, as a share of it: errors repeat far worse than times. */
const ERRORS_REPEAT = 0.3;

/** Deviation of an interpolated load, as a share of the gap between the levels that it lies in. */
const INTERPOLATION = 0.1;

/** No breaking point is less well known than by this deviation of its logarithm. */
const WORST = 1;

/** Levels that far below the line, in standard deviations, cannot have crossed it by chance. */
const CLEAR = 4;

/**
 * The first crossing of the red line: P95 linearly in its logarithm, errors in their share; the
 * earlier of the two. Approximate: the curve between two levels is not straight, for which a tenth
 * of the gap is added to the noise. Null where neither P95 nor errors were measured.
 */
export function measuredBreakingPoint(
  levels: readonly PooledLevel[],
  { redLine }: Pick<Policy, "redLine">,
): MeasuredBreakingPoint | null {
  const p95 = levels.flatMap(({ users, figures }): Point[] => {
    if (figures.p95 === undefined) return [];
    const { log, known, repeat } = figures.p95;
    return [{ users, over: log - Math.log(redLine.p95), known, repeat }];
  });
  const errors = levels.flatMap(({ users, errors: counted }): Point[] => {
    if (counted === undefined) return [];
    const { share, requests } = counted;
    // Counted as if one more failed and one more did not: none of few is not surely none.
    const smooth = (share * requests + 1) / (requests + 2);
    const known = (smooth * (1 - smooth)) / requests;
    const repeat = (ERRORS_REPEAT * share) ** 2;
    return [{ users, over: share - redLine.errorRate, known, repeat }];
  });
  const found = [crossing(p95, "p95"), crossing(errors, "errorRate")].flatMap((one) => one ?? []);
  const reached = found.filter((one) => one.reached);
  const first = (reached.length > 0 ? reached : found).toSorted((a, b) => a.users - b.users);
  return first[0] ?? null;
}

function crossing(
  points: readonly Point[],
  by: "p95" | "errorRate",
): MeasuredBreakingPoint | undefined {
  if (points.length === 0) return undefined;
  const at = points.findIndex(({ over }) => over > 0);
  if (at < 0) return beyond(points);
  const right = entryAt(points, at);
  const left = points[at - 1];
  // Past the line at the lightest load already: it lies somewhere below that.
  if (left === undefined) return below(right, by);
  const gap = right.users - left.users;
  const slope = (right.over - left.over) / gap;
  const part = -left.over / (right.over - left.over);
  const users = left.users + part * gap;
  const scale = (slope * users) ** 2;
  const mixed = (of: (point: Point) => number) =>
    ((1 - part) ** 2 * of(left) + part ** 2 * of(right)) / scale;
  return {
    users,
    log: Math.log(users),
    known: Math.min(mixed((point) => point.known) + (INTERPOLATION * (gap / users)) ** 2, WORST),
    repeat: Math.min(
      mixed((point) => point.repeat),
      WORST,
    ),
    reached: true,
    crossedBy: by,
    between: [left.users, right.users],
  };
}

function below({ users }: Point, crossedBy: "p95" | "errorRate"): MeasuredBreakingPoint {
  const noise = { log: Math.log(users), known: WORST, repeat: 0 };
  return { users, ...noise, reached: true, crossedBy, between: [users] };
}

/** Not reached: the heaviest load, as unsure as its distance to the line is. */
function beyond(points: readonly Point[]): MeasuredBreakingPoint {
  const last = entryAt(points, points.length - 1);
  const previous = points.at(-2);
  const users = last.users;
  const deviation = Math.sqrt(last.known + last.repeat);
  const clear = -last.over > CLEAR * deviation;
  const gap = users - (previous?.users ?? 0);
  const slope = Math.max(last.over - (previous?.over ?? 0), -last.over) / gap;
  const scale = (Math.max(slope, Number.EPSILON) * users) ** 2;
  return {
    users,
    log: Math.log(users),
    known: clear ? 0 : Math.min(last.known / scale, WORST),
    repeat: clear ? 0 : Math.min(last.repeat / scale, WORST),
    reached: false,
    crossedBy: null,
    between: [users],
  };
}
