/** Numbers that decide what a change gains and that the measurements hardly tell. */
import { numberAt } from "../../entry-at.ts";
import type { Share } from "../../units.ts";

/** An unknown over the draws of a posterior. */
export interface DrawnUnknown {
  readonly name: string;
  readonly meaning: string;
  /** By draw, in prior deviations. */
  readonly positions: readonly number[];
}

/** The prior decides where data have not narrowed it to less than this. */
const HARDLY: Share = 0.6;

/** Rank correlation with the gain from which on an unknown decides it. */
const DECIDES = 0.5;

/** Gains that all agree to this are decided by nothing. */
const AGREE: Share = 0.05;

/**
 * The unknowns that decide a change more by their prior than by the data, the most decisive first:
 * their deviation is still above 0.6 of the prior's, and the gain goes up or down with them from draw to
 * draw (Spearman's rank correlation 0.5 or more in size, far beyond chance for 19 draws or more).
 *
 * @param gains of the breaking point, by draw, as a share of it
 */
export function decidedByPrior(
  gains: readonly number[],
  unknowns: readonly DrawnUnknown[],
): readonly DrawnUnknown[] {
  if (Math.max(...gains) - Math.min(...gains) < AGREE) return [];
  const ofGains = ranks(gains);
  return unknowns
    .filter(({ positions }) => deviation(positions) > HARDLY)
    .map((unknown) => ({
      unknown,
      weight: Math.abs(correlation(ofGains, ranks(unknown.positions))),
    }))
    .filter(({ weight }) => weight >= DECIDES)
    .sort((a, b) => b.weight - a.weight)
    .map(({ unknown }) => unknown);
}

/** From 0, ties at their middle. */
function ranks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const same = values.filter((other) => other === value).length;
    return below + (same - 1) / 2;
  });
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  const product = a.reduce((sum, x, i) => sum + (x - meanA) * (numberAt(b, i) - meanB), 0);
  const spread = deviation(a) * deviation(b) * a.length;
  return spread > 0 ? product / spread : 0;
}

function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
