import { requireCount } from "../../require.ts";
import type { ClosedNetwork } from "../closed/closed-network.ts";
import { boundsOfThroughput, type ClosedBounds, sumDemands } from "../closed/sum-demands.ts";

/**
 * Asymptotic bounds of a closed system with N users: X ≤ min(1/max(D/c), N/(D+Z)), and at
 * least N/(N·D+Z), as if all others were always ahead. Hold for any number of servers, any
 * order of service and any distributions, as long as servers keep their rate; a station that
 * slows down under load breaks the lower bound of throughput. Delays are never queued for.
 * Exact bounds, far apart around saturation. O(stations) time.
 *
 * Source: Lazowska, Zahorjan, Graham & Sevcik, Quantitative System Performance (Prentice Hall,
 * 1984), §5.2, with D/c for the bottleneck of several servers.
 *
 * @throws RangeError unless N is a whole number, 1 or more, and the network is valid
 * @example asymptoticBounds({ stations: [{ kind: "queue", serviceTime: 1 }], thinkTime: 4 }, 5)
 *   // throughput { lower: 5 / 9, upper: 1 }
 */
export function asymptoticBounds(network: ClosedNetwork, users: number): ClosedBounds {
  const N = requireCount("users", users);
  const sums = sumDemands(network);
  const { queueingTotal: D, delay, thinkTime } = sums;
  const Z = delay + thinkTime;
  return boundsOfThroughput(sums, N, N / (N * D + Z), Math.min(1 / sums.largest, N / (D + Z)));
}
