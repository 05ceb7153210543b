/**
 * δ(x) = ln Γ(x + 1) - [x·ln x - x + ½·ln(2πx)]: what Stirling's formula leaves over.
 *
 * Kept apart because differences of log-gammas lose their digits, while differences of
 * Stirling's leading terms can be written without cancellation. Positive, falling,
 * about 1/(12x). Above 10 by the asymptotic series with Bernoulli numbers; below, by
 * the step δ(x) - δ(x + 1) = (x + ½)·ln(1 + 1/x) - 1. Absolute error below 2e-15.
 *
 * Source: Abramowitz & Stegun (1964), 6.1.41; Loader (2000), "stirlerr".
 *
 * @throws RangeError unless x is a finite number above 0
 */
import { requirePositive } from "../require.ts";

/** B₂ₙ/(2n(2n-1)): at x = 10 the first term left out is 2e-17. */
const SERIES = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360_360,
  1 / 156,
  -3617 / 122_400,
];

export function stirlingError(x: number): number {
  requirePositive("x", x);
  let steps = 0;
  let y = x;
  for (; y < 10; y++) steps += (y + 0.5) * Math.log1p(1 / y) - 1;
  const square = 1 / (y * y);
  let sum = 0;
  for (const coefficient of SERIES.toReversed()) sum = sum * square + coefficient;
  return steps + sum / y;
}
