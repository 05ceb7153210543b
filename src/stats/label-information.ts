import { numberAt } from "../entry-at.ts";
import type { Share } from "../units.ts";
import { type GaussianLaw, gaussianPoint, PackedLaws } from "./gaussian-law.ts";
import { logSumExp } from "./log-sum-exp.ts";

/** One explanation of an outcome, how far it is believed, and what outcomes it expects. */
export interface Explanation {
  readonly weight: Share;
  readonly outcome: GaussianLaw;
}

/**
 * How much an outcome is expected to tell about which explanation is true: the mutual information
 * of the two, in bits, from 0 to `doubtOf`.
 *
 * I = Σ w_h · E[log₂(p_h(y) / Σ w_k·p_k(y)) | h], the expectation over the given normal numbers,
 * so that it errs by about one over the root of their count (0.02 bit at 500). Equal explanations
 * give 0 whatever the numbers.
 *
 * Source: Lindley, "On a measure of the information provided by an experiment", Annals of
 * Mathematical Statistics 27 (1956) 986–1005.
 *
 * @param normals points of the standard normal law, each as long as an outcome
 */
export function labelInformation(
  explanations: readonly Explanation[],
  normals: readonly (readonly number[])[],
): number {
  const possible = explanations.filter(({ weight }) => weight > 0);
  const logWeights = possible.map(({ weight }) => Math.log(weight));
  const laws = new PackedLaws(possible.map(({ outcome }) => outcome));
  const [logs, weighed] = [possible.map(() => 0), possible.map(() => 0)]; // of one outcome
  const information = possible.reduce((sum, { weight, outcome }, h) => {
    const gains = normals.map((z) => {
      const y = gaussianPoint(outcome, z);
      for (let k = 0; k < possible.length; k++) {
        const log = laws.logDensity(k, y);
        logs[k] = log;
        weighed[k] = log + numberAt(logWeights, k);
      }
      return numberAt(logs, h) - logSumExp(weighed);
    });
    return sum + (weight * gains.reduce((a, b) => a + b, 0)) / gains.length;
  }, 0);
  // By chance of the numbers alone the sum can leave its range by a hair.
  return Math.min(Math.max(information / Math.LN2, 0), doubtOf(explanations));
}

/** How undecided the explanations are, in bits: Shannon's entropy of their weights. */
export function doubtOf(explanations: readonly { readonly weight: Share }[]): number {
  return explanations.reduce(
    (sum, { weight }) => (weight > 0 ? sum - weight * Math.log2(weight) : sum),
    0,
  );
}
