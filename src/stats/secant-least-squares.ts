/**
 * Least squares for a problem whose neighbor has just been solved: the Jacobian of the neighbor
 * is kept and corrected by every residual seen, and taken anew only where the corrected one
 * sees no more gain, so that a refit costs some forty evaluations and not a dozen for each step.
 *
 * Broyden's rank-one update inside a damped Gauss–Newton iteration with bounds. Sources:
 * Broyden, "A class of methods for solving nonlinear simultaneous equations", Math. Comp. 19
 * (1965) 577–593; Madsen, Nielsen & Tingleff, Methods for Non-Linear Least Squares Problems, 2nd
 * ed. (DTU, 2004), §3.4 "secant version of the L-M method".
 */
import { numberAt } from "../entry-at.ts";
import { requireCount, requirePositive } from "../require.ts";
import { dampedStep } from "./damped-step.ts";
import { norm, triangularFactor } from "./triangular-factor.ts";

export interface SecantProblem {
  /** Residuals in standard deviations; always equally many. */
  readonly residuals: (parameters: readonly number[]) => readonly number[];
  readonly start: readonly number[];
  /** Derivatives of the residuals near the start, one column for each parameter. */
  readonly columns: readonly (readonly number[])[];
  /**
   * The same anywhere, given the residuals there: asked for once the corrected ones see no gain.
   * Null: the corrected ones are believed, which saves their cost where a rough optimum will do.
   */
  readonly columnsAt:
    | ((parameters: readonly number[], residuals: readonly number[]) => number[][])
    | null;
  /** Evaluations that derivatives cost; one for each parameter unless some cost nothing. */
  readonly columnsCost?: number;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /** Typical size of each parameter, above 0: makes the update independent of units. */
  readonly scale: readonly number[];
  /** Converged when the whole step along true derivatives can lower half the sum of squares by less than this. */
  readonly worth: number;
  readonly maxEvaluations: number;
}

export interface SecantFit {
  readonly parameters: readonly number[];
  /** Half the sum of squared residuals. */
  readonly cost: number;
  /**
   * `limit`: steps still promised more than `worth` when the evaluations ran out, or when none of
   * them, however short, kept the promise of derivatives that could not be taken anew.
   */
  readonly ended: "converged" | "limit";
  readonly evaluations: number;
  /** At the parameters, with the derivatives as they were last corrected. */
  readonly residuals: readonly number[];
  readonly columns: readonly (readonly number[])[];
}

/** Damping, in squared lengths of the derivatives, at first and after derivatives are taken anew. */
const FIRST_DAMPING = 1e-3;

/** Damping of the step that says what is left to gain. */
const UNDAMPED = 1e-9;

/** After so many refused steps derivatives are taken anew: a valley bends. */
const DOUBTED = 2;

/** Steps that are damped to a gain below this share of `worth` have been refused too often. */
const STUCK = 0.1;

/** @throws RangeError unless `worth` is above 0, `maxEvaluations` 2 or more, the start's residuals finite */
export function secantLeastSquares(problem: SecantProblem): SecantFit {
  const { residuals, lower, upper, scale } = problem;
  const worth = requirePositive("worth", problem.worth);
  const most = requireCount("maxEvaluations", problem.maxEvaluations, 2);
  let columns = problem.columns.map((column) => [...column]);
  let fresh = false; // whether the derivatives belong to where we stand
  let freshCost = Number.POSITIVE_INFINITY; // where they last did
  let at = [...problem.start];
  let r = [...residuals(at)];
  if (!r.every(Number.isFinite)) {
    throw new RangeError(`residuals must be finite at the start, got ${r}`);
  }
  let damping = FIRST_DAMPING;
  let refused = 0; // steps since derivatives were taken
  let evaluations = 1;
  let ended: SecantFit["ended"] = "limit";
  while (evaluations < most) {
    const weights = columns.map((column, j) => Math.max(norm(column), 1e-6 / (scale[j] as number)));
    const factor = triangularFactor(
      columns,
      r.map((value) => -value),
    );
    const stepOf = (damped: number) =>
      dampedStep(
        factor,
        weights,
        damped,
        lower.map((bound, j) => bound - (at[j] as number)),
        upper.map((bound, j) => bound - (at[j] as number)),
      );
    // What is left to gain is judged by the whole step: a damped one gains little anywhere.
    // Without bounds that is all of the image; only then are bounds looked at.
    const whole = norm(factor.image) ** 2;
    const bounded = at.some((x, j) => x <= (lower[j] as number) || x >= (upper[j] as number));
    const done = (bounded ? stepOf(UNDAMPED).predictedFall : whole) / 2 < worth;
    const step = stepOf(damping);
    const stuck = step.predictedFall / 2 < STUCK * worth;
    const doubted = refused >= DOUBTED && problem.columnsAt !== null;
    if (done || stuck || doubted) {
      const cost = norm(r) ** 2 / 2;
      // At a kink every derivative promises what no step keeps: nothing gained since they were
      // last taken is all there is to gain.
      const gained = freshCost - cost >= worth;
      if (doubted && !done && !stuck && !gained) {
        refused = 0;
        continue;
      }
      if (fresh || problem.columnsAt === null || !gained) {
        ended = done || problem.columnsAt !== null ? "converged" : "limit";
        break;
      }
      columns = problem.columnsAt(at, r);
      evaluations += problem.columnsCost ?? columns.length;
      fresh = true;
      freshCost = cost;
      refused = 0;
      if (!doubted) damping = FIRST_DAMPING;
      continue;
    }
    fresh = false;
    const next = at.map((x, j) =>
      Math.min(Math.max(x + (step.change[j] as number), lower[j] as number), upper[j] as number),
    );
    const seen = residuals(next);
    evaluations++;
    const finite = seen.every(Number.isFinite);
    if (finite) update(columns, step.change, r, seen, scale);
    const fall = finite ? norm(r) ** 2 - norm(seen) ** 2 : Number.NEGATIVE_INFINITY;
    if (fall > 0) {
      damping = fall > step.predictedFall / 4 ? damping / 3 : damping * 2;
      at = next;
      r = [...seen];
    } else {
      damping *= 8;
      refused++;
    }
  }
  return { parameters: at, cost: norm(r) ** 2 / 2, ended, evaluations, residuals: r, columns };
}

/** J + (Δr − J·Δ)·Δ'ᵀ/(Δ'ᵀ·Δ), lengths measured in typical sizes. */
function update(
  columns: number[][],
  change: readonly number[],
  before: readonly number[],
  after: readonly number[],
  scale: readonly number[],
): void {
  const weighted = change.map((d, j) => d / (scale[j] as number) ** 2);
  const length = change.reduce((sum, d, j) => sum + d * (weighted[j] as number), 0);
  if (!(length > 0)) return;
  const moved = columns.flatMap((column, j) => {
    const [own, share] = [numberAt(change, j), numberAt(weighted, j)];
    return own === 0 ? [] : [{ column, own, share }];
  });
  for (let i = 0; i < before.length; i++) {
    let miss = numberAt(after, i) - numberAt(before, i);
    for (const { column, own } of moved) miss -= numberAt(column, i) * own;
    for (const { column, share } of moved)
      column[i] = numberAt(column, i) + (miss * share) / length;
  }
}
