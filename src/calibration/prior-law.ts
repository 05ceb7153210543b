import type { Prior } from "../platform/quantity.ts";
import { normalCdf, normalQuantile } from "../stats/normal-distribution.ts";

/** Positions further out than this are treated as being there: 1 in 10¹⁵. */
const FARTHEST = 8;

/**
 * The value at a position of the standard normal law: on this scale every prior is the same, so
 * that a fit knows neither units nor the shape of a prior. Exact.
 *
 * @param position in standard deviations; 0 is the prior's median
 */
export function priorValue(prior: Prior, position: number): number {
  const z = Math.min(Math.max(position, -FARTHEST), FARTHEST);
  switch (prior.prior) {
    case "logNormal":
      return prior.median * Math.exp(prior.spread * z);
    case "uniform":
      return prior.low + (prior.high - prior.low) * normalCdf(z);
    case "logUniform":
      return prior.low * (prior.high / prior.low) ** normalCdf(z);
  }
}

/**
 * Where a value stands, the inverse of {@link priorValue}.
 *
 * @throws RangeError if the prior gives the value no belief
 */
export function priorPosition(prior: Prior, value: number): number {
  const position = positionOf(prior, value);
  if (Number.isNaN(position)) {
    throw new RangeError(`value must be one that the prior allows, got ${value}`);
  }
  return Math.min(Math.max(position, -FARTHEST), FARTHEST);
}

function positionOf(prior: Prior, value: number): number {
  switch (prior.prior) {
    case "logNormal":
      return Math.log(value / prior.median) / prior.spread;
    case "uniform":
      return quantile((value - prior.low) / (prior.high - prior.low));
    case "logUniform":
      return quantile(Math.log(value / prior.low) / Math.log(prior.high / prior.low));
  }
}

function quantile(share: number): number {
  if (share === 0) return -FARTHEST;
  if (share === 1) return FARTHEST;
  return share > 0 && share < 1 ? normalQuantile(share) : Number.NaN;
}
