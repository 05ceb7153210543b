import { fastNormal } from "../../../stats/fast-normal-cdf.ts";
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

/** Φ(z) and its derivative. */
const normal = new Float64Array(2);

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

  /** P(R > t), and as `density` how fast it falls there. */
  survival(t: Seconds): Share {
    this.density = 0;
    return this.workSurvival(t) + this.gammaSurvival(t);
  }

  /** Probability density at the time last asked for, within 1 % where it is not negligible. */
  density = 0;

  private workSurvival(t: Seconds): Share {
    const { work } = this;
    let sum = 0;
    let density = 0;
    for (let i = 0; i < work.length; i += 7) {
      const weight = work[i] ?? 0;
      const rest = t - (work[i + 1] ?? 0);
      if (rest <= 0) {
        sum += weight;
        continue;
      }
      const later = work[i + 4] ?? 0;
      const more = work[i + 5] ?? 0;
      const returning = work[i + 6] ?? 0;
      let done = rest / later;
      let pace = later;
      if (more !== 0) {
        // The inverse of `timeOfWork` by one step of Newton's method from where the slowdown is that
        // of the time at the usual pace; off by less than 1e-3 of itself.
        const start = rest / (later + more * meanDecay(done * returning));
        const left = Math.exp(-start * returning);
        const decayed = returning * start < 1e-3 ? start : (1 - left) / returning;
        pace = later + more * left;
        done = Math.max(start - (later * start + more * decayed - rest) / pace, 1e-3 * start);
      }
      const narrow = work[i + 3] ?? 0;
      const z = ((work[i + 2] ?? 0) - Math.log(done)) * narrow;
      fastNormal(z, normal);
      sum += weight * (normal[0] ?? 0);
      density += (weight * (normal[1] ?? 0) * narrow) / (done * pace);
    }
    this.density += density;
    return sum;
  }

  private gammaSurvival(t: Seconds): Share {
    const { gamma } = this;
    let sum = 0;
    let density = 0;
    for (let i = 0; i < gamma.length; i += 5) {
      const weight = gamma[i] ?? 0;
      const pace = gamma[i + 2] ?? 0;
      const rest = (t - (gamma[i + 1] ?? 0)) * pace;
      if (rest <= 0) {
        sum += weight;
        continue;
      }
      const root = Math.cbrt(rest);
      const narrow = gamma[i + 4] ?? 0;
      const z = ((gamma[i + 3] ?? 0) - root) * narrow;
      fastNormal(z, normal);
      sum += weight * (normal[0] ?? 0);
      density += (weight * (normal[1] ?? 0) * narrow * pace) / (3 * root * root);
    }
    this.density += density;
    return sum;
  }
}
