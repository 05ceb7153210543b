/**
 * Stationary probabilities of a finite birth-death chain.
 *
 * The one-dimensional model behind every queue with one kind of customer: the state is the
 * number present, arrivals add one, departures take one away.
 *
 * Source: Kleinrock, Queueing Systems I (1975), §3.1, eq. 3.11; Gross, Shortle,
 * Thompson & Harris, Fundamentals of Queueing Theory, 4th ed. (Wiley, 2008), §2.1.
 */

import { requireCount, requireNonNegative, requirePositive } from "../require.ts";
import type { PerSecond, Share } from "../units.ts";
import { type ScaledSeries, ScaledSum, scaledSeries } from "./closed/scaled-series.ts";
import { countAt, nth } from "./element.ts";

export interface BirthDeathChain {
  /** Rate from state k to k+1, for k = 0…K-1; ≥ 0. */
  readonly birthRates: readonly PerSecond[];
  /** Rate from state k to k-1, for k = 1…K (index k-1); > 0. */
  readonly deathRates: readonly PerSecond[];
}

/** Longest chain that is written out state by state. */
const LONGEST = 10_000_000;

/**
 * Probabilities of the states 0…K. Exact, O(K), no subtraction: the relative error of p[k] is
 * about 2e-16 times its distance from the likely states. Probabilities below 1e-300 come out as 0.
 *
 * @throws RangeError unless both lists are equally long, births are ≥ 0 and deaths > 0
 * @example birthDeath({ birthRates: [2, 1], deathRates: [2, 2] }) // [0.4, 0.4, 0.2]
 */
export function birthDeath(chain: BirthDeathChain): readonly Share[] {
  const { birthRates, deathRates } = chain;
  if (birthRates.length !== deathRates.length) {
    throw new RangeError(
      `deathRates must be as many as birthRates (${birthRates.length}), got ${deathRates.length}`,
    );
  }
  const steps = birthRates.map((birth, i) => {
    const death = requirePositive(`deathRates[${i}]`, nth(deathRates, i));
    return requireNonNegative(`birthRates[${i}]`, birth) / death;
  });
  return Array.from(birthDeathOfSteps((k) => nth(steps, k - 1), steps.length));
}

/**
 * The same chain by its steps p[k]/p[k-1], birth rate of k-1 over death rate of k, for models
 * that know them as a formula. Exact, O(last), as precise as `birthDeath`.
 *
 * @param step the ratio for k = 1 … last; finite, 0 or more
 * @param last the last state, a whole number from 0 to 10,000,000
 * @throws RangeError if `last` is out of range, or a step is negative, infinite or NaN
 */
export function birthDeathOfSteps(step: (k: number) => number, last: number): Float64Array {
  requireCount("last", last, 0);
  if (last > LONGEST) throw new RangeError(`last must be at most ${LONGEST}, got ${last}`);
  return shares(
    scaledSeries(last, (weight, k) => {
      if (k === 0) {
        weight.set(1, 0);
        return;
      }
      const ratio = step(k);
      if (!(ratio >= 0)) {
        throw new RangeError(`step must be a number, 0 or more, got ${ratio} at ${k}`);
      }
      weight.scale(ratio);
    }),
  );
}

/** Each element divided by the sum of all. */
function shares(weights: ScaledSeries): Float64Array {
  const { mantissas, blocks } = weights;
  const total = new ScaledSum();
  for (const [k, mantissa] of mantissas.entries()) total.add(mantissa, countAt(blocks, k));
  total.normalize();
  return mantissas.map((mantissa, k) => {
    const distance = countAt(blocks, k) - total.block;
    return (mantissa / total.mantissa) * 2 ** (480 * distance);
  });
}
