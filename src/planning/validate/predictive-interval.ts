import { FREEDOM } from "../../calibration/hypothesis-misfit.ts";
import type { Interval } from "../../stats/estimate.ts";
import { findRoot } from "../../stats/find-root.ts";
import { incompleteGamma } from "../../stats/incomplete-gamma.ts";
import { quantile } from "../../stats/quantile.ts";
import { studentTail } from "../../stats/student-t.ts";

/** One plausible value of a figure, and by how much a single run of a test strays from it. */
export interface NoisyValue {
  /** Above 0. */
  readonly value: number;
  /** Scale of the Student law of ln(measured), 0 or more. */
  readonly noise: number;
}

/** Of the logarithm of an end. */
const ACCURACY = 1e-9;

const ENDS = [0.05, 0.5, 0.95] as const;

/**
 * What one run of a test should show: median and 90 % interval of the mixture of all plausible
 * values, each with the noise that the fit found (the Student law of its residuals).
 *
 * @throws RangeError unless there is a value and all are above 0
 */
export function predictiveInterval(values: readonly NoisyValue[]): Interval {
  if (values.length === 0 || values.some(({ value }) => !(value > 0))) {
    throw new RangeError(`values must be one or more numbers above 0, got ${values.length}`);
  }
  const logs = values.map(({ value, noise }) => ({ at: Math.log(value), noise }));
  const widest = Math.max(...logs.map(({ noise }) => noise));
  const from = Math.min(...logs.map(({ at }) => at)) - REACH * widest - 2 * ACCURACY;
  const to = Math.max(...logs.map(({ at }) => at)) + REACH * widest + 2 * ACCURACY;
  const below = (x: number) =>
    logs.reduce((sum, { at, noise }) => sum + shareBelow(x - at, noise), 0) / logs.length;
  const [low, value, high] = ENDS.map((share) =>
    Math.exp(findRoot((x) => below(x) - share, from, to, ACCURACY).root),
  ) as [number, number, number];
  return { value, low, high };
}

/** Scales of noise beyond which one in a million of a Student variable lies. */
const REACH = 20;

function shareBelow(distance: number, noise: number): number {
  if (noise === 0) return distance < 0 ? 0 : 1;
  return 1 - studentTail(distance / noise, FREEDOM);
}

/**
 * What share of n requests one run should count as failed: median and 90 % interval of Poisson
 * counts around each plausible share.
 *
 * @param requests n, 1 or more
 * @throws RangeError unless there is a share
 */
export function countedShare(shares: readonly number[], requests: number): Interval {
  const n = Math.max(1, Math.round(requests));
  // P(count ≤ k) = Q(k + 1, n·p), Abramowitz & Stegun 26.4.2.
  const upTo = (k: number) =>
    shares.reduce((sum, p) => sum + incompleteGamma(k + 1, n * p).upper, 0) / shares.length;
  const [low, value, high] = ENDS.map((share) => {
    let [left, right] = [-1, n];
    while (right - left > 1) {
      const middle = Math.floor((left + right) / 2);
      if (upTo(middle) < share) left = middle;
      else right = middle;
    }
    return right / n;
  }) as [number, number, number];
  const sorted = Float64Array.from(shares).sort();
  return { value: shares.length === 0 ? value : quantile(sorted, 0.5), low, high };
}
