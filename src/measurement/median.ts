import { quantile } from "../stats/quantile.ts";

/**
 * The middle of the values; the mean of the two middle ones where their number is even.
 *
 * @throws RangeError where there are none
 */
export function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}
