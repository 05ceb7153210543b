import { asymptoticBounds } from "./asymptotic-bounds.ts";
import { balancedJobBounds } from "./balanced-job-bounds.ts";
import {
  boundsOfThroughput,
  type ClosedBounds,
  type ClosedDemands,
  sumDemands,
} from "./closed-demands.ts";
import { geometricBounds } from "./geometric-bounds.ts";
import { proportionalBounds } from "./proportional-bounds.ts";

/**
 * The tightest bounds of a closed system with N users: the highest lower and the lowest upper
 * bound of all that are valid for it. Where a station has several servers that is the
 * asymptotic ones alone; else balanced-job, proportional and geometric ones join in, which
 * assume product form. Exact bounds. O(stations) time.
 *
 * @throws RangeError unless N is a whole number, 1 or more, and the system is valid
 */
export function tightestBounds(system: ClosedDemands, users: number): ClosedBounds {
  const asymptotic = asymptoticBounds(system, users);
  const sums = sumDemands(system);
  if (sums.queueing.some(({ servers }) => servers > 1)) {
    return asymptotic;
  }
  const all = [
    asymptotic,
    balancedJobBounds(system, users),
    proportionalBounds(system, users),
    geometricBounds(system, users),
  ].map(({ throughput }) => throughput);
  const lower = Math.max(...all.map((bounds) => bounds.lower));
  // Bounds that meet may cross by rounding.
  const upper = Math.max(lower, Math.min(...all.map((bounds) => bounds.upper)));
  return boundsOfThroughput(sums, users, lower, upper);
}
