import type { ClosedNetwork } from "../closed/closed-network.ts";
import { boundsOfThroughput, type ClosedBounds, sumDemands } from "../closed/sum-demands.ts";
import { asymptoticBounds } from "./asymptotic-bounds.ts";
import { balancedJobBounds } from "./balanced-job-bounds.ts";
import { geometricBounds } from "./geometric-bounds.ts";
import { proportionalBounds } from "./proportional-bounds.ts";

/**
 * The tightest bounds of a closed system with N users: the highest lower and the lowest upper
 * bound of all that are valid for it. Where a station has several servers that is the
 * asymptotic ones alone; else balanced-job, proportional and geometric ones join in, which
 * assume product form. Exact bounds. O(stations) time.
 *
 * Source: those of the families it joins.
 *
 * @throws RangeError unless N is a whole number, 1 or more, and the network is valid
 */
export function tightestBounds(network: ClosedNetwork, users: number): ClosedBounds {
  const asymptotic = asymptoticBounds(network, users);
  const sums = sumDemands(network);
  if (sums.queueing.some(({ servers }) => servers > 1)) {
    return asymptotic;
  }
  const all = [
    asymptotic,
    balancedJobBounds(network, users),
    proportionalBounds(network, users),
    geometricBounds(network, users),
  ].map(({ throughput }) => throughput);
  const lower = Math.max(...all.map((bounds) => bounds.lower));
  // Bounds that meet may cross by rounding.
  const upper = Math.max(lower, Math.min(...all.map((bounds) => bounds.upper)));
  return boundsOfThroughput(sums, users, lower, upper);
}
