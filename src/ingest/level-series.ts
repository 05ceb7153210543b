import type { SeriesSlice } from "../measurement/campaign.ts";
import type { ImportedLevel, SeriesPoint } from "./imported-run.ts";

/** A window is cut into at most this many slices: enough to see a trend, few enough to read. */
const MOST_SLICES = 30;

/** Fewer points than this show no course of time. */
const LEAST_POINTS = 6;

/**
 * The course of one level's window in equal slices, from the series of its run. Empty for a level
 * that was pooled from several pieces, has no clock, or whose series is too coarse.
 */
export function levelSeries(
  run: string,
  level: ImportedLevel,
  series: readonly SeriesPoint[],
): readonly SeriesSlice[] {
  const { users, start, duration, covers } = level;
  if (users === null || start === null || duration === null || covers !== "steady") return [];
  const inside = series.filter(
    ({ time, users: present }) =>
      time > start && time <= start + duration + 1 && (present === null || present === users),
  );
  if (inside.length < LEAST_POINTS) return [];
  const slices = Math.min(MOST_SLICES, Math.floor(inside.length / 2));
  const found: SeriesSlice[] = [];
  let before = start;
  for (let slice = 0; slice < slices; slice++) {
    const from = Math.floor((slice * inside.length) / slices);
    const to = Math.floor(((slice + 1) * inside.length) / slices);
    const end = inside[to - 1]?.time ?? before;
    let completed = 0;
    let totalTime = 0;
    let timed = 0;
    let at = before;
    for (const point of inside.slice(from, to)) {
      const requests = (point.throughput ?? 0) * (point.time - at);
      at = point.time;
      completed += requests;
      if (point.responseTime === null) continue;
      timed += requests;
      totalTime += requests * point.responseTime;
    }
    if (end <= before) continue;
    const mean = timed > 0 ? { mean: totalTime / timed } : {};
    found.push({ users, run, end: end - start, throughput: completed / (end - before), ...mean });
    before = end;
  }
  return found;
}
