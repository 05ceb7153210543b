/** How well a hypothesis predicts each level from the others: what hypotheses are weighed by. */
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { logGamma } from "../stats/log-gamma.ts";
import type { HypothesisPosterior } from "./calibrate-hypothesis.ts";
import type { MeasuredRun } from "./figures.ts";
import { refitHypothesis } from "./fit-hypothesis.ts";
import { FREEDOM, figuresOver, hypothesisMisfit } from "./hypothesis-misfit.ts";
import { pooledRuns } from "./pooling/pooled-runs.ts";
import { runCovariance, runNoise } from "./run-noise.ts";
import { shareSolved } from "./solved/solved-campaign.ts";
import { steadyDifferences, stepsOf } from "./steady-differences.ts";

/** One level as the others predict it. */
export interface LeftOutLevel {
  readonly users: number;
  /** ln of the predictive density of what was measured there. */
  readonly logDensity: number;
  /** The predicted figures, run after run, in the order of the runs' figures. */
  readonly predicted: readonly number[];
  readonly runs: readonly MeasuredRun[];
}

/** ln density of what a hypothesis rules out: no weight is left, and differences stay numbers. */
const IMPOSSIBLE = -1e4;

/**
 * Refits: as many as there are loads, up to twice what campaigns usually have. Of more loads every eighth is
 * left out at once: what is left has neighbors of each, and tells as much of it.
 */
const MOST_REFITS = 16;
const REFITS_OF_MANY = 8;

/**
 * Leaves out each level in turn, all its runs together, refits, and scores the prediction: a
 * multivariate Student law around the best fit, with the noise of the level and the spread that
 * the other levels leave. Approximate where the model bends within that spread. Levels are left
 * out only where two other loads remain.
 */
export function leaveLevelOut(
  posterior: Pick<HypothesisPosterior, "hypothesis" | "unknowns" | "runs" | "fit">,
): readonly LeftOutLevel[] {
  const { hypothesis, unknowns, runs, fit } = posterior;
  const loads = [...new Set(runs.map(({ users }) => users))];
  if (loads.length < 3) return [];
  const folds = loads.length <= MOST_REFITS ? loads.length : REFITS_OF_MANY;
  if (pooledRuns(runs) === runs) solveAround(posterior);
  const predicted = Array.from({ length: folds }, (_, fold) => {
    const out = loads.filter((_load, i) => i % folds === fold);
    const others = runs.filter(({ users }) => !out.includes(users));
    shareSolved(others, runs);
    const refit = refitHypothesis(hypothesis, unknowns, others, fit);
    return out.map((users) => {
      const left = runs.filter((run) => run.users === users);
      return predictedLevel(users, left, refit, figuresOver(hypothesis, unknowns, left));
    });
  }).flat();
  return predicted.toSorted((a, b) => loads.indexOf(a.users) - loads.indexOf(b.users));
}

/**
 * Every refit takes its first derivatives where the fit to all runs has ended: they are taken of all runs at
 * once. Where levels are pooled, each refit has runs of its own, and nothing is shared.
 */
function solveAround({
  hypothesis,
  unknowns,
  runs,
  fit: { position, covariance, noiseScale },
}: Parameters<typeof leaveLevelOut>[0]): void {
  const residuals = hypothesisMisfit(hypothesis, unknowns, runs, noiseScale);
  steadyDifferences(residuals, position, stepsOf(position.length, covariance));
}

function predictedLevel(
  users: number,
  left: readonly MeasuredRun[],
  refit: ReturnType<typeof refitHypothesis>,
  figuresAt: (position: readonly number[]) => readonly number[],
): LeftOutLevel {
  const logsAt = (position: readonly number[]) => figuresAt(position).map(Math.log);
  const logs = logsAt(refit.position);
  const columns = steadyDifferences(
    logsAt,
    refit.position,
    stepsOf(refit.position.length, refit.covariance),
    logs,
  );
  const measured = left.flatMap(({ figures }) => figures.map((figure) => figure.measured));
  const gap = logs.map((log, i) => log - Math.log(measured[i] as number));
  const spread = spreadOf(columns, refit.covariance);
  const covariance = Matrix.add(noiseCovariance(left, refit.noiseScale), spread);
  return {
    users,
    logDensity: logStudent(gap, covariance),
    predicted: logs.map(Math.exp),
    runs: left,
  };
}

/** J·Σ·Jᵀ. */
function spreadOf(
  columns: readonly (readonly number[])[],
  covariance: readonly (readonly number[])[],
): Matrix {
  const J = new Matrix(columns.map((column) => [...column])).transpose();
  const S = new Matrix(covariance.map((row) => [...row]));
  const product = J.mmul(S).mmul(J.transpose());
  return Matrix.add(product, product.transpose()).mul(0.5);
}

/** Runs are independent of one another. */
function noiseCovariance(runs: readonly MeasuredRun[], noiseScale: number): Matrix {
  const blocks = runs.map(
    ({ figures }) => new Matrix(runCovariance(runNoise(figures, noiseScale))),
  );
  const size = blocks.reduce((sum, { rows }) => sum + rows, 0);
  const covariance = Matrix.zeros(size, size);
  let offset = 0;
  for (const block of blocks) {
    covariance.setSubMatrix(block, offset, offset);
    offset += block.rows;
  }
  return covariance;
}

/** Logarithm of the multivariate Student density, ν degrees of freedom, at a gap from its center. */
function logStudent(gap: readonly number[], covariance: Matrix): number {
  if (!gap.every(Number.isFinite)) return IMPOSSIBLE;
  const n = gap.length;
  const v = FREEDOM;
  const cholesky = new CholeskyDecomposition(covariance);
  if (!cholesky.isPositiveDefinite()) return IMPOSSIBLE;
  const column = Matrix.columnVector([...gap]);
  const square = column.dot(cholesky.solve(column));
  let logRoot = 0;
  for (let i = 0; i < n; i++) logRoot += Math.log(cholesky.lowerTriangularMatrix.get(i, i));
  return (
    logGamma((v + n) / 2) -
    logGamma(v / 2) -
    (n / 2) * Math.log(v * Math.PI) -
    logRoot -
    ((v + n) / 2) * Math.log1p(square / v)
  );
}
