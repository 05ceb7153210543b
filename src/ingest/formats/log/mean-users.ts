/**
 * The users of a window in which their number changed: the mean over time. Little's law holds with
 * means only (N̄ = X·(Z + R)); the most users of a ramp, put beside the throughput of all of it, belong
 * to no law.
 */
import type { Seconds } from "../../../units.ts";

/** Users present from this instant until the next one. */
export interface UsersAt {
  readonly time: number;
  readonly users: number;
}

export interface WindowUsers {
  /** Whole, 1 or more. */
  readonly users: number;
  /** The most at once, where the window averages over a change; absent where users were held. */
  readonly mostUsers?: number;
}

/** Starts and ends take this share of a held window at most: the mean is the number that was held. */
const heldWithin = 0.02;

/** Users and, where they were not held, the most of them. */
export function windowUsers(mean: number, most: number): WindowUsers {
  const top = Math.max(1, Math.round(most));
  const users = Math.min(top, Math.max(1, Math.round(mean)));
  return mean >= most * (1 - heldWithin) || users === top
    ? { users: top }
    : { users, mostUsers: top };
}

/**
 * Area under the users over the length of the window; before the first instant told its users are taken.
 * Null where nothing is told. Exact for a step function.
 *
 * @param timeline ascending in time
 */
export function usersOver(
  timeline: readonly UsersAt[],
  first: Seconds,
  last: Seconds,
): WindowUsers | null {
  const [begin] = timeline;
  if (begin === undefined) return null;
  let area = 0;
  let most = 0;
  let time = first;
  let users = begin.users;
  for (const next of timeline) {
    const until = Math.min(last, Math.max(time, next.time));
    area += users * (until - time);
    if (until > time) most = Math.max(most, users);
    time = until;
    users = next.users;
  }
  area += users * Math.max(0, last - time);
  if (last > time || most === 0) most = Math.max(most, users);
  if (most === 0) return null;
  return windowUsers(last > first ? area / (last - first) : most, most);
}

/** What one user was seen doing: from the start of the first request to the end of the last. */
export interface UserSpan {
  readonly first: number;
  readonly last: number;
}

/** Users over time, counted from their starts and ends. O(n log n). */
export function usersOfSpans(spans: readonly UserSpan[]): UsersAt[] {
  return usersOfChanges(
    spans.flatMap(({ first, last }) => [
      { time: first, change: 1 },
      { time: last, change: -1 },
    ]),
  );
}

/** +1 for each start and −1 for each end. */
export interface UserChange {
  readonly time: number;
  readonly change: number;
}

export function usersOfChanges(changes: readonly UserChange[]): UsersAt[] {
  const timeline: UsersAt[] = [];
  let users = 0;
  const sorted = changes.toSorted((a, b) => a.time - b.time || b.change - a.change);
  for (const [at, { time, change }] of sorted.entries()) {
    users = Math.max(0, users + change);
    if (sorted[at + 1]?.time !== time) timeline.push({ time, users });
  }
  return timeline;
}

/** Users of points at equal distances, zeros before and after the run left out; null without users. */
export function usersOfPoints(counts: readonly number[]): WindowUsers | null {
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  if (first < 0) return null;
  const during = counts.slice(first, last + 1);
  let sum = 0;
  let most = 0;
  for (const count of during) {
    sum += count;
    most = Math.max(most, count);
  }
  return windowUsers(sum / during.length, most);
}
