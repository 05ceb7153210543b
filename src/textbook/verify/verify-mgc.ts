import { type GeneralStation, mgc, type WaitApproximation } from "../open/mgc.ts";
import { compare, type Verification } from "./verification.ts";
import { verifyMg1 } from "./verify-mg1.ts";
import { chainMmc } from "./verify-mmc.ts";

/**
 * The approximations of GI/G/c where they must be exact: M/M/c (both variations 1) by its chain,
 * and M/G/1 by the chain of departures. Elsewhere the wait is the variation times that of M/M/c,
 * which is compared with the chain's: it checks the arithmetic, not the approximation.
 * "sakasegawa" is compared for one server alone, where it is exact. Cost O(c).
 *
 * @throws RangeError as mgc
 */
export function verifyMgc(
  station: GeneralStation,
  approximation: WaitApproximation = "allen-cunneen",
): readonly Verification[] {
  const first = mgc(station, approximation);
  const { arrivalVariation, serviceVariation, servers } = station;
  const chain = chainMmc(station);
  const results = [compare("probabilityOfWait", first.probabilityOfWait, chain.probabilityOfWait)];
  if (approximation !== "sakasegawa" || servers === 1) {
    const variation = (arrivalVariation + serviceVariation) / 2;
    results.push(compare("waiting", first.waiting, chain.waiting * variation));
  }
  if (servers === 1 && arrivalVariation === 1) {
    const [, departures] = verifyMg1(station);
    if (departures) {
      results.push(compare("queueLength", first.queueLength, departures.second));
    }
  }
  return results;
}
