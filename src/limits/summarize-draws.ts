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

/** Chance to lie below the 90 % interval, and above it. */
const TAIL: Share = 0.05;

/**
 * Median and 90 % interval of draws: one more draw of the same law lies between the ends with a
 * chance of 90 %. Of n ordered draws the ends are number (n + 1)·5 % and (n + 1)·95 % (type 6 of
 * Hyndman & Fan, The American Statistician 50, 1996), the outermost where there are fewer than 19;
 * 64 draws cut at their own 5 % points would hold it with 87 %.
 */
export function intervalOf(values: readonly number[]): Interval {
  const sorted = Float64Array.from(values).sort();
  const tail = tailOf(sorted.length);
  return {
    value: quantile(sorted, 0.5),
    low: quantile(sorted, tail),
    high: quantile(sorted, 1 - tail),
  };
}

/** The share of the way from the least to the greatest draw at which the interval begins. */
function tailOf(draws: number): Share {
  return draws < 2 ? 0 : Math.max((TAIL * (draws + 1) - 1) / (draws - 1), 0);
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
  const tail = tailOf(sorted.length);
  return {
    value,
    low: finite(quantile(sorted, tail)),
    high: finite(quantile(sorted, 1 - tail)),
    basis: value === null ? "extrapolated" : basisAt(value),
    searchedTo,
  };
}
