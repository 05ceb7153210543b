import { requireNonNegative, requirePositive } from "../require.ts";
import { logPoisson } from "./log-poisson.ts";

/** Both regularized incomplete gamma functions at one point, and their logarithms. */
export interface IncompleteGamma {
  /** P(s, x) = γ(s, x)/Γ(s): the chance that a gamma variable of shape s is at most x. */
  readonly lower: number;
  /** Q(s, x) = 1 - P(s, x), without the subtraction where Q is small. */
  readonly upper: number;
  /** ln P, right where P itself leaves the range of a double. */
  readonly logLower: number;
  /** ln Q, right where Q itself leaves the range of a double. */
  readonly logUpper: number;
}

/**
 * The regularized incomplete gamma functions P(s, x) and Q(s, x).
 *
 * For whole s they are the Poisson sums P(s, x) = Pr(at least s events) and
 * Q(s, x) = Pr(fewer than s events) where x are expected. Below x = s + 1 the power
 * series of P, above it the continued fraction of Q; the other one is the complement,
 * which is then at least 0.08 for s ≥ ½. Relative error below 1e-12 of both functions for
 * s ≥ ½ as long as they are above 1e-300, of the logarithms throughout; for smaller s,
 * where Q itself vanishes like s, Q below x = s + 1 is right to 1e-15 absolute. Cost
 * grows like √s near x = s (about 2,500 terms at s = 100,000), and is small elsewhere.
 *
 * Source: Abramowitz & Stegun (1964), 6.5.29 and 6.5.31; Gil, Segura & Temme, SIAM J.
 * Sci. Comput. 34 (2012) A2965-A2981 on where each of them holds.
 *
 * @param shape s, above 0
 * @param x 0 or more
 * @throws RangeError unless s is a finite number above 0 and x a finite number, 0 or more
 */
export function incompleteGamma(shape: number, x: number): IncompleteGamma {
  const s = requirePositive("shape", shape);
  requireNonNegative("x", x);
  if (x === 0) {
    return { lower: 0, upper: 1, logLower: Number.NEGATIVE_INFINITY, logUpper: 0 };
  }
  if (x < s + 1) {
    // P = xˢe⁻ˣ/Γ(s+1) · [1 + x/(s+1) + x²/((s+1)(s+2)) + …], all terms positive.
    const logLower = Math.min(0, logPoisson(s, x) + Math.log(lowerSeries(s, x)));
    const lower = Math.exp(logLower);
    return { lower, upper: 1 - lower, logLower, logUpper: Math.log1p(-lower) };
  }
  // Q = xˢe⁻ˣ/Γ(s) · F = [xˢe⁻ˣ/Γ(s+1)] · s/x · (x·F).
  const tail = upperGammaRatio(s, x);
  const logUpper = Math.min(0, logPoisson(s, x) + Math.log((s / x) * tail));
  const upper = Math.exp(logUpper);
  return { lower: 1 - upper, upper, logLower: Math.log1p(-upper), logUpper };
}

/** Σ xʲ/((s+1)…(s+j)), for x < s + 1; the ratio of terms falls, so the rest is below the last. */
function lowerSeries(s: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let j = 1; term > 1e-18 * sum; j++) {
    term *= x / (s + j);
    sum += term;
  }
  return sum;
}

/**
 * Γ(s, x)/(xˢ⁻¹·e⁻ˣ), the upper incomplete gamma function without its exponential factor,
 * for x ≥ s + 1: by Legendre's continued fraction, evaluated forwards (modified Lentz).
 * With s = c + 1 it is the reciprocal of Erlang's B, for whole and for real c.
 *
 * Relative error below 1e-13; at most about 3·√s + 60 steps.
 *
 * Source: Abramowitz & Stegun (1964), 6.5.31 (even part); Lentz, Applied Optics 15 (1976) 668.
 *
 * @throws RangeError unless s is above 0 and x is at least s + 1
 */
export function upperGammaRatio(s: number, x: number): number {
  requirePositive("s", s);
  if (!(x >= s + 1) || x === Number.POSITIVE_INFINITY) {
    throw new RangeError(`x must be a number, at least s + 1, got ${x}`);
  }
  let b = x + 1 - s;
  let d = 1 / b;
  let c = Number.POSITIVE_INFINITY;
  let fraction = d;
  for (let j = 1; ; j++) {
    const a = j * (s - j);
    b += 2;
    d = 1 / (b + a * d);
    c = b + a / c;
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) <= 2 * Number.EPSILON) return x * fraction;
  }
}
