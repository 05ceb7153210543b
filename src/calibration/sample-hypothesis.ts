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
import { secantLeastSquares } from "../stats/secant-least-squares.ts";
import { norm, triangularFactor } from "../stats/triangular-factor.ts";
import type { Share } from "../units.ts";
import { potentialScaleReduction } from "./chain-diagnostics.ts";
import { FARTHEST } from "./hypothesis-misfit.ts";
import { steadyDifferences } from "./steady-differences.ts";

export interface HypothesisSample {
  /** Positions, equally likely. */
  readonly draws: readonly (readonly number[])[];
  /** Share of the draws whose fit ended at an optimum. */
  readonly solved: Share;
  /** How many independent draws they are worth: those whose fit ended. */
  readonly effectiveSize: number;
  /** Largest potential scale reduction R̂ over the unknowns, between halves of the draws; near 1 is good. */
  readonly rHat: number;
}

/** A draw is done when a step can raise its log-likelihood by less than this. */
const WORTH = 0.05;

/** So far above what a linear model would reach, a quick fit is doubted and derivatives are taken anew. */
const BENT = 2;

/** Platforms solved for one draw at most; the usual draw takes about ten. */
const MOST_EVALUATIONS = 60;

/**
 * @param residuals whose halved sum of squares is minus the logarithm of the density
 * @param steps of the differences that give derivatives, for each coordinate
 */
export function sampleHypothesis(
  residuals: (position: readonly number[]) => readonly number[],
  best: readonly number[],
  steps: readonly number[],
  count: number,
  random: RandomStream,
  onDraw: (done: Share) => void = () => {},
): HypothesisSample {
  const found = residuals(best);
  const columns = steadyDifferences(residuals, best, steps, found);
  let solved = 0;
  const draws = Array.from({ length: count }, (_, i) => {
    const noise = found.map(() => normal(random));
    const moved = (position: readonly number[]) =>
      residuals(position).map((r, k) => r - (noise[k] as number));
    const optimum = (start: readonly number[], near: number[][], verified: boolean) =>
      secantLeastSquares({
        residuals: moved,
        start,
        columns: near,
        columnsAt: verified
          ? (position, before) => steadyDifferences(moved, position, steps, before)
          : null,
        lower: best.map(() => -FARTHEST),
        upper: best.map(() => FARTHEST),
        scale: best.map(() => 1),
        worth: WORTH,
        maxEvaluations: MOST_EVALUATIONS,
      });
    const quick = optimum(best, columns, false);
    const isBent = quick.cost > linearCost(columns, found, noise) + BENT;
    const fit = isBent
      ? optimum(quick.parameters, steadyDifferences(moved, quick.parameters, steps), true)
      : quick;
    if (fit.ended === "converged") solved++;
    onDraw((i + 1) / count);
    return fit.parameters;
  });
  return { draws, solved: solved / count, effectiveSize: solved, rHat: largestReduction(draws) };
}

/** Half the least sum of squares that a linear model would reach. */
function linearCost(
  columns: readonly (readonly number[])[],
  found: readonly number[],
  noise: readonly number[],
): number {
  const apart = found.map((r, k) => r - (noise[k] as number));
  const { image } = triangularFactor(columns, apart);
  return (norm(apart) ** 2 - norm(image) ** 2) / 2;
}

function largestReduction(draws: readonly (readonly number[])[]): number {
  const reductions = (draws[0] ?? []).map((_, j) =>
    potentialScaleReduction([draws.map((draw) => draw[j] as number)]),
  );
  return Math.max(1, ...reductions);
}
