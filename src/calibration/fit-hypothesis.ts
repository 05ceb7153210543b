import type { Hypothesis } from "../platform/platform.ts";
import type { Unknown } from "../platform/unknowns-of.ts";
import { normal } from "../random/normal.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { covarianceOfFactor } from "../stats/covariance-of-factor.ts";
import { secantLeastSquares } from "../stats/secant-least-squares.ts";
import { type TriangularFactor, triangularFactor } from "../stats/triangular-factor.ts";
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
const TRIALS = 64;

/**
 * The search narrows by stages, each with the best ends of the one before. Noise is in units of the
 * assumed one: a wide law has slopes where a narrow one is flat, since far figures pull with bounded
 * force. Throughput and means come first: they cost a fraction of what percentiles cost, and tell
 * which resource limits.
 */
const STAGES: readonly Stage[] = [
  { figures: "means", noiseScale: 12, followed: 10, each: 3, worth: 0.2 },
  { figures: "means", noiseScale: 3, followed: 6, each: 3, worth: 0.2 },
  { figures: "all", noiseScale: 3, followed: 4, each: 3, worth: 0.2 },
  // Under one noise costs can be compared.
  { figures: "all", noiseScale: 1, followed: 2, each: 6, worth: 0.1 },
];

interface Stage {
  readonly figures: "means" | "all";
  readonly noiseScale: number;
  /** How many of the ends so far. */
  readonly followed: number;
  /** Platforms solved in a descent at most, for each unknown. */
  readonly each: number;
  readonly worth: number;
}

/** Optima that hold less belief than the best by at most this much, as a logarithm, may be the truth. */
const NEAR = 4;

/** Ends of two descents are one optimum where no coordinate differs by more, in prior deviations. */
const APART = 0.3;

/** Platforms solved in the last descents at most, for each unknown; a fit to almost the same data starts near its end. */
const EVALUATIONS = 12;
const EVALUATIONS_AGAIN = 6;

/** Fit and noise are found in turn: so often, or until the noise changes by less than this share. */
const ROUNDS = 3;
const SETTLED = 0.1;

/** Done when a step can raise the logarithm of the posterior density by less than this. */
const WORTH = 0.02;

/**
 * Fits a hypothesis: the most probable position, how noisy the campaign is, and what else fits
 * about as well: data that do not tell a full pool from a busy database have an optimum for each.
 *
 * @param random for the starts that are tried; null: the prior's median alone
 * @throws RangeError if no position that was tried allows a platform
 */
export function fitHypothesis(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  random: RandomStream | null,
): HypothesisFit {
  return bestOf({ hypothesis, unknowns, runs }, search(hypothesis, unknowns, runs, random));
}

/** Fits once more near where a fit to more of the same data ended; the noise is found anew. */
export function fitNear(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  { position, others }: HypothesisFit,
): HypothesisFit {
  const ends = [position, ...others].map((end) => ({ position: end, cost: 0 }));
  return bestOf({ hypothesis, unknowns, runs }, ends);
}

/** Fits to almost the same data as another fit, whose noise is kept. */
export function refitHypothesis(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  fit: HypothesisFit,
): HypothesisFit {
  return settled({ hypothesis, unknowns, runs }, { ...fit, again: true }).fit;
}

/** What is fitted to what. */
interface Task {
  readonly hypothesis: Hypothesis;
  readonly unknowns: readonly Unknown[];
  readonly runs: readonly MeasuredRun[];
}

/** The best of the ends of a search, with its noise. */
function bestOf(task: Task, ends: readonly Candidate[]): HypothesisFit {
  const settle = (from: Settling) => settled(task, from);
  const withItsNoise = (found: Settled): Settled => {
    let best = found;
    for (let round = 0; round < ROUNDS; round++) {
      const noiseScale = noiseOfFit(task.hypothesis, task.unknowns, task.runs, best.fit);
      const change = Math.abs(Math.log(noiseScale / best.fit.noiseScale));
      if (change < SETTLED && best.fit.ended === "converged") break;
      best = settle({ ...best.fit, noiseScale });
    }
    return best;
  };
  const [first, ...others] = ends as [Candidate, ...Candidate[]];
  const best = withItsNoise(settle({ position: first.position, noiseScale: LAST_NOISE }));
  const { noiseScale } = best.fit;
  const near = others
    .filter(({ cost }) => cost - first.cost < NEAR * Math.max(1, noiseScale ** 2))
    .map(({ position }) => settle({ position, noiseScale }))
    .filter(({ cost }) => cost < best.cost + NEAR);
  const [lowest, ...rest] = different([best, ...near]) as [Settled, ...Settled[]];
  const { fit } = lowest === best ? best : withItsNoise(lowest);
  return { ...fit, others: rest.map(({ position }) => position) };
}

/** Noise under which the search compares its ends. */
const LAST_NOISE = STAGES.at(-1)?.noiseScale ?? 1;

