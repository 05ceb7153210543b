import { requirePositive } from "../require.ts";
import { findRoot } from "./find-root.ts";
import { incompleteBeta } from "./incomplete-beta.ts";

/**
 * Pr(T > t): the upper tail of Student's t distribution with ν degrees of freedom.
 * Relative error below 1e-12 for t ≥ 0.
 *
 * Source: Abramowitz & Stegun (1964), 26.7.1 (A(t|ν) as an incomplete beta function).
 *
 * @param t any finite number
 * @param degreesOfFreedom ν, above 0, need not be whole (Welch)
 * @throws RangeError unless t is finite and ν above 0
 */
export function studentTail(t: number, degreesOfFreedom: number): number {
  const v = requirePositive("degreesOfFreedom", degreesOfFreedom);
  if (!Number.isFinite(t)) throw new RangeError(`t must be a finite number, got ${t}`);
  if (t < 0) return 1 - studentTail(-t, v);
  const x = 1 / (1 + (t * t) / v);
  const complement = 1 / (1 + v / (t * t));
  return incompleteBeta(x, v / 2, 0.5, t === 0 ? 0 : complement) / 2;
}

/**
 * The t below which a Student variable with ν degrees of freedom falls with the given
 * chance: the factor of a confidence interval, e.g. 0.95 for a 90 % interval.
 *
 * Found on the tail by a bracketed search (findRoot); right to 1e-12 relative.
 *
 * @param share p in (0, 1)
 * @param degreesOfFreedom ν, above 0
 * @throws RangeError unless 0 < p < 1 and ν > 0, or if the quantile is beyond 1e100
 * @example studentQuantile(0.975, 10) // 2.2281388519649…
 */
export function studentQuantile(share: number, degreesOfFreedom: number): number {
  if (!(share > 0 && share < 1)) {
    throw new RangeError(`share must lie between 0 and 1, got ${share}`);
  }
  requirePositive("degreesOfFreedom", degreesOfFreedom);
  if (share === 0.5) return 0;
  if (share < 0.5) return -upperQuantile(share, degreesOfFreedom);
  return upperQuantile(1 - share, degreesOfFreedom);
}

/** The t ≥ 0 with Pr(T > t) = tail, for tails below ½. */
function upperQuantile(tail: number, v: number): number {
  const excess = (t: number) => Math.log(studentTail(t, v) / tail);
  let high = 1;
  while (excess(high) > 0) {
    high *= 2;
    if (high > 1e100) throw new RangeError(`share must be nearer to 0.5, got a tail of ${tail}`);
  }
  return findRoot(excess, 0, high).root;
}
