import { type ClosedNetwork, closedNetwork } from "../closed/closed-network.ts";
import { nortonAggregation } from "./norton-aggregation.ts";
import { compare, type Verification } from "./verification.ts";

/**
 * A closed network by convolution and by merging stations pairwise; also Little's law over the
 * whole round, which ties throughput to the queue lengths. O(K²·N²): meant for N up to some
 * hundred.
 *
 * @throws RangeError as `closedNetwork`
 */
export function verifyClosedNetwork(
  network: ClosedNetwork,
  users: number,
): readonly Verification[] {
  const first = closedNetwork(network, users);
  const second = nortonAggregation(network, users);
  const round = first.responseTime + network.thinkTime;
  return [
    ...(network.stations.some(({ visits }) => visits !== 0)
      ? [compare("throughput", first.throughput, second.throughput)]
      : []),
    compare("users (Little)", first.throughput * round, users),
    ...first.stations.map(({ queueLength }, k) =>
      compare(`queueLength of station ${k + 1}`, queueLength, second.queueLengths[k] ?? 0),
    ),
  ];
}
