import type { Figures } from "../imported-run.ts";

/**
 * Failures of a total whose table tells only shares, rounded, of the total and of each of its parts. The
 * parts' own failures add up to it: that is taken where the parts are all of its requests and no more
 * than rounding lies between. Else the total's share stands.
 *
 * @param step the last digit of a share, as a share: 0.0001 of "1.95%"
 */
export function failuresOfShares(
  total: Figures,
  parts: readonly Figures[],
  step: number,
): number | undefined {
  const { requests = 0, failures } = total;
  const counted = parts.reduce((sum, part) => sum + (part.requests ?? Number.NaN), 0);
  const failed = parts.reduce((sum, part) => sum + (part.failures ?? Number.NaN), 0);
  if (failures === undefined || parts.length === 0 || counted !== requests) return failures;
  // Half a digit of the total and of every part, and a half for each whole number made of it.
  const rounding = step * requests + (parts.length + 1) / 2;
  return Math.abs(failed - failures) <= rounding ? failed : failures;
}
