import { requireNonNegative } from "../require.ts";
import { logExcess } from "./log-excess.ts";
import { logGamma } from "./log-gamma.ts";
import { stirlingError } from "./stirling-error.ts";

/**
 * ln[aᵏ·e⁻ᵃ/Γ(k + 1)]: the logarithm of the Poisson probability of k events where a are
 * expected. k may be any real number ≥ 0, as the incomplete gamma functions need.
 *
 * In the saddle-point form -δ(k) - k·(u - ln(1 + u)) - ½·ln(2πk) with u = (a - k)/k,
 * every term is as small as the answer: at k = 100,000 the textbook formula is a
 * difference of terms near 1e6 and loses ten digits. Absolute error below
 * 4e-16·|answer| + 4e-15. Constant cost. Minus infinity where the probability is 0 (a = 0 < k).
 *
 * Source: Loader, Fast and Accurate Computation of Binomial Probabilities (2000), §5.
 *
 * @param count k, a number ≥ 0
 * @param mean a, a number ≥ 0
 * @throws RangeError unless both are finite numbers, 0 or more
 */
export function logPoisson(count: number, mean: number): number {
  const k = requireNonNegative("count", count);
  const a = requireNonNegative("mean", mean);
  if (k === 0) return -a;
  if (a === 0) return Number.NEGATIVE_INFINITY;
  // Below one event the ratio a/k may overflow, and the plain formula loses nothing.
  if (k < 1) return k * Math.log(a) - a - logGamma(k + 1);
  const u = (a - k) / k;
  // Far to the left u rounds to -1, where the logarithm needs the ratio itself.
  const deviation = u < -0.5 ? a - k - k * Math.log(a / k) : k * logExcess(u);
  return -stirlingError(k) - deviation - 0.5 * Math.log(2 * Math.PI * k);
}
