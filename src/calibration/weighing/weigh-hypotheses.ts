import { normal } from "../../random/normal.ts";
import { randomGamma } from "../../random/random-gamma.ts";
import type { RandomStream } from "../../random/random-stream.ts";
import { normalCdf } from "../../stats/normal-distribution.ts";
import { studentQuantile } from "../../stats/student-t.ts";
import type { Share } from "../../units.ts";

export interface HypothesisWeight {
  /** Share of belief, all together 1. */
  readonly weight: Share;
  /** Standard error of the weight: how much it depends on which levels were measured. */
  readonly standardError: Share;
  /** Sum over the levels of ln(predictive density). */
  readonly logDensity: number;
  /**
   * How far behind the best, 0 for the best, and the standard error of that distance, as much wider as
   * two of it must be to hold as often as two of a standard error that is known: few levels tell little of it.
   * What solutions err by is in the weight, not here: it is no matter of which levels were measured.
   */
  readonly behind: number;
  readonly behindError: number;
}

export interface Weighing {
  readonly weights: readonly HypothesisWeight[];
  /** Index of the hypothesis that leads the second by two standard errors; null: the data cannot tell. */
  readonly best: number | null;
}

const RESAMPLES = 2000;

/** Standard errors by which the best must lead. */
const LEAD = 2;

/** Probability that a normal law stays below as many. */
const HELD: Share = normalCdf(LEAD);

/**
 * Weighs hypotheses by how well they predict left-out levels. A weight is the probability that the
 * hypothesis would predict best, were the campaign made once more: totals of the levels' scores are
 * drawn from Student's law with one degree of freedom less than levels, so that a few levels do not
 * decide with false certainty, and turned into weights as in pseudo-Bayesian model averaging.
 *
 * Sources: Yao, Vehtari, Simpson & Gelman, "Using stacking to average Bayesian predictive
 * distributions", Bayesian Analysis 13 (2018) 917–1007, §3.4 (there with the Bayesian bootstrap, which is
 * narrower than Student's law where levels are few); Vehtari, Gelman & Gabry, Statistics and
 * Computing 27 (2017) 1413–1432, §5 for the standard error of a difference.
 *
 * What the solution of a platform errs by is no chance from level to level: it is the same at all of them, and of
 * two hypotheses that fit alike one may be ahead at each by it (`doubt`).
 *
 * @param densities ln predictive densities, one row a hypothesis, one column a level
 * @param doubt deviation of the sum of one that is true by what its solution errs, which is alike at all levels
 * @param ruledOut whether each is known not to be true, whatever the levels say: its weight is 0
 * @throws RangeError unless there is a hypothesis and all rows are equally long
 */
export function weighHypotheses(
  densities: readonly (readonly number[])[],
  random: RandomStream,
  doubt = 0,
  ruledOut: readonly boolean[] = [],
): Weighing {
  const levels = densities[0]?.length;
  if (levels === undefined || densities.some((row) => row.length !== levels)) {
    throw new RangeError(`densities must be rows of equal length, got ${densities.length} rows`);
  }
  const sums = densities.map((row) => row.reduce((a, b) => a + b, 0));
  const lead = sums.reduce((best, sum, i) => (sum > (sums[best] as number) ? i : best), 0);
  const means = sums.map((sum) => sum / Math.max(levels, 1));
  const shares = densities.map(() => ({ sum: 0, square: 0 }));
  const rounds = levels < 2 ? 1 : RESAMPLES;
  for (let round = 0; round < rounds; round++) {
    const factors = levels < 2 ? [] : studentFactors(levels, random);
    const scores = densities.map(
      (row, i) =>
        (ruledOut[i] ? Number.NEGATIVE_INFINITY : 0) +
        row.reduce(
          (score, density, l) => score + (density - (means[i] as number)) * (factors[l] ?? 0),
          levels < 2 ? 0 : (sums[i] as number) + (doubt > 0 ? doubt * normal(random) : 0),
        ),
    );
    for (const [i, weight] of softmax(scores).entries()) {
      const share = shares[i] as { sum: number; square: number };
      share.sum += weight;
      share.square += weight * weight;
    }
  }
  const stretch = levels < 2 ? 1 : studentQuantile(HELD, levels - 1) / LEAD;
  const weights = densities.map((row, i) => {
    const { sum, square } = shares[i] as { sum: number; square: number };
    const weight = sum / rounds;
    const differences = row.map((density, l) => (densities[lead]?.[l] as number) - density);
    return {
      weight,
      standardError: Math.sqrt(Math.max(square / rounds - weight * weight, 0)),
      logDensity: sums[i] as number,
      behind: (sums[lead] as number) - (sums[i] as number),
      behindError: i === lead ? 0 : stretch * Math.sqrt(levels * varianceOf(differences)),
    };
  });
  // To lead, a hypothesis must be ahead of what solutions err by as well.
  const ahead = weights.every(
    ({ behind, behindError }, i) =>
      i === lead || behind > LEAD * Math.hypot(behindError, Math.SQRT2 * doubt),
  );
  return { weights, best: levels > 1 && ahead ? lead : null };
}

/** What each level's distance from the mean is drawn with: normal, times the error of its own size. */
function studentFactors(levels: number, random: RandomStream): number[] {
  const freedom = levels - 1;
  const size = Math.sqrt(freedom / (2 * randomGamma(random, freedom / 2)));
  const stretch = size * Math.sqrt(levels / freedom);
  return Array.from({ length: levels }, () => stretch * normal(random));
}

function softmax(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const parts = scores.map((score) => Math.exp(score - most));
  const total = parts.reduce((a, b) => a + b, 0);
  return parts.map((part) => part / total);
}

function varianceOf(list: readonly number[]): number {
  if (list.length < 2) return 0;
  const mean = list.reduce((a, b) => a + b, 0) / list.length;
  return list.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (list.length - 1);
}
