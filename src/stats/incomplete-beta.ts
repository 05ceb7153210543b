import { requirePositive, requireShare } from "../require.ts";
import { logExcess } from "./log-excess.ts";
import { stirlingError } from "./stirling-error.ts";

/**
 * I_x(a, b), the regularized incomplete beta function: the chance that a beta variable of
 * shapes a and b is at most x.
 *
 * By the continued fraction on the side of x where it converges fast, the other side as
 * complement. Relative error below 1e-12 where the result is below ½. Cost grows like √max(a, b).
 *
 * Source: Abramowitz & Stegun (1964), 26.5.8; Loader (2000) for the factor before it.
 *
 * @param x in [0, 1]
 * @param a shape above 0
 * @param b shape above 0
 * @param complement 1 - x, given where x is so near 1 that the difference would round
 * @throws RangeError unless x is in [0, 1] and a and b are above 0
 */
export function incompleteBeta(x: number, a: number, b: number, complement = 1 - x): number {
  requireShare("x", x);
  requirePositive("a", a);
  requirePositive("b", b);
  if (x === 0) return 0;
  if (complement === 0) return 1;
  const below = x <= (a + 1) / (a + b + 2);
  const tail = below ? lowerTail(x, complement, a, b) : lowerTail(complement, x, b, a);
  return below ? tail : 1 - tail;
}

/** xᵃ(1-x)ᵇ/(a·B(a, b)) times the continued fraction, by modified Lentz. */
function lowerTail(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  // ln of Γ(n+1)/(Γ(a+1)Γ(b+1))·xᵃyᵇ without large terms: two deviances of a binomial.
  const log =
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    deviance(a, n * x) -
    deviance(b, n * y) +
    0.5 * Math.log(n / (2 * Math.PI * a * b));
  // Γ(n)/(Γ(a)Γ(b))/a = Γ(n+1)/(Γ(a+1)Γ(b+1))·b/n.
  return (Math.exp(log) * b * fraction(x, a, b)) / n;
}

/** k·ln(k/m) + m - k. */
function deviance(k: number, m: number): number {
  const u = (m - k) / k;
  return u < -0.5 ? m - k - k * Math.log(m / k) : k * logExcess(u);
}

function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; ; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    result *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    const factor = c * d;
    result *= factor;
    if (Math.abs(factor - 1) <= 2 * Number.EPSILON) return result;
  }
}
