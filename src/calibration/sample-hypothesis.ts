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
import { secantLeastSquares } from "../stats/secant-least-squares.ts";
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
const BENT = 0.3;

/** A place already seen that is better by this much shows that a draw has ended in the wrong one. */
const BETTER = 1;

/** Residuals for one descent at most: so many, and derivatives so often. */
const MOST_STEPS = 25;
const MOST_DERIVATIVES = 2;

/** A draw whose evaluations ran out is as good as ended where it lies no further above it. */
const ENDED = 3;

/** A place where residuals and their derivatives are known. */
interface Place {
  readonly position: readonly number[];
  readonly found: readonly number[];
  readonly columns: readonly (readonly number[])[];
}

/**
 * Each draw starts at the optimum from which it could, by the derivatives there, get lowest: data
 * that two optima explain have draws of both.
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
  const places = optima.map((position): Place => {
    const found = residuals(position);
    return { position, found, columns: steadyDifferences(residuals, position, steps, found) };
  });
  const size = places[0]?.found.length ?? 0;
  const seen: { readonly position: readonly number[]; readonly found: readonly number[] }[] = [];
  let solved = 0;
  const draws = Array.from({ length: count }, (_, i) => {
    const noise = Array.from({ length: size }, () => normal(random));
    const without = (found: readonly number[]) => found.map((r, k) => r - (noise[k] as number));
    const moved = (position: readonly number[]) => without(residuals(position));
    const optimum = (start: readonly number[], near: Place["columns"] | null) =>
      secantLeastSquares({
        residuals: moved,
        start,
        columns: near ?? steadyDifferences(moved, start, steps),
        columnsAt:
          near === null
            ? (position, before) => steadyDifferences(moved, position, steps, before)
            : null,
        lower: start.map(() => -FARTHEST),
        upper: start.map(() => FARTHEST),
        scale: start.map(() => 1),
        worth: WORTH,
        maxEvaluations: MOST_STEPS + (near === null ? MOST_DERIVATIVES * start.length : 0),
      });
    const reach = places.map(({ columns, found }) => linearCost(columns, without(found)));
    const least = Math.min(...reach);
    const from = places[reach.indexOf(least)] as Place;
    let fit = optimum(from.position, from.columns);
    const better = (start: readonly number[]) => {
      const other = optimum(start, null);
      if (other.cost < fit.cost) fit = other;
    };
    const isBent = () => fit.ended !== "converged" || fit.cost > least + BENT;
    if (isBent()) {
      // Along a ridge that bends, short steps creep: from where the draw would be without the bend
      // the way back is short.
      const straight = linearOptimum(from, without(from.found));
      if (moved(straight).every(Number.isFinite)) better(straight);
    }
    if (isBent()) better(fit.parameters);
    const costs = seen.map(({ found }) => halfSquares(without(found)));
    const lowest = Math.min(...costs);
    if (lowest < fit.cost - BETTER) {
      better((seen[costs.indexOf(lowest)] as Place).position);
    }
    seen.push({ position: fit.parameters, found: residuals(fit.parameters) });
    if (fit.ended === "converged" || fit.cost < least + ENDED) solved++;
    onDraw((i + 1) / count);
    return fit.parameters;
  });
  return { draws, solved: solved / count, effectiveSize: solved, rHat: largestReduction(draws) };
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
  return position.map((x, j) => x + (change[j] as number));
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
