import { requireNonNegative, requirePositive } from "../require.ts";
import { normal } from "./normal.ts";
import type { RandomStream } from "./random-stream.ts";

/**
 * One draw from the lognormal distribution with a mean and a coefficient of variation (standard
 * deviation over mean): the usual shape of service times. Exact; two numbers from the stream.
 * A coefficient of 0 gives the mean itself.
 *
 * The logarithm is normal with variance s² = ln(1 + c²) and mean ln(mean) − s²/2.
 *
 * @throws RangeError unless the mean is above 0 and the coefficient 0 or more
 */
export function lognormal(stream: RandomStream, mean: number, variation: number): number {
  const M = requirePositive("mean", mean);
  const variance = Math.log1p(requireNonNegative("variation", variation) ** 2);
  return M * Math.exp(Math.sqrt(variance) * normal(stream) - variance / 2);
}
