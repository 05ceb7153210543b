import { requireCount } from "../require.ts";
import type { Share } from "../units.ts";

/** Longest chain that is written out state by state. */
const LONGEST = 10_000_000;

/**
 * The steady state of a birth-death chain 0, 1, …, `last` whose steps p[k]/p[k-1] fall with
 * k: every queue where more requests never make arrivals faster or service slower.
 *
 * Multiplied outwards from the most likely state, so nothing overflows, no logarithm
 * rounds, and no subtraction occurs: relative error about 2e-16 times the distance from
 * that state. Exact. Cost O(last).
 *
 * Source: Kleinrock, Queueing Systems I (1975), §3.1, eq. 3.11.
 *
 * @param step p[k]/p[k-1] = birth rate of k-1 over death rate of k, finite, ≥ 0, falling in k
 * @param last the last state, a whole number from 0 to 10,000,000
 * @throws RangeError if `last` is out of range, or a step is negative, infinite or NaN
 */
export function birthDeathStates(step: (k: number) => number, last: number): Float64Array {
  requireCount("last", last, 0);
  if (last > LONGEST) throw new RangeError(`last must be at most ${LONGEST}, got ${last}`);
  const checked = (k: number) => {
    const ratio = step(k);
    if (!(ratio >= 0) || ratio === Number.POSITIVE_INFINITY) {
      throw new RangeError(`step must be a number, 0 or more, got ${ratio} at ${k}`);
    }
    return ratio;
  };
  let mode = 0;
  for (let beyond = last; mode < beyond; ) {
    const middle = Math.ceil((mode + beyond) / 2);
    if (checked(middle) >= 1) mode = middle;
    else beyond = middle - 1;
  }
  const weights = new Float64Array(last + 1);
  weights[mode] = 1;
  let total = 1;
  for (let k = mode + 1, weight = 1; k <= last && weight > 0; k++) {
    weight *= checked(k);
    weights[k] = weight;
    total += weight;
  }
  for (let k = mode - 1, weight = 1; k >= 0 && weight > 0; k--) {
    weight /= checked(k + 1);
    weights[k] = weight;
    total += weight;
  }
  return weights.map((weight): Share => weight / total);
}
