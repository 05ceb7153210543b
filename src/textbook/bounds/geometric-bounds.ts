import { requireCount } from "../../require.ts";
import type { ClosedNetwork } from "../closed/closed-network.ts";
import {
  boundsOfThroughput,
  type ClosedBounds,
  sumSingleServerDemands,
} from "../closed/sum-demands.ts";
import { proportionalBounds } from "./proportional-bounds.ts";

/**
 * Geometric bounds of a closed system with N users: queues at the lesser stations grow like
 * truncated geometric series, and the bottleneck holds the rest. Tighter than the
 * others without think time, and still no iteration over users. With think time these are the geometric square-root
 * bounds, wider where saturation begins; at light load the other upper bounds are then
 * tighter: `tightestBounds` takes the best of all. Hold for product-form networks of single
 * servers at a fixed rate and delays; anything else is refused. O(stations) time.
 *
 * From exact mean-value analysis, with D_m the largest demand and Q at N−1 users,
 * X = N / (b − D_m·Z·X(N−1)), b = Z + D + D_m(N−1) − Σ(D_m − D_i)·Q_i(N−1): bounds of Q_i give
 * b, and (N−1)/N·X ≤ X(N−1) ≤ X turns the rest into a quadratic in X.
 *
 * Source: Casale, Muntz & Serazzi, "Geometric Bounds: A Noniterative Analysis Technique for
 * Closed Queueing Networks", IEEE Transactions on Computers 57(6) (2008) 780–794, eq. 8 and 13
 * for the queues.
 *
 * @throws RangeError unless N is a whole number, 1 or more, the network is valid and no station
 *   has several servers
 */
export function geometricBounds(network: ClosedNetwork, users: number): ClosedBounds {
  const N = requireCount("users", users);
  const sums = sumSingleServerDemands(network);
  const { queueingTotal: D, largest } = sums;
  const Z = sums.delay + sums.thinkTime;
  // An upper bound of the throughput that fills the queues, that of N−1 users: the proportional
  // one, with which the paper's tables come out to every digit.
  const fastest = N === 1 ? 0 : proportionalBounds(network, N - 1).throughput.upper;
  let shortQueues = 0;
  let longQueues = 0;
  for (const { demand } of sums.queueing) {
    if (demand < largest) {
      const least = (demand * (N - 1)) / (Z + D + largest * (N - 1));
      shortQueues += (largest - demand) * geometricQueue(least, N - 1);
      longQueues += (largest - demand) * geometricQueue(demand * fastest, N - 1);
    }
  }
  const full = Z + D + largest * (N - 1);
  const low = smallerRoot(largest * Z * ((N - 1) / N), full - shortQueues, N);
  const high = smallerRoot(largest * Z, full - longQueues, N);
  // No real root: the queues were taken so long that no throughput is excluded.
  return boundsOfThroughput(
    sums,
    N,
    low ?? N / (N * D + Z),
    high ?? Math.min(1 / largest, N / (D + Z)),
  );
}

/** y + y² + … + y^n, the mean of a geometric queue cut off at n users; 0 ≤ y < 1. */
function geometricQueue(y: number, n: number): number {
  if (y >= 1) {
    return n; // a demand equal to the largest but for rounding
  }
  return (y * (1 - y ** n)) / (1 - y);
}

/** The smaller root of a·X² − b·X + N, without cancellation; also right for a = 0. */
function smallerRoot(a: number, b: number, N: number): number | undefined {
  const discriminant = b * b - 4 * a * N;
  return discriminant >= 0 && b > 0 ? (2 * N) / (b + Math.sqrt(discriminant)) : undefined;
}
