import type { Observation } from "../measurement/observations.ts";
import type { Seconds, Share } from "../units.ts";

/**
 * Of the throughput that there would be if nobody waited. Rounding, requests under way at the end
 * and runs that differ cost up to 5 % (see `CYCLE_TOLERANCE`); a tenth is beyond them all.
 */
const OFF_THE_LINE: Share = 0.9;

/**
 * Times the response time at light load. At one server it doubles half way to the ceiling, at
 * several later: below it, nothing in the figures tells where the queue would come from.
 */
const SLOWED = 2;

/**
 * Whether some level is clearly off the light-load line X = N/(Z + R0): its throughput is a tenth
 * below it, or the response time of the heaviest is twice that of the lightest. The shortest cycle
 * N/X that was measured stands for Z + R0, so that levels which all queue alike count as light.
 */
export function reachesKnee(levels: readonly Observation[]): boolean {
  const cycles = levels.flatMap(({ averageUsers, throughput }) =>
    throughput === undefined || throughput === 0 ? [] : [averageUsers / throughput],
  );
  if (cycles.length > 0 && Math.min(...cycles) < OFF_THE_LINE * Math.max(...cycles)) return true;
  return slowdownOf(levels) >= SLOWED;
}

const figures = ["mean", "p50", "p95"] as const;

/** Response time of the heaviest load over that of the lightest, by the first figure both have. */
function slowdownOf(levels: readonly Observation[]): number {
  for (const figure of figures) {
    const timed = levels.filter((level) => level[figure] !== undefined);
    const [first, last] = [timed[0]?.users, timed.at(-1)?.users];
    if (first === undefined || last === undefined || first === last) continue;
    const timeAt = (users: number): Seconds => {
      const times = timed.filter((one) => one.users === users).flatMap((one) => one[figure] ?? []);
      return times.reduce((sum, time) => sum + time, 0) / times.length;
    };
    return timeAt(last) / timeAt(first);
  }
  return 1;
}
