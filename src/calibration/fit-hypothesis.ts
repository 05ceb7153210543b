import type { Hypothesis } from "../platform/platform.ts";
import type { Unknown } from "../platform/unknowns-of.ts";
import { normal } from "../random/normal.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { covarianceOfFactor } from "../stats/covariance-of-factor.ts";
import { secantLeastSquares } from "../stats/secant-least-squares.ts";
import { triangularFactor } from "../stats/triangular-factor.ts";
import type { MeasuredRun } from "./figures.ts";
import {
  coordinateCount,
  FARTHEST,
  hypothesisMisfit,
  platformAtPosition,
} from "./hypothesis-misfit.ts";
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
  /** Other positions that fit about as well under this noise, the best first. */
  readonly others: readonly (readonly number[])[];
}

/** Positions tried before the first descent: the prior's median, and points around it. */
const TRIALS = 48;

/**
 * Noise, in units of the assumed one, under which descents begin: a wide law has slopes where a
 * narrow one is flat, since far figures pull with bounded force.
 */
const ROUGH_NOISE = [12, 3];

/** So many of the trials are followed under each of these, and to the end. */
const FOLLOWED = [8, 5];
const FINISHED = 3;

/** Optima within this much of the best, in units of the logarithm of the density, may be the truth. */
const NEAR = 10;

/** Ends of two descents are one optimum where no coordinate differs by more, in prior deviations. */
const APART = 0.3;

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
 * Fits a hypothesis: the most probable position, how noisy the campaign is, and what else fits
 * about as well: data that do not tell a full pool from a busy database have an optimum for each.
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
    const followed = candidates.slice(0, FOLLOWED[i]);
    candidates = different(
      followed.map(({ position }) => descend({ position, noiseScale, rough: true })),
    );
  }
  // Under one noise costs can be compared.
  const ends = different(
    candidates.slice(0, FINISHED).map(({ position }) => descend({ position, noiseScale: 1 })),
  );
  const [first, ...others] = ends as [HypothesisFit, ...HypothesisFit[]];
  const best = withItsNoise(first);
  const { noiseScale } = best;
  const near = others
    .filter(({ cost }) => cost - first.cost < NEAR * Math.max(1, noiseScale ** 2))
    .map((end) => descend({ ...end, noiseScale }))
    .filter(({ cost }) => cost < best.cost + NEAR);
  const [lowest, ...rest] = different([best, ...near]) as [HypothesisFit, ...HypothesisFit[]];
  return { ...lowest, others: rest.map(({ position }) => position) };
}

/** The best first; of those that ended at one place only the best. */
function different<T extends Candidate>(ends: readonly T[]): T[] {
  const ranked = ends.toSorted((a, b) => a.cost - b.cost);
  const far = (a: Candidate, b: Candidate) =>
    a.position.some((x, i) => Math.abs(x - (b.position[i] as number)) > APART);
  return ranked.filter((end, i) => ranked.slice(0, i).every((better) => far(end, better)));
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
    const drawn = unknowns.map(() => (i === 0 || random === null ? 0 : normal(random)));
    const count = coordinateCount(hypothesis, unknowns, runs);
    const position = [...drawn, ...new Array<number>(count - unknowns.length).fill(0)];
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
  const count = from.length;
  const steps = stepsOf(count, covariance ?? null);
  const start = from.map((x) => Math.min(Math.max(x, -FARTHEST), FARTHEST));
  const each = rough ? ROUGH_EVALUATIONS : again ? EVALUATIONS_AGAIN : EVALUATIONS;
  const fit = secantLeastSquares({
    residuals,
    start,
    columns: steadyDifferences(residuals, start, steps),
    columnsAt:
      rough || again ? null : (at, before) => steadyDifferences(residuals, at, steps, before),
    lower: start.map(() => -FARTHEST),
    upper: start.map(() => FARTHEST),
    scale: start.map(() => 1),
    worth: rough ? ROUGH_WORTH : WORTH,
    maxEvaluations: each * (count + 2),
  });
  const { parameters: position, cost, ended } = fit;
  if (rough) return { position, cost, covariance: [], ended, noiseScale, others: [] };
  const found = residuals(position);
  const factor = triangularFactor(steadyDifferences(residuals, position, steps, found), found);
  // The priors' own residuals keep every direction determined.
  const spread = covarianceOfFactor(factor) ?? identity(count);
  return { position, cost, covariance: spread, ended, noiseScale, others: [] };
}

function halfSquares(residuals: readonly number[]): number {
  return residuals.reduce((sum, r) => sum + r * r, 0) / 2;
}

function identity(size: number): number[][] {
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)),
  );
}
