import { fastNormalCdf } from "../stats/fast-normal-cdf.ts";
import { findRoot } from "../stats/find-root.ts";
import type { Seconds, Share } from "../units.ts";

/** Lognormal work under a slowdown that returns from what was found to the usual. */
export interface WorkLaw {
  /** Mean and standard deviation of ln(work). */
  readonly center: number;
  readonly spread: number;
  /** Slowdown at the start, in the long run, and the rate at which it gets there. */
  readonly now: number;
  readonly later: number;
  readonly returning: number;
}

/** Mean slowdown over a stay of this length. */
export function slowdownOver(time: Seconds, { now, later, returning }: WorkLaw): number {
  const x = time * returning;
  return x < 1e-9 ? now : later + ((now - later) * -Math.expm1(-x)) / x;
}

/** The search for a percentile ends when it is known to this share of itself. */
const PRECISION = 1e-4;

/** Pieces per block of the list: weight, shift, center, spread, now, later, returning. */
const FIELDS = 7;

/** A response-time law as a sum of shifted pieces: work laws and gamma laws. */
export class ResponseMixture {
  private readonly work: number[] = [];
  private readonly gamma: number[] = [];

  /** Adds shift + work. */
  addWork(weight: Share, shift: Seconds, law: WorkLaw): void {
    const { center, spread, now, later, returning } = law;
    this.work.push(weight, shift, center, 1 / spread, now, later, now === later ? 0 : returning);
  }

  /** Adds shift + a gamma law of this mean and variance (see `gammaTail`). */
  addGamma(weight: Share, shift: Seconds, mean: Seconds, variance: number): void {
    const ninth = variance / (9 * mean * mean);
    this.gamma.push(weight, shift, 1 / mean, ninth, 1 / Math.sqrt(ninth), 0, 0);
  }

  /** Adds another mixture. */
  add(other: ResponseMixture, factor: number): void {
    for (const [own, theirs] of [
      [this.work, other.work],
      [this.gamma, other.gamma],
    ] as const) {
      for (let i = 0; i < theirs.length; i++) {
        own.push(i % FIELDS === 0 ? (theirs[i] as number) * factor : (theirs[i] as number));
      }
    }
  }

  /** P(R > t). */
  survival(t: Seconds): Share {
    const { work, gamma } = this;
    let sum = 0;
    for (let i = 0; i < work.length; i += FIELDS) {
      const weight = work[i] as number;
      const rest = t - (work[i + 1] as number);
      if (rest <= 0) {
        sum += weight;
        continue;
      }
      const x = rest * (work[i + 6] as number);
      const now = work[i + 4] as number;
      const later = work[i + 5] as number;
      const slow = x < 1e-9 ? now : later + ((now - later) * -Math.expm1(-x)) / x;
      const z = ((work[i + 2] as number) - Math.log(rest / slow)) * (work[i + 3] as number);
      sum += weight * fastNormalCdf(z);
    }
    for (let i = 0; i < gamma.length; i += FIELDS) {
      const weight = gamma[i] as number;
      const rest = (t - (gamma[i + 1] as number)) * (gamma[i + 2] as number);
      if (rest <= 0) {
        sum += weight;
        continue;
      }
      const z = (1 - (gamma[i + 3] as number) - Math.cbrt(rest)) * (gamma[i + 4] as number);
      sum += weight * fastNormalCdf(z);
    }
    return sum;
  }

  /** The times below which these rising shares of the requests stay. */
  percentiles(shares: readonly Share[], guess: Seconds): readonly Seconds[] {
    let near = Math.log(guess);
    return shares.map((share) => {
      const goal = (log: number) =>
        Math.log(Math.max(this.survival(Math.exp(log)), 1e-300) / (1 - share));
      let step = 0.15;
      let low = near;
      let high = near;
      if (goal(near) >= 0) {
        while (goal(high + step) > 0) {
          high += step;
          low = high;
          step *= 1.6;
        }
        high += step;
      } else {
        while (goal(low - step) < 0) {
          low -= step;
          high = low;
          step *= 1.6;
        }
        low -= step;
      }
      near = findRoot(goal, low, high, PRECISION).root;
      return Math.exp(near);
    });
  }
}
