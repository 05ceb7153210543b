import { requireCount } from "../../require.ts";
import type { ClosedNetwork } from "../closed/closed-network.ts";
import {
  boundsOfThroughput,
  type ClosedBounds,
  sumSingleServerDemands,
} from "../closed/sum-demands.ts";

/**
 * Balanced-job bounds of a closed system with N users: it can do no better than one whose
 * demands are spread evenly over its stations, and no worse than one whose every station has
 * the largest demand. Tighter than the asymptotic bounds, and exact where all
 * demands are equal and nobody thinks. Hold for product-form networks of
 * single servers at a fixed rate and delays; anything else is refused. O(stations) time.
 *
 * Source: Zahorjan, Sevcik, Eager & Galler, "Balanced job bound analysis of queueing networks",
 * CACM 25(2) (1982) 134–141; Lazowska et al., Quantitative System Performance (1984), §5.4.
 *
 * @throws RangeError unless N is a whole number, 1 or more, the network is valid and no station
 *   has several servers
 */
export function balancedJobBounds(network: ClosedNetwork, users: number): ClosedBounds {
  const N = requireCount("users", users);
  const sums = sumSingleServerDemands(network);
  const { queueingTotal: D, largest } = sums;
  const Z = sums.delay + sums.thinkTime; // who is at a delay waits for nobody
  const average = D / sums.queueing.length;
  const lower = N / (D + Z + ((N - 1) * largest) / (1 + Z / (N * D)));
  const upper = Math.min(1 / largest, N / (D + Z + ((N - 1) * average) / (1 + Z / D)));
  return boundsOfThroughput(sums, N, lower, upper);
}
