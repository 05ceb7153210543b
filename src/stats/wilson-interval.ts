/**
 * The 90 % interval of a share of which some of so many were counted (Wilson, JASA 22, 1927); of
 * nothing counted among n the upper end is 2.7/(n + 2.7). Approximate, from a few trials on.
 */
import { requireShare } from "../require.ts";
import type { Share } from "../units.ts";
import { normalQuantile } from "./normal-distribution.ts";

/** Half the width of a 90 % interval of the standard normal law. */
const HALF_WIDTH = normalQuantile(0.95);

/** @throws RangeError unless trials > 0 and 0 ≤ counted ≤ trials */
export function wilsonInterval(
  counted: number,
  trials: number,
): { readonly low: Share; readonly high: Share } {
  if (!(trials > 0)) throw new RangeError(`trials must be above 0, got ${trials}`);
  const share = counted / trials;
  requireShare("counted / trials", share);
  const z2 = HALF_WIDTH * HALF_WIDTH;
  const middle = share + z2 / (2 * trials);
  const spread = HALF_WIDTH * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials ** 2));
  const scale = 1 + z2 / trials;
  return {
    // At the ends the difference is rounding only.
    low: counted === 0 ? 0 : Math.max((middle - spread) / scale, 0),
    high: counted === trials ? 1 : Math.min((middle + spread) / scale, 1),
  };
}
