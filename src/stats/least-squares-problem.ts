import { numberAt } from "../entry-at.ts";
import { requireCount, requirePositive } from "../require.ts";

/** What `leastSquares` is asked to solve. */
export interface LeastSquaresProblem {
  /**
   * Residuals at given parameters, each already divided by the standard deviation of its
   * measurement (or multiplied by the root of its weight). Always equally many. May return
   * values that are not finite away from the start: such a place counts as infinitely bad.
   */
  readonly residuals: (parameters: readonly number[]) => readonly number[];
  /** Derivatives, one row for each residual; taken by differences when left out. */
  readonly jacobian?: (parameters: readonly number[]) => readonly (readonly number[])[];
  readonly start: readonly number[];
  /** Least value of each parameter; default −Infinity. */
  readonly lower?: readonly number[];
  /** Greatest value of each parameter; default Infinity. Equal limits hold a parameter fixed. */
  readonly upper?: readonly number[];
  /**
   * Typical size of each parameter, above 0; only sets the difference steps where a parameter
   * comes near 0. Default |start|, else the width of the bounds, else 1.
   */
  readonly scale?: readonly number[];
  /**
   * Relative offset at which the fit counts as converged: what is left to gain, in standard
   * errors. Default 1e-7, the least that differences can show; above 0.
   */
  readonly accuracy?: number;
  /** Most Jacobians taken; default 200. */
  readonly maxIterations?: number;
}

/**
 * The problem with its defaults filled in.
 *
 * @throws RangeError unless start, bounds and scale agree in length, the start is finite and
 *   inside the bounds, and scale and iterations are above 0
 */
export function checkedProblem(problem: LeastSquaresProblem) {
  const { start } = problem;
  const n = start.length;
  const lower = problem.lower ?? start.map(() => Number.NEGATIVE_INFINITY);
  const upper = problem.upper ?? start.map(() => Number.POSITIVE_INFINITY);
  requireCount("number of parameters", n);
  if (!start.every(Number.isFinite)) {
    throw new RangeError(`start must be finite numbers, got ${start}`);
  }
  for (const [name, list] of Object.entries({ lower, upper, scale: problem.scale ?? start })) {
    if (list.length !== n) {
      throw new RangeError(`${name} must have ${n} numbers as start has, got ${list.length}`);
    }
  }
  const outside = start.findIndex(
    (value, j) => !(value >= numberAt(lower, j) && value <= numberAt(upper, j)),
  );
  if (outside >= 0) {
    throw new RangeError(
      `start[${outside}] must lie from ${lower[outside]} to ${upper[outside]}, got ${start[outside]}`,
    );
  }
  const scale = problem.scale ?? start.map((value, j) => defaultScale(value, lower[j], upper[j]));
  if (!scale.every((value) => value > 0 && Number.isFinite(value))) {
    throw new RangeError(`scale must be numbers above 0, got ${scale}`);
  }
  const maxIterations = requireCount("maxIterations", problem.maxIterations ?? 200);
  const accuracy = requirePositive("accuracy", problem.accuracy ?? 1e-7);
  return { start: [...start], lower, upper, scale, accuracy, maxIterations };
}

function defaultScale(start: number, lower = 0, upper = 0): number {
  if (start !== 0) {
    return Math.abs(start);
  }
  const width = upper - lower;
  return Number.isFinite(width) && width > 0 ? width : 1;
}
