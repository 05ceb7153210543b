import type { Basis, Estimate, Interval, Threshold } from "../stats/estimate.ts";
import { quantile } from "../stats/quantile.ts";
import type { Share } from "../units.ts";

/**
 * The probability that draws stand for: (k + ½)/(n + 1), Jeffreys' estimate, since even n draws
 * that all hold are no certainty.
 */
export function probabilityOf(holding: number, draws: number): Share {
  return (holding + 0.5) / (draws + 1);
}

/** Median and 90 % interval of draws. */
export function intervalOf(values: readonly number[]): Interval {
  const sorted = Float64Array.from(values).sort();
  return {
    value: quantile(sorted, 0.5),
    low: quantile(sorted, 0.05),
    high: quantile(sorted, 0.95),
  };
}

export function estimateOf(values: readonly number[], basis: Basis): Estimate {
  return { ...intervalOf(values), basis };
}

/** Median and 90 % interval of loads, where `null` lies beyond every number. */
export function thresholdOf(
  loads: readonly (number | null)[],
  basisAt: (users: number) => Basis,
  searchedTo: number,
): Threshold {
  const sorted = Float64Array.from(loads, (users) => users ?? Number.POSITIVE_INFINITY).sort();
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  const value = finite(quantile(sorted, 0.5));
  return {
    value,
    low: finite(quantile(sorted, 0.05)),
    high: finite(quantile(sorted, 0.95)),
    basis: value === null ? "extrapolated" : basisAt(value),
    searchedTo,
  };
}
