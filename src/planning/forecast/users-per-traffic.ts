import { entryAt } from "../../entry-at.ts";
import type { CurvePoint } from "../../limits/limits.ts";
import { requirePositive } from "../../require.ts";
import type { Seconds } from "../../units.ts";

const HOUR: Seconds = 3600;

export interface Cycle {
  /** Z, between a reply and the user's next request. */
  readonly thinkTime: Seconds;
  /** R at the load of the curve that is nearest to the safe limit. */
  readonly responseTime: Seconds;
}

/**
 * What a user does at the safe limit, at the load of the curve nearest to it: Z is what the cycle leaves,
 * N/X − R.
 *
 * @param points of the curve, ascending in users
 * @throws RangeError where there is none
 */
export function cycleOfPlan(
  points: readonly CurvePoint[],
  users: number,
  thinkTime?: Seconds,
): Cycle {
  const nearest = points.toSorted((a, b) => Math.abs(a.users - users) - Math.abs(b.users - users));
  const { users: N, throughput, responseTime } = entryAt(nearest, 0);
  const R = responseTime.mean.value;
  return { thinkTime: thinkTime ?? Math.max(N / throughput.value - R, 0), responseTime: R };
}

/**
 * Users that one unit of traffic keeps on the platform, by Little's law: N = X·(Z + R). One request
 * per second is a rate of 1; one session an hour of n requests is a rate of n/3600.
 *
 * @throws RangeError unless requestsPerSession is above 0
 */
export function usersPerTraffic(
  unit: "users" | "rate" | "sessions",
  { thinkTime, responseTime }: Cycle,
  requestsPerSession = 1,
): number {
  if (unit === "users") return 1;
  const requests =
    unit === "rate" ? 1 : requirePositive("requestsPerSession", requestsPerSession) / HOUR;
  return requests * (thinkTime + responseTime);
}
