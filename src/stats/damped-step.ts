import { numberAt } from "../entry-at.ts";
import { boxLeastSquares } from "./box-least-squares.ts";
import { norm, type TriangularFactor } from "./triangular-factor.ts";

/** A step of the parameters and the fall of the sum of squares that the linear model expects. */
export interface DampedStep {
  readonly change: readonly number[];
  readonly predictedFall: number;
}

/**
 * The Levenberg–Marquardt step inside a box: least ‖R·δ − Qᵀb‖² + damping·‖W·δ‖².
 *
 * The bounds are part of the problem solved, not cut off afterwards, so that the step is the
 * best one along a bound too and Newton-like convergence survives there. O(n⁴) at worst.
 *
 * Source: Moré, "The Levenberg–Marquardt algorithm: implementation and theory", Lecture Notes
 * in Mathematics 630 (Springer, 1978) for the damped system stacked under R.
 *
 * @param weights W, the length of each parameter's column: what makes the step independent
 *   of the units of the parameters
 */
export function dampedStep(
  factor: TriangularFactor,
  weights: readonly number[],
  damping: number,
  lower: readonly number[],
  upper: readonly number[],
): DampedStep {
  const n = weights.length;
  const root = Math.sqrt(damping);
  const stacked = factor.columns.map((column, j) => [
    ...column,
    ...weights.map((weight, k) => (k === j ? root * weight : 0)),
  ]);
  const rightSide = [...factor.image, ...new Array<number>(n).fill(0)];
  const change = boxLeastSquares(stacked, rightSide, lower, upper);
  const image = factor.image.map((_, i) => {
    let sum = 0;
    for (const [j, column] of factor.columns.entries()) {
      sum += numberAt(column, i) * numberAt(change, j);
    }
    return sum;
  });
  // ‖z‖² − ‖z − Rδ‖² without the difference of two large numbers.
  let product = 0;
  for (const [i, value] of image.entries()) {
    product += value * numberAt(factor.image, i);
  }
  return { change, predictedFall: Math.max(0, 2 * product - norm(image) ** 2) };
}
