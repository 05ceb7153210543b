/**
 * Draws from the posterior of a hypothesis by randomized optima: each draw is the best fit to
 * residuals that have been moved by noise of their own size, data and priors alike.
 *
 * Exact where the residuals are linear in the position; elsewhere an approximation, whose draws
 * still explain the data about as well as the data deserve: along bends, at walls such as a pool
 * that must not be smaller, and in directions that only the prior holds. Draws are independent.
 * No reweighting: where a platform bends, the weights of randomize-then-optimize (Bardsley et al.,
 * SIAM J. Sci. Comput. 36 (2014) A1895–A1910) left two to ten of forty draws.
 *
 * Sources: Kitanidis, Water Resources Research 31 (1995) 2411–2419; Oliver, He & Reynolds,
 * "Conditioning permeability fields to pressure data", 5th European Conference on the Mathematics
 * of Oil Recovery (1996).
 */
import { normal } from "../random/normal.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { dampedStep } from "../stats/damped-step.ts";
import { type SecantFit, secantLeastSquares } from "../stats/secant-least-squares.ts";
import { norm, triangularFactor } from "../stats/triangular-factor.ts";
import type { Share } from "../units.ts";
import { potentialScaleReduction } from "./chain-diagnostics.ts";
import { FARTHEST } from "./hypothesis-misfit.ts";
import { steadyDifferences } from "./steady-differences.ts";

export interface HypothesisSample {
  /** Positions, equally likely. */
  readonly draws: readonly (readonly number[])[];
  /** Share of the draws whose fit ended at an optimum, or about as low as a linear model would. */
  readonly solved: Share;
  /** How many independent draws they are worth: those whose fit ended. */
  readonly effectiveSize: number;
  /** Largest potential scale reduction R̂ over the unknowns, between halves of the draws; near 1 is good. */
  readonly rHat: number;
}

/** A draw is done when a step can raise its log-likelihood by less than this. */
const WORTH = 0.03;

/** So far above what a linear model would reach, a quick fit is doubted and derivatives are taken anew. */
const BENT = 1;

/** Residuals for one descent at most. */
const MOST_STEPS = 15;

/** Places tried in the end, where a descent has ended too high. */
const MOST_OTHERS = 2;

/** A draw whose evaluations ran out is as good as ended where it lies no further above it. */
const ENDED = 5;

/**
 * Or where it follows its own data as well as data of this number deserve: half the sum of squares of
 * f degrees of freedom is f/2 with the deviation √(f/2); so many of these are allowed.
 */
const DEVIATIONS = 2;

/** A place where residuals and their derivatives are known, exactly or nearly. */
interface Place {
  readonly position: readonly number[];
  readonly found: readonly number[];
  readonly columns: readonly (readonly number[])[];
}

/**
 * Each draw starts at the optimum from which it could, by the derivatives there, get lowest: data
 * that two optima explain have draws of both. Where that ends too high, ends of earlier draws are
 * starts as well, with the derivatives that they know by then.
 *
 * @param residuals whose halved sum of squares is minus the logarithm of the density
 * @param optima the best fit first, then others that are about as good
 * @param steps of the differences that give derivatives, for each coordinate
 */
export function sampleHypothesis(
  residuals: (position: readonly number[]) => readonly number[],
  optima: readonly (readonly number[])[],
  steps: readonly number[],
  count: number,
  random: RandomStream,
  onDraw: (done: Share) => void = () => {},
): HypothesisSample {
  if (count === 0) return { draws: [], solved: 1, effectiveSize: 0, rHat: 1 };
  const placeAt = (position: readonly number[], found = residuals(position)): Place => ({
    position,
    found,
    columns: steadyDifferences(residuals, position, steps, found),
  });
  const exact = optima.map((position) => placeAt(position));
  const known: Place[] = [...exact];
  const size = exact[0]?.found.length ?? 0;
  const half = Math.max(size - (optima[0]?.length ?? 0), 1) / 2;
  const deserved = half + DEVIATIONS * Math.sqrt(half);
  let solved = 0;
  const draws = Array.from({ length: count }, (_, i) => {
    const noise = Array.from({ length: size }, () => normal(random));
    const without = (found: readonly number[]) => found.map((r, k) => r - (noise[k] ?? 0));
    const descend = (from: Place): End => {
      const fit = secantLeastSquares({
        residuals: (position) => without(residuals(position)),
        start: from.position,
        columns: from.columns,
        columnsAt: null,
        lower: from.position.map(() => -FARTHEST),
        upper: from.position.map(() => FARTHEST),
        scale: from.position.map(() => 1),
        worth: WORTH,
        maxEvaluations: MOST_STEPS,
      });
      const found = fit.residuals.map((r, k) => r + (noise[k] ?? 0));
      return { ...fit, place: { position: fit.parameters, found, columns: fit.columns } };
    };
    const reach = exact.map(({ columns, found }) => linearCost(columns, without(found)));
    const least = Math.min(...reach);
    const from = exact[reach.indexOf(least)] as Place;
    let end = descend(from);
    const isBent = () => end.ended !== "converged" || end.cost > least + BENT;
    const better = (from: Place) => {
      const other = descend(from);
      if (other.cost < end.cost) end = other;
    };
    if (isBent()) {
      // Along a ridge that bends, short steps creep: from where the draw would be without the bend
      // the way back is short.
      const position = linearOptimum(from, without(from.found));
      const found = residuals(position);
      if (found.every(Number.isFinite)) better({ position, found, columns: from.columns });
    }
    if (isBent()) {
      const here = placeAt(end.place.position, end.place.found);
      known.push(here);
      better(here);
    }
    if (isBent()) {
      const lowest = known
        .map((place) => ({ place, cost: halfSquares(without(place.found)) }))
        .sort((a, b) => a.cost - b.cost);
      for (const { place } of lowest.slice(0, MOST_OTHERS)) better(place);
    }
    known.push(end.place);
    if (end.ended === "converged" || end.cost < Math.max(least + ENDED, deserved)) solved++;
    onDraw((i + 1) / count);
    return end.parameters;
  });
  return { draws, solved: solved / count, effectiveSize: solved, rHat: largestReduction(draws) };
}

/** Where a descent ended. */
interface End extends SecantFit {
  readonly place: Place;
}

/** Half the least sum of squares that a linear model would reach. */
function linearCost(columns: readonly (readonly number[])[], apart: readonly number[]): number {
  const { image } = triangularFactor(columns, apart);
  return (norm(apart) ** 2 - norm(image) ** 2) / 2;
}

/** Where a linear model would be least. */
function linearOptimum({ position, columns }: Place, apart: readonly number[]): number[] {
  const factor = triangularFactor(
    columns,
    apart.map((r) => -r),
  );
  const { change } = dampedStep(
    factor,
    columns.map((column) => Math.max(norm(column), 1e-6)),
    1e-9,
    position.map((x) => -FARTHEST - x),
    position.map((x) => FARTHEST - x),
  );
  return position.map((x, j) => x + (change[j] ?? 0));
}

function halfSquares(residuals: readonly number[]): number {
  return norm(residuals) ** 2 / 2;
}

function largestReduction(draws: readonly (readonly number[])[]): number {
  const reductions = (draws[0] ?? []).map((_, j) =>
    potentialScaleReduction([draws.map((draw) => draw[j] as number)]),
  );
  return Math.max(1, ...reductions);
}
