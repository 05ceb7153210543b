import { requireNonNegative } from "../../require.ts";
import type { Seconds, Share } from "../../units.ts";
import { survivalPercentile } from "../survival-percentile.ts";
import { type MmcResponseTime, mmcResponseTime } from "./mmc-response-time.ts";
import type { OpenStation } from "./require-stable.ts";

/**
 * The law of the whole response time along a path of FCFS M/M/c stations: phases passed
 * one after another, each exponential, each entered with a chance (the wait of a station)
 * or surely (its service).
 */
export interface PathResponseTime {
  readonly phases: readonly { readonly rate: number; readonly probability: Share }[];
  /** Mean of the whole, seconds. */
  readonly mean: Seconds;
}

/**
 * The response time of a request that passes the given stations in order, each as busy as
 * stated, if its times at the stations are independent.
 *
 * Exact for stations in series (a tandem) if all but the first and the last have one
 * server (Reich 1957, Burke 1969) and for any path on which no request can overtake another;
 * on other paths of an open network an approximation that leaves out the correlation
 * between stations (the mean stays exact). A station visited twice is listed twice. Cost:
 * see pathLogSurvival.
 *
 * Source: Walrand & Varaiya, Sojourn Times and the Overtaking Condition in Jacksonian
 * Networks, Adv. Appl. Prob. 12 (1980) 1000-1018.
 *
 * @throws RangeError if the path is empty, or as mmc for any station
 */
export function pathResponseTime(path: readonly OpenStation[]): PathResponseTime {
  if (path.length === 0) throw new RangeError("path must hold at least one station, got none");
  const phases = path.map(mmcResponseTime).flatMap((law: MmcResponseTime) => [
    { rate: law.decayRate, probability: law.probabilityOfWait },
    { rate: law.serviceRate, probability: 1 },
  ]);
  return { phases, mean: phases.reduce((sum, one) => sum + one.probability / one.rate, 0) };
}

/**
 * ln P(T > t) of a path. Exact for the law given: the generator of the phases is shifted
 * to be non-negative, its exponential summed for a short time and squared up to t, so only
 * positive numbers are added. Relative error below 1e-11 + 4e-16·t·(largest rate).
 * Cost O(n³·log(t·largest rate)) for n phases.
 *
 * Source: Moler & Van Loan, SIAM Rev. 45 (2003) 3-49, method 3; Stewart, Introduction to the
 * Numerical Solution of Markov Chains (1994), §8.2 (uniformization).
 *
 * @throws RangeError unless t ≥ 0
 */
export function pathLogSurvival(law: PathResponseTime, t: Seconds): number {
  requireNonNegative("t", t);
  const n = law.phases.length;
  const fastest = law.phases.reduce((most, one) => Math.max(most, one.rate), 0);
  const squarings = Math.max(0, Math.ceil(Math.log2(Math.max(1, fastest * t))));
  const x = (fastest * t) / 2 ** squarings; // at most 1
  // exp(x·P) with P = I + T/fastest ≥ 0; the factor e^(-x) is kept apart, as a logarithm.
  const jump = law.phases.map((from, i) =>
    law.phases.map((_, j) =>
      j < i
        ? 0
        : (from.rate / fastest) * entry(law, i, j) + (i === j ? 1 - from.rate / fastest : 0),
    ),
  );
  let power = identity(n);
  let term = identity(n);
  for (let k = 1; k <= 25; k++) {
    term = scaled(product(term, jump), x / k);
    power = power.map((row, i) => row.map((value, j) => value + (term[i]?.[j] ?? 0)));
  }
  let log = -x;
  for (let s = 0; s < squarings; s++) {
    power = product(power, power);
    const largest = power.reduce((most, row) => Math.max(most, ...row), 0);
    power = scaled(power, 1 / largest);
    log = 2 * log + Math.log(largest);
  }
  let survival = 0;
  for (let i = 0; i < n; i++) {
    for (const value of power[i] ?? []) survival += start(law, i) * value;
  }
  return Math.min(0, log + Math.log(survival));
}

/**
 * P(T ≤ t) along the path, in [0, 1]. As exact as `pathLogSurvival`, at its cost and by its source.
 *
 * @throws RangeError unless t ≥ 0
 */
export function pathCdf(law: PathResponseTime, t: Seconds): Share {
  return -Math.expm1(pathLogSurvival(law, t));
}

/**
 * The time that a share p of requests does not exceed along the path. As exact as
 * `pathLogSurvival`; cost of 10 to 60 of its evaluations, by its source.
 *
 * @throws RangeError unless 0 ≤ p < 1
 */
export function pathPercentile(law: PathResponseTime, share: Share): Seconds {
  return survivalPercentile((t) => pathLogSurvival(law, t), share, law.mean);
}

/** The chance to begin with phase i: those before it are skipped. */
function start(law: PathResponseTime, i: number): Share {
  return skipTo(law, 0, i);
}

/** The chance that phase j follows on phase i. */
function entry(law: PathResponseTime, i: number, j: number): Share {
  return j > i ? skipTo(law, i + 1, j) : 0;
}

function skipTo(law: PathResponseTime, from: number, to: number): Share {
  let chance = law.phases[to]?.probability ?? 0;
  for (let k = from; k < to; k++) chance *= 1 - (law.phases[k]?.probability ?? 0);
  return chance;
}

type Matrix = readonly (readonly number[])[];

function identity(n: number): Matrix {
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)),
  );
}

/** The product of two upper triangular matrices. */
function product(a: Matrix, b: Matrix): Matrix {
  return a.map((row, i) =>
    row.map((_, j) => {
      let sum = 0;
      for (let k = i; k <= j; k++) sum += (row[k] ?? 0) * (b[k]?.[j] ?? 0);
      return sum;
    }),
  );
}

function scaled(a: Matrix, factor: number): Matrix {
  return a.map((row) => row.map((value) => value * factor));
}
