import type { Hypothesis } from "../platform/platform.ts";
import type { Unknown } from "../platform/unknowns-of.ts";
import { normal } from "../random/normal.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { covarianceOfFactor } from "../stats/covariance-of-factor.ts";
import { secantLeastSquares } from "../stats/secant-least-squares.ts";
import { triangularFactor } from "../stats/triangular-factor.ts";
import type { MeasuredRun } from "./figures.ts";
import { FARTHEST, hypothesisMisfit, platformAtPosition } from "./hypothesis-misfit.ts";
import { noiseOfFit } from "./noise-of-fit.ts";
import { predictFigures } from "./predict-figures.ts";
import { steadyDifferences, stepsOf } from "./steady-differences.ts";

/** The most probable values of a hypothesis' unknowns. */
export interface HypothesisFit {
  /** One coordinate for each unknown, in prior deviations. */
  readonly position: readonly number[];
  /** Half the sum of squared residuals, priors included. */
  readonly cost: number;
  /** Of the normal law at the optimum: (JᵀJ)⁻¹, priors included. */
  readonly covariance: readonly (readonly number[])[];
  readonly ended: "converged" | "limit";
  /** Factor on the run-to-run noise that this campaign shows. */
  readonly noiseScale: number;
}

/** Positions tried before the first descent: the prior's median, and points around it. */
const TRIALS = 24;

/**
 * Noise, in units of the assumed one, under which descents begin: a wide law has slopes where a
 * narrow one is flat, since far figures pull with bounded force.
 */
const ROUGH_NOISE = [12, 3];

/** So many of the trials are followed under each of these. */
const FOLLOWED = [8, 3];

/** Noise up to which the best of them is taken for the right one without a look at the others. */
const GOOD = 2;

/** A start that leads this much lower, in units of the logarithm of the density, is a better one. */
const WORTH_ANOTHER = 1;

/** Platforms solved in a descent at most, for each unknown. */
const ROUGH_EVALUATIONS = 3;
const EVALUATIONS = 12;

/** A fit to almost the same data starts near its end. */
const EVALUATIONS_AGAIN = 6;

/** Fit and noise are found in turn: so often, or until the noise changes by less than this share. */
const ROUNDS = 3;
const SETTLED = 0.1;

/** Done when a step can raise the logarithm of the posterior density by less than this. */
const WORTH = 0.02;
const ROUGH_WORTH = 0.2;

/**
 * Fits a hypothesis: the most probable position, and how noisy the campaign is.
 *
 * @param random for the starts that are tried; null: the prior's median alone
 * @param start where a fit to almost the same data ended, whose noise is kept
 * @throws RangeError if no position that was tried allows a platform
 */
export function fitHypothesis(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  random: RandomStream | null,
  start?: HypothesisFit,
): HypothesisFit {
  const descend = (from: Descent) => descent(hypothesis, unknowns, runs, from);
  if (start !== undefined) return descend({ ...start, again: true });
  const withItsNoise = (rough: HypothesisFit) => {
    let fit = rough;
    for (let round = 0; round < ROUNDS; round++) {
      const noiseScale = noiseOfFit(hypothesis, unknowns, runs, fit);
      const settled = Math.abs(Math.log(noiseScale / fit.noiseScale)) < SETTLED;
      if (settled && fit.ended === "converged") break;
      fit = descend({ ...fit, noiseScale });
    }
    return fit;
  };
  let candidates = trials(hypothesis, unknowns, runs, random);
  for (const [i, noiseScale] of ROUGH_NOISE.entries()) {
    candidates = candidates
      .slice(0, FOLLOWED[i])
      .map(({ position }) => descend({ position, noiseScale, rough: true }))
      .sort((a, b) => a.cost - b.cost);
  }
  const [first, ...others] = candidates as [Candidate, ...Candidate[]];
  let lowest = descend({ position: first.position, noiseScale: 1 });
  let best = withItsNoise(lowest);
  for (const { position } of others) {
    if (best.noiseScale <= GOOD) break;
    // Under one noise costs can be compared.
    const other = descend({ position, noiseScale: 1 });
    if (other.cost > lowest.cost - WORTH_ANOTHER) continue;
    lowest = other;
    best = withItsNoise(other);
  }
  return best;
}

interface Candidate {
  readonly position: readonly number[];
  readonly cost: number;
}

/** Positions that allow a platform, the best first. */
function trials(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  random: RandomStream | null,
): readonly Candidate[] {
  const misfit = hypothesisMisfit(hypothesis, unknowns, runs, ROUGH_NOISE[0] as number);
  const tried = Array.from({ length: random === null ? 1 : TRIALS }, (_, i) => {
    const position = unknowns.map(() => (i === 0 || random === null ? 0 : normal(random)));
    return { position, cost: halfSquares(misfit(position)) };
  });
  const possible = tried
    .filter(({ cost }) => Number.isFinite(cost))
    .sort((a, b) => a.cost - b.cost);
  if (possible.length === 0) {
    // Says why.
    const medians = unknowns.map(() => 0);
    predictFigures(platformAtPosition(hypothesis, unknowns, medians), runs);
    throw new RangeError(`priors must allow a platform that can be solved, got ${hypothesis.name}`);
  }
  return possible;
}

interface Descent {
  readonly position: readonly number[];
  readonly noiseScale: number;
  /** Of a fit nearby. */
  readonly covariance?: HypothesisFit["covariance"];
  /** Whether another descent follows from where this one ends. */
  readonly rough?: boolean;
  /** Whether a fit to almost the same data ended where this one starts. */
  readonly again?: boolean;
}

function descent(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  { position: from, noiseScale, covariance, rough = false, again = false }: Descent,
): HypothesisFit {
  const residuals = hypothesisMisfit(hypothesis, unknowns, runs, noiseScale);
  const steps = stepsOf(unknowns.length, covariance ?? null);
  const start = from.map((x) => Math.min(Math.max(x, -FARTHEST), FARTHEST));
  const each = rough ? ROUGH_EVALUATIONS : again ? EVALUATIONS_AGAIN : EVALUATIONS;
  const fit = secantLeastSquares({
    residuals,
    start,
    columns: steadyDifferences(residuals, start, steps),
    columnsAt:
      rough || again ? null : (at, before) => steadyDifferences(residuals, at, steps, before),
    lower: unknowns.map(() => -FARTHEST),
    upper: unknowns.map(() => FARTHEST),
    scale: unknowns.map(() => 1),
    worth: rough ? ROUGH_WORTH : WORTH,
    maxEvaluations: each * unknowns.length + 2,
  });
  const { parameters: position, cost, ended } = fit;
  if (rough) return { position, cost, covariance: [], ended, noiseScale };
  const found = residuals(position);
  const factor = triangularFactor(steadyDifferences(residuals, position, steps, found), found);
  // The priors' own residuals keep every direction determined.
  const spread = covarianceOfFactor(factor) ?? identity(unknowns.length);
  return { position, cost, covariance: spread, ended, noiseScale };
}

function halfSquares(residuals: readonly number[]): number {
  return residuals.reduce((sum, r) => sum + r * r, 0) / 2;
}

function identity(size: number): number[][] {
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)),
  );
}