/** Places that could be the optimum, the best first. */
function search(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  random: RandomStream | null,
): readonly Candidate[] {
  const ofMeans = onlyMeans(runs);
  let candidates = trials(hypothesis, unknowns, ofMeans, random);
  for (const { figures, noiseScale, followed, each, worth } of STAGES) {
    const held = figures === "means" ? ofMeans : runs;
    const residuals = hypothesisMisfit(hypothesis, unknowns, held, noiseScale);
    const count = coordinateCount(hypothesis, unknowns, held);
    const steps = stepsOf(count, null);
    const ends = candidates.slice(0, followed).map(({ position }) => {
      const from = resized(position, count);
      const fit = secantLeastSquares({
        ...bounds(from),
        residuals,
        columns: steadyDifferences(residuals, from, steps),
        columnsAt:
          figures === "means"
            ? null
            : (at, before) => steadyDifferences(residuals, at, steps, before),
        columnsCost: unknowns.length,
        worth,
        maxEvaluations: each * (unknowns.length + 2),
      });
      return {
        position: fit.parameters,
        cost: fit.cost + logVolume(triangularFactor(fit.columns, fit.residuals)),
      };
    });
    candidates = different(ends);
  }
  return candidates;
}

/** Without percentiles, where there is enough else. */
function onlyMeans(runs: readonly MeasuredRun[]): readonly MeasuredRun[] {
  const some = runs.map((run) => ({
    ...run,
    figures: run.figures.filter(({ quantity }) => quantity === "throughput" || quantity === "mean"),
  }));
  return some.every(({ figures }) => figures.some(({ quantity }) => quantity === "mean"))
    ? some
    : runs;
}

/** Terms of the shape start at 0, their most probable value. */
function resized(position: readonly number[], count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => position[i] ?? 0);
}

function bounds(from: readonly number[]) {
  return {
    start: from.map((x) => Math.min(Math.max(x, -FARTHEST), FARTHEST)),
    lower: from.map(() => -FARTHEST),
    upper: from.map(() => FARTHEST),
    scale: from.map(() => 1),
  };
}

/**
 * Minus the logarithm of the volume that a posterior fills around an optimum, by its normal law: ½·ln
 * det JᵀJ. Two resources in a balance that a per cent tips may follow the figures closest, and still
 * hold next to none of the belief.
 */
function logVolume({ columns }: TriangularFactor): number {
  return columns.reduce((sum, column, j) => {
    const diagonal = Math.abs(column[j] ?? 0);
    return diagonal > 0 ? sum + Math.log(diagonal) : sum;
  }, 0);
}

/** The best first; of those that ended at one place only the best. */
function different<T extends Candidate>(ends: readonly T[]): T[] {
  const ranked = ends.toSorted((a, b) => a.cost - b.cost);
  const far = (a: Candidate, b: Candidate) =>
    a.position.some((x, i) => Math.abs(x - (b.position[i] as number)) > APART);
  return ranked.filter((end, i) => ranked.slice(0, i).every((better) => far(end, better)));
}

/** A place that could be the optimum. */
interface Candidate {
  readonly position: readonly number[];
  /** Minus the logarithm of the belief that it holds, up to a constant: half the squares, and the volume. */
  readonly cost: number;
}

/** Positions that allow a platform, the best first. */
function trials(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  random: RandomStream | null,
): readonly Candidate[] {
  const misfit = hypothesisMisfit(hypothesis, unknowns, runs, STAGES[0]?.noiseScale ?? 1);
  const count = coordinateCount(hypothesis, unknowns, runs);
  const tried = Array.from({ length: random === null ? 1 : TRIALS }, (_, i) => {
    const drawn = unknowns.map(() => (i === 0 || random === null ? 0 : normal(random)));
    const position = resized(drawn, count);
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

interface Settling {
  readonly position: readonly number[];
  readonly noiseScale: number;
  /** Of a fit nearby. */
  readonly covariance?: HypothesisFit["covariance"];
  /** Whether a fit to almost the same data ended where this one starts. */
  readonly again?: boolean;
}

interface Settled extends Candidate {
  readonly fit: HypothesisFit;
}

/** The optimum near a position under one noise. */
function settled(
  { hypothesis, unknowns, runs }: Task,
  { position: near, noiseScale, covariance, again = false }: Settling,
): Settled {
  const residuals = hypothesisMisfit(hypothesis, unknowns, runs, noiseScale);
  const from = resized(near, coordinateCount(hypothesis, unknowns, runs));
  const steps = stepsOf(from.length, covariance ?? null);
  const fit = secantLeastSquares({
    ...bounds(from),
    residuals,
    columns: steadyDifferences(residuals, from, steps),
    columnsAt: again ? null : (at, before) => steadyDifferences(residuals, at, steps, before),
    columnsCost: unknowns.length,
    worth: WORTH,
    maxEvaluations: (again ? EVALUATIONS_AGAIN : EVALUATIONS) * (unknowns.length + 2),
  });
  const { parameters: position, cost, ended, residuals: found } = fit;
  const factor = triangularFactor(steadyDifferences(residuals, position, steps, found), found);
  // The priors' own residuals keep every direction determined.
  const spread = covarianceOfFactor(factor) ?? identity(position.length);
  return {
    position,
    cost: cost + logVolume(factor),
    fit: { position, cost, covariance: spread, ended, noiseScale, others: [] },
  };
}

function halfSquares(residuals: readonly number[]): number {
  return residuals.reduce((sum, r) => sum + r * r, 0) / 2;
}

function identity(size: number): number[][] {
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)),
  );
}
