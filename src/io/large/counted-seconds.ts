/** A run counted second by second: what levels are found in, and the series. Pure. */
import type { UsersAt } from "../../ingest/formats/log/mean-users.ts";
import type { CumulativePoint } from "../../ingest/formats/log/steady-levels.ts";
import { mostPoints } from "../../ingest/formats/log/summarize-samples.ts";
import type { Seconds } from "../../units.ts";

export interface CountedSecond {
  /** Whole unix second s: requests that ended in (s − 1, s]. */
  readonly second: number;
  readonly requests: number;
  readonly failures: number;
  readonly totalTime: Seconds;
}

/**
 * Running totals at whole seconds, as `summarizeSamples` takes them of single requests.
 *
 * @param seconds and timeline ascending in time
 */
export function pointsOfSeconds(
  seconds: readonly CountedSecond[],
  timeline: readonly UsersAt[],
  first: number,
  last: number,
): readonly CumulativePoint[] {
  const step = Math.max(1, Math.ceil((last - first) / mostPoints));
  const points: CumulativePoint[] = [];
  let taken = 0;
  let change = 0;
  let users = 0;
  let [requests, failures, totalTime] = [0, 0, 0];
  for (let time = Math.floor(first); time < last + step; time += step) {
    for (let next = seconds[taken]; next && next.second <= time; next = seconds[++taken]) {
      requests += next.requests;
      failures += next.failures;
      totalTime += next.totalTime;
    }
    for (let next = timeline[change]; next && next.time <= time; next = timeline[++change]) {
      users = next.users;
    }
    points.push({ time, users, requests, failures, totalTime, endpoints: new Map() });
  }
  return points;
}
