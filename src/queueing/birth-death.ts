/**
 * Stationary probabilities of a finite birth-death chain.
 *
 * The one-dimensional model behind every queue with one kind of customer: the state is the
 * number present, arrivals add one, departures take one away.
 *
 * Source: Gross, Shortle, Thompson & Harris, Fundamentals of Queueing Theory, 4th ed.
 * (Wiley, 2008), §2.1.
 */
import { requireNonNegative, requirePositive } from "../require.ts";
import type { PerSecond } from "../units.ts";
import { type ScaledSeries, ScaledSum, scaledSeries } from "./scaled-series.ts";

export interface BirthDeathChain {
  /** Rate from state k to k+1, for k = 0…K-1; ≥ 0. */
  readonly birthRates: readonly PerSecond[];
  /** Rate from state k to k-1, for k = 1…K (index k-1); > 0. */
  readonly deathRates: readonly PerSecond[];
}

/**
 * Probabilities of the states 0…K. Exact, O(K), no subtraction: relative error about K·1e-16
 * at worst. Probabilities below 1e-300 come out as 0.
 *
 * @throws RangeError unless both lists are equally long, births are ≥ 0 and deaths > 0
 * @example birthDeath({ birthRates: [2, 1], deathRates: [2, 2] }) // [0.4, 0.4, 0.2]
 */
export function birthDeath(chain: BirthDeathChain): readonly number[] {
  const { birthRates, deathRates } = chain;
  if (birthRates.length !== deathRates.length) {
    throw new RangeError(
      `deathRates must be as many as birthRates (${birthRates.length}), got ${deathRates.length}`,
    );
  }
  const weights = scaledSeries(birthRates.length, (weight, k) => {
    if (k === 0) {
      weight.set(1, 0);
      return;
    }
    const birth = requireNonNegative(`birthRates[${k - 1}]`, birthRates[k - 1] as number);
    weight.scale(birth / requirePositive(`deathRates[${k - 1}]`, deathRates[k - 1] as number));
  });
  return shares(weights);
}

/** Each element divided by the sum of all. */
function shares(weights: ScaledSeries): readonly number[] {
  const { mantissas, blocks } = weights;
  const total = new ScaledSum();
  for (const [k, mantissa] of mantissas.entries()) total.add(mantissa, blocks[k] as number);
  return Array.from(mantissas, (mantissa, k) => {
    const distance = (blocks[k] as number) - total.block;
    return (mantissa / total.mantissa) * 2 ** (480 * distance);
  });
}
