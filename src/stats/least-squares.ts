/**
 * Nonlinear least squares with bounds, made to say how it ended.
 *
 * Method: Levenberg–Marquardt; each step solves the linearized, damped problem inside the
 * bounds. Damping follows Nielsen, and is scaled by the longest recent column of each
 * parameter (after Moré), so that the path does not depend on the units of parameters or residuals. Forward
 * differences lead to the optimum, central ones finish there and give the covariance.
 *
 * Sources: Moré, "The Levenberg–Marquardt algorithm: implementation and theory", Lecture Notes
 * in Mathematics 630 (Springer, 1978); Madsen, Nielsen & Tingleff, Methods for Non-Linear Least
 * Squares Problems, 2nd ed. (DTU, 2004), §3.2; Bates & Watts, Nonlinear Regression Analysis
 * (Wiley, 1988), §2.2.3 for the relative-offset criterion.
 */
import { entryAt, numberAt } from "../entry-at.ts";
import { covarianceOfFactor } from "./covariance-of-factor.ts";
import { dampedStep } from "./damped-step.ts";
import { differenceJacobian } from "./difference-jacobian.ts";
import { checkedProblem, type LeastSquaresProblem } from "./least-squares-problem.ts";
import { norm, triangularFactor } from "./triangular-factor.ts";

export interface LeastSquaresFit {
  readonly parameters: readonly number[];
  /** Half the sum of squared residuals at the parameters. */
  readonly cost: number;
  /**
   * (JᵀJ)⁻¹ over the parameters that are inside their bounds, with zeros for those on one: the
   * covariance of the parameters when residuals have unit variance; else multiply by
   * 2·cost/(residuals − free parameters). `null` where the data leave a combination of
   * parameters undetermined, or the fit ended at its iteration limit.
   */
  readonly covariance: readonly (readonly number[])[] | null;
  /**
   * `converged`: no first-order change inside the bounds lowers the cost, and every free
   * parameter has an effect. `stalled`: neither that nor a better point could be had; the
   * parameters may be no better than the start. `iteration-limit`: still on its way.
   */
  readonly ended: "converged" | "stalled" | "iteration-limit";
  /** Jacobians taken. */
  readonly iterations: number;
  /** Calls of `residuals`, those for differences included. */
  readonly evaluations: number;
  /** Which parameters lie exactly on a bound. */
  readonly atBound: readonly boolean[];
}

// The relative offset is the length of the residual's part that a step could still remove, as a
// share of the residual: in units of a parameter's standard error it is what is left to gain.
// Bates & Watts stop at 1e-3. Forward differences see it down to about 1e-7; after 1e-7 one
// more full step leaves less than a sum of squares in double precision can show.
const offsetForForward = 1e-6;
/** With no better point to be found, an offset of this size is still an optimum in practice. */
const offsetAtRounding = 1e-4;
/** Step below which parameters stand still, in shares of themselves: for perfect fits. */
const stepConverged = 1e-10;
const stepAtRounding = 1e-6;
/** Damping of the step that measures the offset: mutes what differences cannot tell from 0. */
const muted = 1e-20;
const firstDamping = 1e-3;
const lastDamping = 1e25;
/**
 * Share of a parameter's longest column that is still remembered at the next step. Moré keeps
 * all of it, which freezes a parameter that starts where residuals are astronomical.
 */
const remembered = 0.5;
/** Least share of the predicted fall that a step must bring to be taken. */
const worthTaking = 1e-4;

/**
 * Finds the parameters inside the bounds that make the sum of squared residuals least: a local
 * minimum, reached from the start. Takes about n + 1 calls of `residuals` for each iteration
 * with n parameters, and 2n for the last ones.
 *
 * @throws RangeError unless start, bounds and scale agree in length, the start is finite and
 *   inside the bounds, and the residuals there are finite and their squares in range
 * @example leastSquares({ residuals: ([a = 0]) => [a - 1, a - 3], start: [0] }).parameters // [2]
 */
