/**
 * ln Σ exp(xᵢ): the sum of numbers that are held as logarithms.
 *
 * The largest term is taken out first, so that neither e^1000 overflows nor a sum of
 * e^-1000 turns into 0. Terms may be -Infinity (a share of 0). Exact up to rounding, one
 * pass for the largest and one for the sum. An empty list is the logarithm of 0, which
 * is not a number a caller can use, and is refused.
 *
 * Source: Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed. (SIAM, 2002);
 * error analysis in Blanchard, Higham & Higham, IMA J. Numer. Anal. 41 (2021) 2311-2330.
 *
 * @throws RangeError if the list is empty, or a term is NaN or +Infinity
 * @example logSumExp([Math.log(2), Math.log(3)]) // ln 5
 */
export function logSumExp(logs: readonly number[]): number {
  let peak = Number.NEGATIVE_INFINITY;
  for (const log of logs) {
    if (Number.isNaN(log) || log === Number.POSITIVE_INFINITY) {
      throw new RangeError(`logs must be numbers below infinity, got ${log}`);
    }
    if (log > peak) peak = log;
  }
  if (logs.length === 0) throw new RangeError("logs must hold at least one number, got none");
  if (peak === Number.NEGATIVE_INFINITY) return peak;
  let sum = 0;
  for (const log of logs) sum += Math.exp(log - peak);
  return peak + Math.log(sum);
}
