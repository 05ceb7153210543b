/**
 * A law of a response time as data: how many ticks of a clock the request survives.
 *
 * The clock ticks as a Poisson process; `remaining[i]` is the probability that the request is
 * still there after i ticks. Any chain with exponential steps can be written so
 * (uniformization), and every term of P(R > t) = Σ Poisson(i; clock·t)·remaining[i] is
 * positive: no incomplete gamma function and no cancellation, however many servers.
 *
 * Source: A. Jensen, "Markoff Chains as an Aid in the Study of Markoff Processes" (1953);
 * Gross & Miller, Operations Research 32(2), 1984, on uniformization.
 */

import { requireNonNegative } from "../require.ts";
import type { PerSecond, Seconds, Share } from "../units.ts";
import { nth } from "./element.ts";
import { survivalPercentile } from "./survival-percentile.ts";

export interface PhaseLaw {
  /** Ticks per second. */
  readonly clock: PerSecond;
  /** Probability to be there still after 0, 1, 2… ticks; never rising. */
  readonly remaining: readonly number[];
  /** Factor per tick beyond the end of `remaining`, in [0, 1). */
  readonly decay: number;
}

/** Terms this far below the largest cannot change a probability that a double can hold. */
const NEGLIGIBLE = 1e-290;

/**
 * P(R > t): the share of requests that take longer than t. Exact for the law, O(√(clock·t)).
 *
 * @throws RangeError unless time is finite and ≥ 0
 */
export function survivalOf(law: PhaseLaw, time: Seconds): Share {
  const x = requireNonNegative("time", time) * law.clock;
  const { remaining, decay } = law;
  if (x === 0) return Math.min(1, remaining[0] ?? 0);
  const last = remaining.length - 1;
  const survivors = (i: number) =>
    i <= last ? nth(remaining, i) : nth(remaining, last) * decay ** (i - last);

  // Poisson weights outwards from the mode, as ratios: they sum to 1 once divided by their sum.
  const mode = Math.floor(x);
  let total = 1;
  let sum = survivors(mode);
  for (let i = mode, weight = 1; i > 0; i--) {
    weight *= i / x;
    if (weight < NEGLIGIBLE) break;
    total += weight;
    sum += weight * survivors(i - 1);
  }
  for (let i = mode + 1, weight = 1; ; i++) {
    weight *= x / i;
    if (weight < NEGLIGIBLE) break;
    total += weight;
    sum += weight * survivors(i);
  }
  return Math.min(1, sum / total);
}

/** Mean of the law, ∫ P(R > t) dt = Σ remaining[i] / clock. Exact, O(ticks); throws nothing. */
export function meanOf(law: PhaseLaw): Seconds {
  const { remaining, decay, clock } = law;
  const sum = remaining.reduce((a, b) => a + b, 0);
  return (sum + ((remaining.at(-1) ?? 0) * decay) / (1 - decay)) / clock;
}

/**
 * The time that a given share of requests stays below: percentileOf(law, 0.95) is the P95.
 * As exact as the law; 10 to 20 evaluations of the survival function.
 *
 * @throws RangeError unless share lies in [0, 1)
 */
export function percentileOf(law: PhaseLaw, share: Share): Seconds {
  return survivalPercentile((t) => Math.log(survivalOf(law, t)), share, meanOf(law));
}
