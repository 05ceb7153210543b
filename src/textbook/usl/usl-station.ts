import { requireCount } from "../../require.ts";
import type { PerSecond } from "../../units.ts";
import { requirePhysicalUslLaw, type UslLaw, uslThroughput } from "./usl.ts";

/**
 * A Universal Scalability Law as a load-dependent station: the rate of service
 * μ(k) = γk / (1 + α(k−1) + βk(k−1)) while k requests are present.
 *
 * Put into a closed network it gives what the bare law cannot: think time, response time under
 * queueing and percentiles, of a system that gets slower as it fills. With α = 1, β = 0 it is a
 * single server, with α = β = 0 a delay. Exact; O(length) time.
 *
 * Source: Gunther, "A General Theory of Computational Scalability Based on Rational
 * Functions", arXiv:0808.1431 (2008): the law is the throughput of such a queue.
 *
 * @param length how many rates, at least the population of the network
 * @returns the rates of k = 1 … length, the rate of k requests at index k − 1
 * @throws RangeError unless γ > 0, α ≥ 0, β ≥ 0, and length is a whole number, 1 or more
 */
export function uslStation(law: UslLaw, length: number): readonly PerSecond[] {
  requirePhysicalUslLaw(law);
  requireCount("length", length);
  return Array.from({ length }, (_, index) => uslThroughput(law, index + 1));
}
