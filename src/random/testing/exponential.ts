import { requirePositive } from "../../require.ts";
import type { RandomStream } from "../random-stream.ts";

/**
 * One draw from the exponential distribution with a mean, above 0. Exact inversion, one number
 * from the stream; never 0 and at most 22.9 means (2^-33 is the least uniform).
 *
 * @throws RangeError unless the mean is a number above 0
 */
export function exponential(stream: RandomStream, mean: number): number {
  return -Math.log(stream.uniform()) * requirePositive("mean", mean);
}
