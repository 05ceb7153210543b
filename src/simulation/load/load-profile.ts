import { entryAt } from "../../entry-at.ts";
import { requireCount, requireNonNegative, requirePositive } from "../../require.ts";
import type { PerSecond, Seconds } from "../../units.ts";

/**
 * A load over time, users or arrivals per second: straight lines between points, level before
 * the first and after the last; two points of one time are a jump.
 */
export interface LoadProfile {
  readonly points: readonly { readonly time: Seconds; readonly value: number }[];
}

/**
 * Checks a profile.
 *
 * @param whole whether the values count users
 * @throws RangeError unless there is a point, times are 0 or more and never fall, and values
 *   are 0 or more, whole for users
 */
export function requireLoadProfile(
  name: string,
  profile: LoadProfile,
  whole: boolean,
): LoadProfile {
  if (profile.points.length === 0) throw new RangeError(`${name} must hold a point, got none`);
  let last = 0;
  for (const { time, value } of profile.points) {
    requireNonNegative(`${name}: time`, time);
    if (time < last)
      throw new RangeError(`${name}: times must not fall, got ${time} after ${last}`);
    last = time;
    if (whole) requireCount(`${name}: users`, value, 0);
    else requireNonNegative(`${name}: value`, value);
  }
  return profile;
}

/** The same load all the time. */
export function steadyLoad(value: number): LoadProfile {
  return { points: [{ time: 0, value }] };
}

/**
 * From one load to another at a rate per second, starting at `at`.
 *
 * @throws RangeError unless the rate is above 0
 */
export function rampLoad(
  from: number,
  to: number,
  perSecond: PerSecond,
  at: Seconds = 0,
): LoadProfile {
  const length = Math.abs(to - from) / requirePositive("perSecond", perSecond);
  return {
    points: [
      { time: at, value: from },
      { time: at + length, value: to },
    ],
  };
}

/**
 * A base load, then up to a peak at a rate per second, held, then down again at once.
 *
 * @throws RangeError unless the rate is above 0
 */
export function spikeLoad(spike: {
  readonly base: number;
  readonly peak: number;
  readonly perSecond: PerSecond;
  readonly at: Seconds;
  /** From the moment the peak is reached. */
  readonly hold: Seconds;
}): LoadProfile {
  const { base, peak, at, hold } = spike;
  const top = at + Math.abs(peak - base) / requirePositive("perSecond", spike.perSecond);
  return {
    points: [
      { time: 0, value: base },
      { time: at, value: base },
      { time: top, value: peak },
      { time: top + hold, value: peak },
      { time: top + hold, value: base },
    ],
  };
}

/** One load after the other, each for the same time. */
export function stepLoad(values: readonly number[], seconds: Seconds): LoadProfile {
  return {
    points: values.flatMap((value, i) => [
      { time: i * seconds, value },
      { time: (i + 1) * seconds, value },
    ]),
  };
}

/**
 * A measured rate: each step holds from its time until the next one's, the last for ever, and
 * nothing arrives before the first.
 *
 * @throws RangeError unless there is a step and times rise
 */
export function measuredRate(
  steps: readonly { readonly time: Seconds; readonly rate: PerSecond }[],
): LoadProfile {
  requireRising("steps", steps);
  const points = steps.flatMap(({ time, rate }, i) => [
    { time, value: steps[i - 1]?.rate ?? 0 },
    { time, value: rate },
  ]);
  return { points };
}

/**
 * Users as a load test had them, such as Locust's history: from sample to sample they come or go
 * one by one, evenly spread. Time begins with the first sample.
 *
 * @throws RangeError unless there is a sample and times rise
 */
export function replayedUsers(
  history: readonly { readonly time: Seconds; readonly users: number }[],
): LoadProfile {
  requireRising("history", history);
  const begin = history[0]?.time ?? 0;
  return { points: history.map(({ time, users }) => ({ time: time - begin, value: users })) };
}

function requireRising(name: string, samples: readonly { readonly time: Seconds }[]): void {
  if (samples.length === 0) throw new RangeError(`${name} must hold at least one, got none`);
  for (const [i, { time }] of samples.entries()) {
    const before = samples[i - 1]?.time ?? Number.NEGATIVE_INFINITY;
    if (!(time > before)) {
      throw new RangeError(`${name}: times must rise, got ${time} after ${before}`);
    }
  }
}

/** A change of the number of users: a whole step up or down. */
export interface UserChange {
  readonly time: Seconds;
  readonly change: number;
}

/** When users come and go: all of a jump at once, one by one along a line. */
export function userChanges(profile: LoadProfile): readonly UserChange[] {
  const changes: UserChange[] = [];
  let [last] = profile.points;
  if (!last) return changes;
  if (last.value > 0) changes.push({ time: 0, change: last.value });
  for (const point of profile.points) {
    const steps = Math.abs(point.value - last.value);
    const change = Math.sign(point.value - last.value);
    if (steps > 0 && point.time === last.time)
      changes.push({ time: last.time, change: steps * change });
    else {
      for (let k = 1; k <= steps; k++) {
        changes.push({ time: last.time + ((point.time - last.time) * k) / steps, change });
      }
    }
    last = point;
  }
  return changes;
}

/**
 * When the next arrival comes: where the rate's integral from `now` reaches `expected`, a draw
 * of mean 1. Infinite where the rate stays 0.
 */
export function nextArrival(profile: LoadProfile, now: Seconds, expected: number): Seconds {
  const { points } = profile;
  let left = expected;
  let from = now;
  let next = points.findIndex(({ time }) => time > from);
  if (next === -1) next = points.length;
  for (; next < points.length; next++) {
    const end = entryAt(points, next);
    const begin = entryAt(points, Math.max(0, next - 1));
    const length = end.time - begin.time;
    const slope = next > 0 && length > 0 ? (end.value - begin.value) / length : 0;
    const rate = next > 0 ? begin.value + slope * (from - begin.time) : end.value;
    const step = end.time - from;
    const area = rate * step + (slope * step * step) / 2;
    // The root of rate·x + slope·x²/2 = left in the form that loses no digits.
    if (area >= left && left > 0) {
      return from + (2 * left) / (rate + Math.sqrt(Math.max(0, rate * rate + 2 * slope * left)));
    }
    left -= area;
    from = end.time;
  }
  const rate = points.at(-1)?.value ?? 0;
  return rate > 0 ? from + left / rate : Number.POSITIVE_INFINITY;
}
