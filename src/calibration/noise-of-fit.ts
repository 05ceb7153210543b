import type { Hypothesis } from "../platform/platform.ts";
import type { Unknown } from "../platform/unknowns-of.ts";
import type { MeasuredRun } from "./figures.ts";
import { dataResiduals, figuresOver } from "./hypothesis-misfit.ts";

/** A best fit, as far as its noise depends on it. */
interface Located {
  readonly position: readonly number[];
  readonly covariance: readonly (readonly number[])[];
}

/** How many residuals' worth of belief there is that runs repeat as well here as elsewhere. */
const PRIOR_WEIGHT = 4;

const LEAST = 0.05;
const MOST = 20;

/**
 * Factor by which this campaign's run-to-run noise, and what the model cannot follow, differs
 * from the assumed repeatability: where the mean squared residual per degree of freedom is 1,
 * drawn towards 1 where there are few figures.
 */
export function noiseOfFit(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  fit: Located,
): number {
  const predicted = figuresOver(hypothesis, unknowns, runs)(fit.position);
  // The ridge identity: data determine as many unknowns as their prior's variance shrank.
  const used = fit.position.reduce(
    (sum, _, i) => sum + Math.max(0, 1 - (fit.covariance[i]?.[i] ?? 0)),
    0,
  );
  const freedom = Math.max(predicted.length - used, 1);
  const excess = (scale: number) => {
    const squares = dataResiduals(predicted, runs, scale).reduce((sum, r) => sum + r * r, 0);
    return squares + PRIOR_WEIGHT / scale ** 2 - (freedom + PRIOR_WEIGHT);
  };
  let [low, high] = [Math.log(LEAST), Math.log(MOST)];
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2;
    if (excess(Math.exp(middle)) > 0) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}
