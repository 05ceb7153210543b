/** A window of monitoring by hours of the day, since traffic is another at noon than at night. */
import type { Seconds } from "../../../units.ts";

export interface HourOfDay {
  /** "14:00–15:00 UTC"; of several days together. */
  readonly name: string;
  /** Unix seconds where it is of one day; else null. */
  readonly start: number | null;
  /** How much of it was watched, over all days. */
  readonly duration: Seconds;
  readonly within: (time: number) => boolean;
}

const HOUR: Seconds = 3600;
const DAY = 24 * HOUR;
/** Shorter windows are one level. */
const LEAST_WINDOW: Seconds = 2 * HOUR;
/** Points further apart do not tell hours apart. */
const WIDEST_STEP: Seconds = HOUR / 4;
/** Of an hour; less is the ragged end of the window. */
const LEAST_WATCHED: Seconds = HOUR / 2;

/** @param series times of the points of each series, Unix seconds, ascending */
export function hoursOfDay(series: readonly (readonly number[])[]): readonly HourOfDay[] {
  const watched = new Map<number, { readonly days: Set<number>; duration: Seconds }>();
  const longest = series.reduce<readonly number[]>((a, b) => (spanOf(b) > spanOf(a) ? b : a), []);
  if (spanOf(longest) < LEAST_WINDOW) return [];
  for (const [at, time] of longest.entries()) {
    const before = longest[at - 1];
    if (before === undefined || time - before > WIDEST_STEP) continue;
    const middle = (before + time) / 2;
    const hour = watched.get(hourOf(middle)) ?? { days: new Set(), duration: 0 };
    watched.set(hourOf(middle), hour);
    hour.days.add(Math.floor(middle / DAY));
    hour.duration += time - before;
  }
  return [...watched]
    .filter(([, { duration }]) => duration >= LEAST_WATCHED)
    .toSorted(([a], [b]) => a - b)
    .map(([hour, { days, duration }]) => {
      const [day, ...others] = [...days];
      return {
        name: `${clock(hour)}–${clock((hour + 1) % 24)} UTC`,
        start: day === undefined || others.length > 0 ? null : day * DAY + hour * HOUR,
        duration,
        within: (time: number) => hourOf(time) === hour,
      };
    });
}

const spanOf = (times: readonly number[]) => (times.at(-1) ?? 0) - (times[0] ?? 0);

const hourOf = (time: number) => Math.floor((time % DAY) / HOUR);

const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;
