import { fastNormalCdf } from "../../../stats/fast-normal-cdf.ts";
import type { Seconds, Share } from "../../../units.ts";

/** Lognormal work under a slowdown that returns from what was found to the usual. */
export interface WorkLaw {
  /** Mean and standard deviation of ln(work). */
  readonly center: number;
  readonly spread: number;
  /** Slowdown at the start, in the long run, and the rate per work done at which it gets there. */
  readonly now: number;
  readonly later: number;
  readonly returning: number;
}

/** How long this much work stays. */
export function timeOfWork(work: Seconds, { now, later, returning }: WorkLaw): Seconds {
  return work * (later + (now - later) * meanDecay(work * returning));
}

/** (1 − e⁻ˣ)/x: how much of a start is left on average. */
function meanDecay(x: number): number {
  return x < 1e-3 ? 1 - (x / 2) * (1 - x / 3) : (1 - Math.exp(-x)) / x;
}

/** Slowdowns this close are one. */
const SAME = 1e-6;

/** A response-time law as a sum of shifted pieces: work laws and gamma laws. */
export class ResponseMixture {
  /** Per piece: weight, shift, center, 1/spread, later, now − later, returning. */
  private readonly work: number[] = [];
  /** Per piece: weight, shift, 1/mean, 1 − 1/(9·shape), 3·√shape. */
  private readonly gamma: number[] = [];

  /** Adds shift + work. */
  addWork(weight: Share, shift: Seconds, law: WorkLaw): void {
    const { center, spread, now, later, returning } = law;
    if (returning === 0 || Math.abs(now - later) < SAME * later) {
      this.work.push(weight, shift, center, 1 / spread, now, 0, 0);
    } else this.work.push(weight, shift, center, 1 / spread, later, now - later, returning);
  }

  /**
   * Adds shift + a gamma law of this mean and variance, by the cube root that makes it nearly
   * normal. Absolute error at most 0.0122 at shape 1 (the exponential law, near 0), 0.0033 at 2,
   * 0.0007 from 10 on; 0.05 at shape 0.5.
   *
   * Source: Wilson & Hilferty, PNAS 17(12), 1931.
   */
  addGamma(weight: Share, shift: Seconds, mean: Seconds, variance: number): void {
    const ninth = variance / (9 * mean * mean);
    this.gamma.push(weight, shift, 1 / mean, 1 - ninth, 1 / Math.sqrt(ninth));
  }

  /** P(R > t). */
  survival(t: Seconds): Share {
    return workSurvival(this.work, t) + gammaSurvival(this.gamma, t);
  }
}

function workSurvival(work: readonly number[], t: Seconds): Share {
  let sum = 0;
  for (let i = 0; i < work.length; i += 7) {
    const weight = work[i] ?? 0;
    const rest = t - (work[i + 1] ?? 0);
    if (rest <= 0) {
      sum += weight;
      continue;
    }
    const later = work[i + 4] ?? 0;
    const more = work[i + 5] ?? 0;
    const done = more === 0 ? rest / later : workDone(rest, later, more, work[i + 6] ?? 0);
    const z = ((work[i + 2] ?? 0) - Math.log(done)) * (work[i + 3] ?? 0);
    sum += weight * fastNormalCdf(z);
  }
  return sum;
}

/**
 * The work that takes this long: the inverse of `timeOfWork` by one step of Newton's method from
 * where the slowdown is that of the time at the usual pace; off by less than 1e-3 of itself.
 */
function workDone(time: Seconds, later: number, more: number, returning: number): Seconds {
  const start = time / (later + more * meanDecay((time / later) * returning));
  const left = Math.exp(-start * returning);
  const decayed = returning * start < 1e-3 ? start : (1 - left) / returning;
  const step = (later * start + more * decayed - time) / (later + more * left);
  return Math.max(start - step, 1e-3 * start);
}

function gammaSurvival(gamma: readonly number[], t: Seconds): Share {
  let sum = 0;
  for (let i = 0; i < gamma.length; i += 5) {
    const weight = gamma[i] ?? 0;
    const rest = (t - (gamma[i + 1] ?? 0)) * (gamma[i + 2] ?? 0);
    if (rest <= 0) {
      sum += weight;
      continue;
    }
    const z = ((gamma[i + 3] ?? 0) - Math.cbrt(rest)) * (gamma[i + 4] ?? 0);
    sum += weight * fastNormalCdf(z);
  }
  return sum;
}
