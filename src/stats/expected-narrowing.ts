import { entryAt, floatAt } from "../entry-at.ts";
import type { Share } from "../units.ts";
import { type GaussianLaw, gaussianPoint, logGaussian } from "./gaussian-law.ts";

/** One plausible state of the world. */
export interface Possibility {
  readonly weight: Share;
  /** What is wanted and not measured. */
  readonly wanted: number;
  /** What a measurement would show: its mean the prediction, its spread the noise. */
  readonly outcome: GaussianLaw;
  /** Possibilities of the same origin are one, listed more than once. */
  readonly origin: string;
}

export interface Narrowing {
  /** Variance of what is wanted, now and as expected after the measurement; after ≤ now. */
  readonly before: number;
  readonly after: number;
}

/** A posterior of fewer possibilities than this is their number, not knowledge. */
const LEAST_LEFT = 4;

/** Noise is widened in steps of its double, at most 256-fold, until that many are left. */
const WIDENING = 4;
const MOST_STEPS = 8;

/** Outcomes that are drawn of each possibility. */
const OUTCOMES = 4;

/**
 * How far a measurement is expected to narrow what is wanted. Each possibility in turn is taken
 * for the truth and its outcome drawn; the others are reweighted by how well they explain it, and
 * their mean is set against the truth: E[Var(b | y)] = E[(b − E[b | y])²]. Left out of its own
 * posterior, a possibility cannot find itself again, so that few draws promise too little rather
 * than too much; where the noise is finer than the draws lie, it is widened until four weigh in.
 *
 * Source: preposterior analysis, Raiffa & Schlaifer, Applied Statistical Decision Theory (1961),
 * ch. 5; importance reweighting by leaving one out as in Gelfand, Dey & Chang, Bayesian Statistics
 * 4 (1992) 147–167. Cost O(n²).
 *
 * @param normals points of the standard normal law, each as long as an outcome; some hundreds, so
 *   that each possibility meets noise of its own
 * @throws RangeError unless there are two origins at least
 */
export function expectedNarrowing(
  possibilities: readonly Possibility[],
  normals: readonly (readonly number[])[],
): Narrowing {
  const all = possibilities.map((one) => ({ ...one, logWeight: Math.log(one.weight) }));
  const others = all.map(({ origin }) =>
    all.filter((one) => one.origin !== origin && one.weight > 0),
  );
  if (others.some((list) => list.length === 0)) {
    throw new RangeError("possibilities must have two origins or more, got one");
  }
  const total = possibilities.reduce((sum, { weight }) => sum + weight, 0);
  let before = 0;
  let after = 0;
  for (const [j, truth] of possibilities.entries()) {
    if (truth.weight === 0) continue;
    const rest = entryAt(others, j);
    const share = truth.weight / total;
    before += share * (truth.wanted - meanOf(rest, weightsOf(rest))) ** 2;
    for (let s = 0; s < OUTCOMES; s++) {
      const z = entryAt(normals, (OUTCOMES * j + s) % normals.length);
      const guess = meanOf(rest, explaining(rest, gaussianPoint(truth.outcome, z)));
      after += (share * (truth.wanted - guess) ** 2) / OUTCOMES;
    }
  }
  return { before, after: Math.min(after, before) };
}

function weightsOf(list: readonly Possibility[]): Float64Array {
  return Float64Array.from(list, ({ weight }) => weight);
}

type Weighed = Possibility & { readonly logWeight: number };

/** Posterior weights given an outcome, up to a factor. Loops, since all against all are compared. */
function explaining(list: readonly Weighed[], y: readonly number[]): Float64Array {
  const logs = new Float64Array(list.length);
  for (let k = 0; k < logs.length; k++) logs[k] = logGaussian(entryAt(list, k).outcome, y);
  const weights = new Float64Array(list.length);
  for (let round = 0, power = 1; ; round++, power /= WIDENING) {
    let most = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < logs.length; k++) {
      const score = entryAt(list, k).logWeight + power * floatAt(logs, k);
      weights[k] = score;
      most = Math.max(most, score);
    }
    for (let k = 0; k < logs.length; k++) weights[k] = Math.exp(floatAt(weights, k) - most);
    if (round === MOST_STEPS || leftOf(weights) >= Math.min(LEAST_LEFT, list.length / 2)) {
      return weights;
    }
  }
}

/** How many equally weighty ones weights are worth (Kish): (Σw)²/Σw². */
function leftOf(weights: Float64Array): number {
  let [sum, squares] = [0, 0];
  for (let k = 0; k < weights.length; k++) {
    const weight = floatAt(weights, k);
    sum += weight;
    squares += weight * weight;
  }
  return (sum * sum) / squares;
}

function meanOf(list: readonly Possibility[], weights: Float64Array): number {
  let total = 0;
  for (let k = 0; k < weights.length; k++) total += floatAt(weights, k);
  let mean = 0;
  for (let k = 0; k < weights.length; k++) {
    mean += (entryAt(list, k).wanted * floatAt(weights, k)) / total;
  }
  return mean;
}
