import { requireCount } from "../../require.ts";
import type { ClosedNetwork } from "../closed/closed-network.ts";
import {
  boundsOfThroughput,
  type ClosedBounds,
  sumSingleServerDemands,
} from "../closed/sum-demands.ts";

/**
 * Proportional bounds of a closed system with N users: those waiting are spread over the
 * stations in proportion to demands D (best case) or to powers D^(N−1) (worst case). Tighter
 * than balanced-job bounds, looser than geometric ones; exact where all demands are
 * equal and nobody thinks. Hold for product-form networks of
 * single servers at a fixed rate and delays; anything else is refused. O(stations) time.
 *
 * Source: Hsieh & Lam, "Two classes of performance bounds for closed queueing networks",
 * Performance Evaluation 7(1) (1987) 3–30.
 *
 * @throws RangeError unless N is a whole number, 1 or more, the network is valid and no station
 *   has several servers
 */
export function proportionalBounds(network: ClosedNetwork, users: number): ClosedBounds {
  const N = requireCount("users", users);
  const sums = sumSingleServerDemands(network);
  const { queueingTotal: D, largest } = sums;
  const Z = sums.delay + sums.thinkTime;
  // Shares of the largest demand: their N-th powers stay in the range of a double.
  const shares = sums.queueing.map(({ demand }) => demand / largest);
  const meanByPower = (power: number) => {
    let above = 0;
    let below = 0;
    for (const share of shares) {
      above += share ** (power + 1);
      below += share ** power;
    }
    return (above / below) * largest;
  };
  // Users at queues when one more arrives, N−1−Z·X(N−1), from the asymptotic bounds of X(N−1).
  const most = N - 1 - (Z * (N - 1)) / ((N - 1) * D + Z || 1);
  const fewest = Math.max(0, N - 1 - Z * Math.min(1 / largest, (N - 1) / (D + Z)));
  const lower = N / (D + Z + most * meanByPower(N - 1));
  const upper = Math.min(1 / largest, N / (D + Z + fewest * meanByPower(1)));
  return boundsOfThroughput(sums, N, lower, upper);
}
