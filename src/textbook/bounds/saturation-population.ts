import type { ClosedNetwork } from "../closed/closed-network.ts";
import { sumDemands } from "../closed/sum-demands.ts";

/**
 * The population N* = (D + Z) / max(D/c) at which the two asymptotes of throughput meet: below
 * it users can in principle stay out of one another's way, above it they certainly queue. Not
 * a limit to plan for: response time has left its floor well before. Exact; fractional.
 *
 * Source: Lazowska et al., Quantitative System Performance (Prentice Hall, 1984), §5.2.
 *
 * @throws RangeError unless the network is valid
 */
export function saturationPopulation(network: ClosedNetwork): number {
  const { queueingTotal, delay, thinkTime, largest } = sumDemands(network);
  return (queueingTotal + delay + thinkTime) / largest;
}
