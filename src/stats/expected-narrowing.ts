import { entryAt, floatAt, intAt, numberAt } from "../entry-at.ts";
import type { Share } from "../units.ts";
import { type GaussianLaw, gaussianPoint, PackedLaws } from "./gaussian-law.ts";

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
  const all = new Weighed(possibilities.filter(({ weight }) => weight > 0));
  if (possibilities.some(({ origin }) => all.countBeside(origin) === 0)) {
    throw new RangeError("possibilities must have two origins or more, got one");
  }
  const total = possibilities.reduce((sum, { weight }) => sum + weight, 0);
  let before = 0;
  let after = 0;
  for (const [j, truth] of possibilities.entries()) {
    if (truth.weight === 0) continue;
    const { origin, outcome, wanted } = truth;
    const share = truth.weight / total;
    before += share * (wanted - all.meanOf(all.weightsBeside(origin))) ** 2;
    for (let s = 0; s < OUTCOMES; s++) {
      const z = entryAt(normals, (OUTCOMES * j + s) % normals.length);
      const guess = all.meanOf(all.explaining(origin, gaussianPoint(outcome, z)));
      after += (share * (wanted - guess) ** 2) / OUTCOMES;
    }
  }
  return { before, after: Math.min(after, before) };
}

/** Possibilities in arrays, since all are compared with all; those of one's own origin have no weight. */
class Weighed {
  private readonly laws: PackedLaws;
  private readonly wanted: Float64Array;
  private readonly own: Float64Array;
  private readonly logOwn: Float64Array;
  /** Numbers of the origins, and how many there are of each. */
  private readonly origins: Int32Array;
  private readonly numbers = new Map<string, number>();
  private readonly counts: number[] = [];
  /** Of one outcome. */
  private readonly logs: Float64Array;
  private readonly weights: Float64Array;

  constructor(possibilities: readonly Possibility[]) {
    this.laws = new PackedLaws(possibilities.map(({ outcome }) => outcome));
    this.wanted = Float64Array.from(possibilities, ({ wanted }) => wanted);
    this.own = Float64Array.from(possibilities, ({ weight }) => weight);
    this.logOwn = this.own.map(Math.log);
    this.origins = Int32Array.from(possibilities, ({ origin }) => {
      const number = this.numbers.get(origin) ?? this.counts.push(0) - 1;
      this.numbers.set(origin, number);
      this.counts[number] = numberAt(this.counts, number) + 1;
      return number;
    });
    this.logs = new Float64Array(possibilities.length);
    this.weights = new Float64Array(possibilities.length);
  }

  countBeside(origin: string): number {
    const number = this.numbers.get(origin);
    return this.own.length - (number === undefined ? 0 : numberAt(this.counts, number));
  }

  weightsBeside(origin: string): Float64Array {
    const number = this.numbers.get(origin);
    return this.own.map((weight, k) => (this.origins[k] === number ? 0 : weight));
  }

  /** Posterior weights given an outcome, up to a factor; each answer uses the array of the one before. */
  explaining(origin: string, y: readonly number[]): Float64Array {
    const { laws, logOwn, logs, weights, origins } = this;
    const number = this.numbers.get(origin) ?? -1;
    const enough = Math.min(LEAST_LEFT, this.countBeside(origin) / 2);
    for (let k = 0; k < logs.length; k++) {
      if (intAt(origins, k) !== number) logs[k] = laws.logDensity(k, y);
    }
    for (let round = 0, power = 1; ; round++, power /= WIDENING) {
      let most = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < logs.length; k++) {
        if (intAt(origins, k) === number) continue;
        const score = floatAt(logOwn, k) + power * floatAt(logs, k);
        weights[k] = score;
        most = Math.max(most, score);
      }
      for (let k = 0; k < logs.length; k++) {
        weights[k] = intAt(origins, k) === number ? 0 : Math.exp(floatAt(weights, k) - most);
      }
      if (round === MOST_STEPS || leftOf(weights) >= enough) return weights;
    }
  }

  meanOf(weights: Float64Array): number {
    let total = 0;
    for (let k = 0; k < weights.length; k++) total += floatAt(weights, k);
    let mean = 0;
    for (let k = 0; k < weights.length; k++) {
      const weight = floatAt(weights, k);
      if (weight > 0) mean += (floatAt(this.wanted, k) * weight) / total;
    }
    return mean;
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
