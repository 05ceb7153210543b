/** Past predictions against what came, and what they say of today's intervals. */
import { entryAt } from "../../entry-at.ts";
import type { Interval } from "../../stats/estimate.ts";
import { quantile } from "../../stats/quantile.ts";
import type { Share } from "../../units.ts";
import { NOTICEABLE } from "../what-if/told/noticeable.ts";
import type { ValidatedFigure } from "./validated-figure.ts";

/** One validation of the ledger: a test is one entry, however many figures it has. */
export interface PastPrediction {
  /** What the change was tried on: the name of the campaign before it. */
  readonly platform: string;
  /** "pool.size=20"; empty where a repetition was predicted. */
  readonly levers: string;
  /** Tells tests apart: one that was predicted twice is one entry. */
  readonly test: string;
  /** Share of its figures inside their intervals; null where the ledger does not say. */
  readonly inside: Share | null;
  /** Share of the noticeable changes whose direction was predicted; null where there was none. */
  readonly sign: Share | null;
  /** By what factor its intervals, as logarithms, had to be wider to hold nine of ten figures. */
  readonly score: number | null;
}

/** Entries from which on the conformal factor is finite: ⌈(n + 1)·0.9⌉ ≤ n. */
export const LEAST_ENTRIES = 9;

const COVERAGE = 0.9;

/**
 * How far out nine of ten figures of a test lay, 1 at the end of their intervals; null without any.
 * Errors, whose intervals may begin at 0, are left out.
 */
export function widthScore(figures: readonly ValidatedFigure[]): number | null {
  const scores = figures.flatMap(({ quantity, measured, test: { value, low, high } }) => {
    if (quantity === "errors" || !(measured > 0) || !(low > 0)) return [];
    const off = Math.log(measured / value);
    const side = off < 0 ? Math.log(value / low) : Math.log(high / value);
    return side > 0 ? [Math.abs(off) / side] : [];
  });
  return scores.length === 0 ? null : quantile(Float64Array.from(scores).sort(), COVERAGE);
}

/** Share of the figures that changed by 5 % or more whose direction was predicted; null without any. */
export function signAgreement(figures: readonly ValidatedFigure[]): Share | null {
  const changed = figures.filter(
    ({ quantity, noChange, measured }) =>
      quantity !== "errors" &&
      noChange !== null &&
      noChange > 0 &&
      Math.abs(measured / noChange - 1) >= NOTICEABLE,
  );
  if (changed.length === 0) return null;
  const agree = changed.filter(
    ({ noChange, measured, test }) =>
      Math.sign(test.value - (noChange ?? 0)) === Math.sign(measured - (noChange ?? 0)),
  );
  return agree.length / changed.length;
}

/**
 * Split conformal: the ⌈(n + 1)·0.9⌉-th smallest score of n independent entries, at least 1, so that
 * intervals get wider where they were too narrow and never narrower (Vovk, Gammerman & Shafer,
 * Algorithmic Learning in a Random World, 2005). Null with fewer than nine.
 */
export function widening(entries: readonly PastPrediction[]): number | null {
  const scores = independent(entries)
    .flatMap(({ score }) => score ?? [])
    .sort((a, b) => a - b);
  if (scores.length < LEAST_ENTRIES) return null;
  // A hair less: 10·0.9 must not become 9.0000001.
  const place = Math.ceil((scores.length + 1) * COVERAGE - 1e-9);
  return Math.max(1, entryAt(scores, place - 1));
}

/** Of entries about one test the last. */
export function independent(entries: readonly PastPrediction[]): readonly PastPrediction[] {
  return [...new Map(entries.map((one) => [one.test, one])).values()];
}

/** Both ends moved out, as logarithms, by a factor. @throws RangeError unless the ends are above 0 */
export function widened({ value, low, high }: Interval, factor: number): Interval {
  if (!(low > 0)) throw new RangeError(`low must be above 0, got ${low}`);
  return { value, low: value * (low / value) ** factor, high: value * (high / value) ** factor };
}

/** The figures with wider intervals; errors keep theirs. */
export function widenedFigures(
  figures: readonly ValidatedFigure[],
  factor: number,
): readonly ValidatedFigure[] {
  return figures.map((figure) => {
    if (figure.quantity === "errors" || !(figure.test.low > 0)) return figure;
    const test = widened(figure.test, factor);
    return { ...figure, test, inside: test.low <= figure.measured && figure.measured <= test.high };
  });
}
