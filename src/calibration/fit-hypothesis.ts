import type { Hypothesis } from "../platform/platform.ts";
import type { Unknown } from "../platform/unknowns-of.ts";
import { normal } from "../random/normal.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { covarianceOfFactor } from "../stats/covariance-of-factor.ts";
import { leastSquares } from "../stats/least-squares.ts";
import { triangularFactor } from "../stats/triangular-factor.ts";
import type { MeasuredRun } from "./figures.ts";
import { hypothesisMisfit } from "./hypothesis-misfit.ts";
import { noiseOfFit } from "./noise-of-fit.ts";
import { steadyDifferences, stepsOf } from "./steady-differences.ts";

/** The most probable values of a hypothesis' unknowns. */
export interface HypothesisFit {
  /** One coordinate for each unknown, in prior deviations. */
  readonly position: readonly number[];
  /** Half the sum of squared residuals, priors included. */
  readonly cost: number;
  /** Of the normal law at the optimum: (JᵀJ)⁻¹, priors included. */
  readonly covariance: readonly (readonly number[])[];
  readonly ended: "converged" | "stalled" | "iteration-limit";
  /** Factor on the run-to-run noise that this campaign shows. */
  readonly noiseScale: number;
}

/** Positions tried before the first descent: the prior's median, and points around it. */
const TRIALS = 20;

/** Of these so many are followed to their optimum. */
const STARTS = 2;

const MOST_ITERATIONS = 25;

/** A fit to almost the same data starts near its end. */
const MOST_AGAIN = 8;

/** In standard errors: far below what the posterior spreads. */
const ACCURACY = 0.05;

/** Further out no prior has belief. */
const FARTHEST = 6;

/**
 * Fits a hypothesis: the most probable position, and how noisy the campaign is.
 *
 * @param random for the starts that are tried; null: the prior's median alone
 * @param start where a fit to almost the same data ended, whose noise is kept
 */
export function fitHypothesis(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  random: RandomStream | null,
  start?: HypothesisFit,
): HypothesisFit {
  if (start !== undefined) {
    return descend(hypothesis, unknowns, runs, start.position, start.noiseScale, start.covariance);
  }
  const misfit = hypothesisMisfit(hypothesis, unknowns, runs, 1);
  const trials = Array.from({ length: random === null ? 1 : TRIALS }, (_, i) => {
    const position = unknowns.map(() => (i === 0 || random === null ? 0 : normal(random)));
    return { position, cost: misfit(position).reduce((sum, r) => sum + r * r, 0) / 2 };
  }).sort((a, b) => a.cost - b.cost);
  const rough = trials
    .slice(0, STARTS)
    .map(({ position }) => descend(hypothesis, unknowns, runs, position, 1))
    .reduce((a, b) => (b.cost < a.cost ? b : a));
  let fit = rough;
  for (let round = 0; round < 3; round++) {
    const noiseScale = noiseOfFit(hypothesis, unknowns, runs, fit);
    if (Math.abs(Math.log(noiseScale / fit.noiseScale)) < 0.1) break;
    fit = descend(hypothesis, unknowns, runs, fit.position, noiseScale, fit.covariance);
  }
  return fit;
}

function descend(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  start: readonly number[],
  noiseScale: number,
  covariance: HypothesisFit["covariance"] | null = null,
): HypothesisFit {
  const residuals = hypothesisMisfit(hypothesis, unknowns, runs, noiseScale);
  const steps = stepsOf(unknowns.length, covariance);
  const fit = leastSquares({
    residuals,
    jacobian: (at) => transposed(steadyDifferences(residuals, at, steps)),
    start: start.map((x) => Math.min(Math.max(x, -FARTHEST), FARTHEST)),
    lower: unknowns.map(() => -FARTHEST),
    upper: unknowns.map(() => FARTHEST),
    scale: unknowns.map(() => 1),
    accuracy: ACCURACY,
    maxIterations: covariance === null ? MOST_ITERATIONS : MOST_AGAIN,
  });
  const { parameters: position, cost, ended } = fit;
  const columns = steadyDifferences(residuals, position, steps);
  const factor = triangularFactor(columns, residuals(position));
  // The priors' own residuals keep every direction determined.
  const spread = covarianceOfFactor(factor) ?? identity(unknowns.length);
  return { position, cost, covariance: spread, ended, noiseScale };
}

function identity(size: number): number[][] {
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)),
  );
}

function transposed(columns: readonly (readonly number[])[]): number[][] {
  return (columns[0] ?? []).map((_, i) => columns.map((column) => column[i] as number));
}