export function leastSquares(problem: LeastSquaresProblem): LeastSquaresFit {
  const { start, lower, upper, scale, accuracy, maxIterations } = checkedProblem(problem);
  let evaluations = 0;
  const first = problem.residuals(start);
  evaluations++;
  const firstLength = norm(first);
  if (!first.every(Number.isFinite) || !Number.isFinite(firstLength ** 2)) {
    throw new RangeError(
      `residuals must be finite, squared and summed too, at the start, got ${first}`,
    );
  }
  // In units of the first residual nothing below depends on the size of residuals.
  const unit = firstLength === 0 ? 1 : firstLength;
  const evaluate = (at: readonly number[]): number[] | undefined => {
    evaluations++;
    const residuals = problem.residuals(at);
    if (residuals.length !== first.length) {
      throw new RangeError(
        `residuals must always be equally many, got ${residuals.length} after ${first.length}`,
      );
    }
    const scaled = residuals.map((r) => r / unit);
    return scaled.every(Number.isFinite) ? scaled : undefined;
  };

  let parameters: readonly number[] = start;
  let residuals: readonly number[] = first.map((r) => r / unit);
  let derivatives: "forward" | "central" | "given" = problem.jacobian ? "given" : "forward";
  let weights = start.map(() => 0);
  let damping = firstDamping;
  let growth = 2;
  let ended: LeastSquaresFit["ended"] | undefined;
  let columns: number[][] = [];
  let iterations = 0;

  while (ended === undefined && iterations < maxIterations) {
    iterations++;
    columns =
      problem.jacobian !== undefined
        ? givenColumns(problem.jacobian(parameters), first.length, start.length, unit)
        : differenceJacobian(
            evaluate,
            { parameters, residuals, lower, upper, scale },
            derivatives === "forward" ? "forward" : "central",
          );
    weights = weights.map((weight, j) => Math.max(remembered * weight, norm(entryAt(columns, j))));
    const dampingWeights = weights.map((weight) => (weight === 0 ? 1 : weight));
    const factor = triangularFactor(
      columns,
      residuals.map((r) => -r),
    );
    const boxLow = lower.map((bound, j) => bound - numberAt(parameters, j));
    const boxHigh = upper.map((bound, j) => bound - numberAt(parameters, j));
    const tryStep = (strength: number) => {
      const step = dampedStep(factor, dampingWeights, strength, boxLow, boxHigh);
      // The bound itself, not the parameter plus the way to it, which is rounded.
      const moved = step.change.map((change, j) =>
        change === boxLow[j]
          ? numberAt(lower, j)
          : change === boxHigh[j]
            ? numberAt(upper, j)
            : clamp(numberAt(parameters, j) + change, numberAt(lower, j), numberAt(upper, j)),
      );
      return { ...step, moved };
    };

    const length = norm(residuals);
    const full = tryStep(muted);
    const offset = length === 0 ? 0 : Math.sqrt(full.predictedFall) / length;
    const relativeStep = full.change.reduce((most, change, j) => {
      const size = Math.max(Math.abs(numberAt(parameters, j)), 1e-3 * numberAt(scale, j));
      return Math.max(most, Math.abs(change) / size);
    }, 0);
    const forward = derivatives === "forward";
    if (
      offset <= (forward ? Math.max(offsetForForward, accuracy) : accuracy) ||
      relativeStep <= stepConverged
    ) {
      const better = offset === 0 ? undefined : evaluate(full.moved);
      if (better !== undefined && fall(residuals, better) >= 0) {
        parameters = full.moved;
        residuals = better;
      }
      if (forward) {
        derivatives = "central";
      } else {
        ended = "converged";
      }
      continue;
    }

    for (let taken = false; !taken; ) {
      const step = tryStep(damping);
      const still = step.moved.every((value, j) => value === parameters[j]);
      if (still || damping > lastDamping || step.predictedFall <= 1e-15 * length ** 2) {
        // Nothing better can be reached, or told from rounding, along these derivatives.
        if (forward) {
          derivatives = "central";
          damping = firstDamping;
          growth = 2;
        } else {
          const flat =
            offset <= Math.max(offsetAtRounding, accuracy) || relativeStep <= stepAtRounding;
          ended = flat ? "converged" : "stalled";
        }
        break;
      }
      const trial = evaluate(step.moved);
      const ratio = trial === undefined ? -1 : fall(residuals, trial) / step.predictedFall;
      if (trial !== undefined && ratio > worthTaking) {
        parameters = step.moved;
        residuals = trial;
        damping *= Math.max(1 / 3, 1 - (2 * ratio - 1) ** 3);
        damping = Math.max(damping, muted);
        growth = 2;
        taken = true;
      } else {
        damping *= growth;
        growth *= 2;
      }
    }
  }

  const free = start.map((_, j) => parameters[j] !== lower[j] && parameters[j] !== upper[j]);
  const idle = columns.some((column, j) => free[j] && norm(column) === 0);
  if (ended === "converged" && idle && norm(residuals) > 0) {
    ended = "stalled"; // a parameter without effect stands where it stood, not at an optimum
  }
  return {
    parameters,
    cost: 0.5 * (norm(residuals) * unit) ** 2,
    covariance: ended === undefined ? null : freeCovariance(columns, free, unit),
    ended: ended ?? "iteration-limit",
    iterations,
    evaluations,
    atBound: free.map((inside) => !inside),
  };
}

/** ‖a‖² − ‖b‖², as a sum of products: exact to rounding where the two are nearly equal. */
function fall(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (const [i, value] of a.entries()) {
    sum += (value - numberAt(b, i)) * (value + numberAt(b, i));
  }
  return Number.isNaN(sum) ? Number.NEGATIVE_INFINITY : sum;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

function freeCovariance(columns: number[][], free: readonly boolean[], unit: number) {
  const indices = [...free.keys()].filter((j) => free[j]);
  const factor = triangularFactor(
    indices.map((j) => entryAt(columns, j)),
    columns[0]?.map(() => 0) ?? [],
  );
  const inner = covarianceOfFactor(factor);
  if (inner === null) {
    return null;
  }
  const place = new Map(indices.map((j, position) => [j, position]));
  return free.map((_, a) =>
    free.map((_, b) => {
      const row = place.get(a);
      const column = place.get(b);
      return row === undefined || column === undefined
        ? 0
        : numberAt(entryAt(inner, row), column) / unit / unit;
    }),
  );
}

function givenColumns(
  rows: readonly (readonly number[])[],
  residualCount: number,
  parameterCount: number,
  unit: number,
): number[][] {
  if (rows.length !== residualCount || rows.some((row) => row.length !== parameterCount)) {
    throw new RangeError(
      `jacobian must return ${residualCount} rows of ${parameterCount}, got ${rows.length} rows`,
    );
  }
  if (!rows.every((row) => row.every(Number.isFinite))) {
    throw new RangeError(`jacobian must be finite where the residuals are, got ${rows}`);
  }
  return Array.from({ length: parameterCount }, (_, j) =>
    rows.map((row) => numberAt(row, j) / unit),
  );
}
