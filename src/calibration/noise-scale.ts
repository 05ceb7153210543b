import type { PoolSizeFit } from "./fit-at-pool-size.ts";
import { predictTargets, type Target } from "./misfit.ts";
import type { Unknown } from "./unknowns.ts";

/** How many residuals' worth of belief there is that the assumed repeatability is right. */
const PRIOR_WEIGHT = 3;

/** A single freak figure counts at most as this many standard deviations. */
const MOST = 3;

/**
 * Factor by which this campaign's noise, and what the model cannot follow, differs from the
 * assumed repeatability: the root of the mean squared residual per degree of freedom, drawn
 * towards 1 where there are few, and never below 1.
 */
export function noiseScale(
  all: readonly Unknown[],
  wanted: readonly Target[],
  fit: PoolSizeFit,
): number {
  const predicted = predictTargets(all, wanted, fit.point, fit.poolSize);
  const squares = wanted.reduce((sum, { measured, deviation }, i) => {
    const residual = Math.log((predicted[i] as number) / measured) / deviation;
    return sum + Math.min(residual * residual, MOST * MOST);
  }, 0);
  // The ridge identity: data determine as many parameters as the prior's variance shrank.
  const used = all.reduce((sum, { deviation }, i) => {
    const variance = fit.covariance?.[i]?.[i] ?? 0;
    return sum + Math.max(0, 1 - variance / deviation ** 2);
  }, 0);
  const freedom = Math.max(wanted.length - used, 1);
  // A good fit of a dozen unknowns to two dozen figures is no proof that runs repeat better here
  // than elsewhere: the scale never falls below 1.
  return Math.max(1, Math.sqrt((PRIOR_WEIGHT + squares) / (PRIOR_WEIGHT + freedom)));
}
