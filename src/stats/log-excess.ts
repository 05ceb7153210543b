/**
 * u - ln(1 + u), the amount by which a tangent exceeds the logarithm; 0 at u = 0, never
 * negative.
 *
 * It is the exponent of every large-deviation formula used here (Poisson terms, incomplete
 * gamma, overloaded queues), where u is small and the plain difference would keep no digit.
 * For |u| < 1/2 it is summed with r = u/(2 + u), since ln(1 + u) = 2·artanh(r) and
 * u - 2r = u·r. Relative error below 1e-15.
 *
 * Source: Abramowitz & Stegun, Handbook of Mathematical Functions (1964), 4.1.27;
 * the use in statistics: Loader, Fast and Accurate Computation of Binomial Probabilities (2000).
 *
 * @param u number above -1
 * @throws RangeError unless u is a finite number above -1
 */
export function logExcess(u: number): number {
  if (!(u > -1) || u === Number.POSITIVE_INFINITY) {
    throw new RangeError(`u must be a number above -1, got ${u}`);
  }
  if (Math.abs(u) >= 0.5) return u - Math.log1p(u);
  const r = u / (2 + u);
  const square = r * r;
  let sum = 0;
  let power = 1;
  for (let n = 3; power > 1e-18; n += 2) {
    sum += power / n;
    power *= square;
  }
  return r * (u - 2 * square * sum);
}
