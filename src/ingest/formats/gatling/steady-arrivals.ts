/**
 * Whether users of a Gatling log came at a steady rate of their own (`constantUsersPerSec`), told by when
 * they came: evenly, through the whole run, and not as others left. The log does not name the injection.
 * Users who stay, who replace one another, or who come at random or at a rising rate are not told so.
 */
import { entryAt } from "../../../entry-at.ts";
import type { PerSecond, Seconds } from "../../../units.ts";
import type { UserChange } from "../log/mean-users.ts";

/** Fewer may come evenly by chance. */
const leastUsers = 30;
/** Of the run: users who are started in a ramp and stay come in its beginning only. */
const throughout = 0.8;
/** Times are whole milliseconds, and a timer is late by some. */
const lateness: Seconds = 0.004;
const uneven = 0.15;
const mostly = 0.9;
/** Nearer to one another than this, gaps tell nothing: then the users of each second are counted. */
const shortestGap: Seconds = 0.01;
/** Variance of such a count over its mean: 1 where users come at random, 0 where they come by a timer. */
const dispersion = 0.1;
/** So soon after another left, and so many of them: they replace one another. */
const atOnce: Seconds = 0.005;
const replaced = 0.7;

/** Users a second; null where they did not come at a steady rate. */
export function steadyArrivals(changes: readonly UserChange[]): PerSecond | null {
  const times = (change: number) =>
    changes
      .filter((one) => one.change === change)
      .map(({ time }) => time)
      .toSorted((a, b) => a - b);
  const [starts, ends] = [times(1), times(-1)];
  const [first, last, left] = [starts[0], starts.at(-1), ends.at(-1)];
  if (starts.length < leastUsers || first === undefined || last === undefined) return null;
  const span = last - first;
  if (!(span > 0) || left === undefined) return null;
  if (span < throughout * (Math.max(last, left) - first)) return null;
  const gaps = starts.slice(1).map((time, at) => time - entryAt(starts, at));
  const usual = entryAt(
    gaps.toSorted((a, b) => a - b),
    gaps.length >> 1,
  );
  const even = usual >= shortestGap ? areEven(gaps, usual) : isTimed(starts, span);
  return even && shareFollowing(starts, ends, usual) <= replaced
    ? (starts.length - 1) / span
    : null;
}

function areEven(gaps: readonly Seconds[], usual: Seconds): boolean {
  const within = Math.max(lateness, uneven * usual);
  return gaps.filter((gap) => Math.abs(gap - usual) <= within).length >= mostly * gaps.length;
}

function isTimed(starts: readonly Seconds[], span: Seconds): boolean {
  const seconds = new Float64Array(Math.floor(span));
  const first = entryAt(starts, 0);
  for (const time of starts) {
    const second = Math.floor(time - first);
    if (second < seconds.length) seconds[second] = (seconds[second] ?? 0) + 1;
  }
  const mean = seconds.reduce((sum, count) => sum + count, 0) / seconds.length;
  const variance = seconds.reduce((sum, count) => sum + (count - mean) ** 2, 0) / seconds.length;
  return seconds.length >= leastUsers && variance <= dispersion * mean;
}

/** The share of users who came just after another had left: within half a gap, to the millisecond. */
function shareFollowing(
  starts: readonly Seconds[],
  ends: readonly Seconds[],
  usual: Seconds,
): number {
  const soon = Math.max(0.0015, Math.min(atOnce, usual / 2));
  let at = 0;
  let count = 0;
  for (const start of starts) {
    while (at < ends.length && entryAt(ends, at) <= start) at++;
    if (at > 0 && start - entryAt(ends, at - 1) <= soon) count++;
  }
  return count / starts.length;
}
