import { requirePositive } from "../../require.ts";
import { type UslLaw, uslThroughput } from "../usl/usl.ts";
import type { UslPoint } from "../usl/usl-landmarks.ts";

const goldenRatio = (Math.sqrt(5) - 1) / 2;

/**
 * The greatest throughput of a Universal Scalability Law between 1 and `mostUsers`, found by
 * looking at the curve alone: a second path to the peak formula. The curve has one top, so
 * golden-section search finds it: N to about 1e-8 relative (a top is flat), X to rounding.
 * Some fifty evaluations.
 *
 * @throws RangeError unless mostUsers is above 0
 */
export function uslPeakBySearch(law: UslLaw, mostUsers: number): UslPoint {
  requirePositive("mostUsers", mostUsers);
  // Over log N: a top at 3 users is found as well as one at 3 million.
  let low = 0;
  let high = Math.log(mostUsers);
  const at = (log: number) => uslThroughput(law, Math.exp(log));
  while (high - low > 1e-9) {
    const width = goldenRatio * (high - low);
    if (at(high - width) < at(low + width)) {
      low = high - width;
    } else {
      high = low + width;
    }
  }
  const users = Math.exp((low + high) / 2);
  return { users, throughput: uslThroughput(law, users) };
}
