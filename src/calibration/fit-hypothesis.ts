import type { Hypothesis } from "../platform/platform.ts";
import type { Unknown } from "../platform/unknowns-of.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { covarianceOfFactor } from "../stats/covariance-of-factor.ts";
import { secantLeastSquares } from "../stats/secant-least-squares.ts";
import { triangularFactor } from "../stats/triangular-factor.ts";
import type { MeasuredRun } from "./figures.ts";
import { coordinateCount, hypothesisMisfit } from "./hypothesis-misfit.ts";
import { noiseOfFit } from "./noise-of-fit.ts";
import { pooledRuns } from "./pooling/pooled-runs.ts";
import {
  bounds,
  type Candidate,
  different,
  LAST_NOISE,
  logVolume,
  optimaNear,
  resized,
  searchOptima,
} from "./search-optima.ts";
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

/** Optima that hold less belief than the best by at most this much, as a logarithm, may be the truth. */
const NEAR = 4;

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
  const held = pooledRuns(runs);
  return bestOf(
    { hypothesis, unknowns, runs: held },
    searchOptima(hypothesis, unknowns, held, random),
  );
}

/**
 * Fits from given places: those of a simpler hypothesis, of which this one is an extension.
 *
 * @param starts positions of the unknowns
 */
export function fitFrom(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  starts: readonly (readonly number[])[],
): HypothesisFit {
  const held = pooledRuns(runs);
  return bestOf(
    { hypothesis, unknowns, runs: held },
    optimaNear(hypothesis, unknowns, held, starts),
  );
}

/**
 * Where the search for a fit ends, for hypotheses to be compared: its places are not followed to their ends, and
 * the noise is that of the best of them, as if the data determined no unknown.
 *
 * @param starts places near which alone is searched; null: anywhere
 * @param random as of `fitHypothesis`
 */
export function fitRoughly(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  starts: readonly (readonly number[])[] | null,
  random: RandomStream | null,
): HypothesisFit {
  const held = pooledRuns(runs);
  const [best, ...others] = (
    starts === null
      ? searchOptima(hypothesis, unknowns, held, random)
      : optimaNear(hypothesis, unknowns, held, starts)
  ) as [Candidate, ...Candidate[]];
  const { position, cost } = best;
  const covariance = identity(position.length);
  const noiseScale = noiseOfFit(hypothesis, unknowns, held, { position, covariance });
  return {
    ...{ position, cost, covariance, ended: "limit", noiseScale },
    others: nearlyAsGood(best, others, noiseScale).map((one) => one.position),
  };
}

/** Fits once more near where a fit to more of the same data ended; the noise is found anew. */
export function fitNear(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  { position, others }: HypothesisFit,
): HypothesisFit {
  const ends = [position, ...others].map((end) => ({ position: end, cost: 0 }));
  return bestOf({ hypothesis, unknowns, runs: pooledRuns(runs) }, ends);
}

/** Fits to almost the same data as another fit, whose noise is kept. */
export function refitHypothesis(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  fit: HypothesisFit,
): HypothesisFit {
  return settled({ hypothesis, unknowns, runs: pooledRuns(runs) }, { ...fit, again: true }).fit;
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
  const near = nearlyAsGood(first, others, noiseScale)
    .map(({ position }) => settle({ position, noiseScale }))
    .filter(({ cost }) => cost < best.cost + NEAR);
  const [lowest, ...rest] = different([best, ...near]) as [Settled, ...Settled[]];
  const { fit } = lowest === best ? best : withItsNoise(lowest);
  return { ...fit, others: rest.map(({ position }) => position) };
}

/** Ends of the search that could be better yet, under so much noise. */
function nearlyAsGood(first: Candidate, others: readonly Candidate[], noiseScale: number) {
  return others.filter(({ cost }) => cost - first.cost < NEAR * Math.max(1, noiseScale ** 2));
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

function identity(size: number): number[][] {
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)),
  );
}
