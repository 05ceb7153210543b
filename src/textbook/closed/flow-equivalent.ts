/**
 * Flow-equivalent station: a part of a network seen from outside as one load-dependent station.
 *
 * Its rate with j users inside is the throughput of the part alone with j users going round
 * in it. In a product-form network the replacement is exact (Chandy, Herzog & Woo, IBM J. Res.
 * Dev. 19(1), 1975, "Norton's theorem"); elsewhere it is an approximation as good as the inner
 * part comes to rest between changes of its population.
 */
import type { PerSecond } from "../../units.ts";
import { closedNetworkSweep, type NetworkStation } from "./closed-network.ts";

/**
 * Rates of the part with 1…maxUsers users inside, X_in(j). Exact for product-form parts; the
 * cost of `closedNetworkSweep`.
 *
 * @throws RangeError if maxUsers is not a whole number ≥ 1, or the part takes no time
 * @example flowEquivalent([{ kind: "queue", serviceTime: 0.1 }], 3) // [10, 10, 10]
 */
export function flowEquivalent(
  stations: readonly NetworkStation[],
  maxUsers: number,
): readonly PerSecond[] {
  return closedNetworkSweep({ thinkTime: 0, stations }, maxUsers).map((s) => s.throughput);
}
