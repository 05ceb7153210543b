import { entryAt, numberAt } from "../entry-at.ts";
import { norm, triangularFactor } from "./triangular-factor.ts";

/** Below this share of the largest possible gradient a sign is rounding, not a direction. */
const gradientRounding = 1e-13;

/**
 * The x in a box that makes ‖A·x − b‖ least, for a box that contains 0.
 *
 * Exact up to rounding: an active-set method, which ends after finitely many small linear
 * solves because every one of them lowers the length. Should rounding make it wander it stops
 * after 10·n solves at the best point so far, which is never worse than x = 0. O(m·n³) time.
 *
 * Source: Stark & Parker, "Bounded-variable least-squares: an algorithm and applications",
 * Computational Statistics 10 (1995) 129–141, started from the point 0 with nothing bound.
 *
 * @param columns the n columns of A, each of m numbers
 * @param rightSide b, m numbers
 * @param lower n lower limits, each 0 or less, −Infinity allowed
 * @param upper n upper limits, each 0 or more, Infinity allowed
 */
export function boxLeastSquares(
  columns: readonly (readonly number[])[],
  rightSide: readonly number[],
  lower: readonly number[],
  upper: readonly number[],
): number[] {
  const x = columns.map(() => 0);
  const free = new Set(columns.keys());
  const refused = new Set<number>();
  let released: number | undefined;
  for (let solves = 0; solves < 10 * columns.length + 10; solves++) {
    const wanted = solveFree(columns, remainder(columns, rightSide, x, free), free);
    const { reach, limiting } = reachInside(x, wanted, lower, upper);
    for (const [j, value] of wanted) {
      const from = numberAt(x, j);
      x[j] = reach === 1 ? value : from + reach * (value - from);
    }
    if (limiting !== undefined) {
      x[limiting.index] = limiting.bound;
      free.delete(limiting.index);
      if (reach > 0) {
        refused.clear();
      } else if (limiting.index === released) {
        refused.add(limiting.index); // freed, and pushed straight back: rounding at a corner
      }
      continue;
    }
    released = mostWronglyBound(columns, rightSide, x, lower, free, refused);
    if (released === undefined) {
      break;
    }
    free.add(released);
  }
  return x;
}

/** b − A·x over the columns that are not free. */
function remainder(
  columns: readonly (readonly number[])[],
  rightSide: readonly number[],
  x: readonly number[],
  free: ReadonlySet<number>,
): number[] {
  const rest = [...rightSide];
  for (const [j, column] of columns.entries()) {
    const value = numberAt(x, j);
    if (!free.has(j) && value !== 0) {
      for (const [i, a] of column.entries()) {
        rest[i] = numberAt(rest, i) - a * value;
      }
    }
  }
  return rest;
}

/** Unbounded least squares over the free columns; a dependent column is given 0. */
function solveFree(
  columns: readonly (readonly number[])[],
  rightSide: readonly number[],
  free: ReadonlySet<number>,
): Map<number, number> {
  const indices = [...free].sort((a, b) => a - b);
  const factor = triangularFactor(
    indices.map((j) => entryAt(columns, j)),
    rightSide,
  );
  const rest = [...factor.image];
  const solution = new Map<number, number>();
  for (let k = indices.length - 1; k >= 0; k--) {
    const column = entryAt(factor.columns, k);
    const pivot = numberAt(column, k);
    const value = pivot === 0 ? 0 : numberAt(rest, k) / pivot;
    for (let i = 0; i < k; i++) {
      rest[i] = numberAt(rest, i) - numberAt(column, i) * value;
    }
    solution.set(numberAt(indices, k), value);
  }
  return solution;
}

/** The share of the way from x to the wanted values that stays in the box, and what ends it. */
function reachInside(
  x: readonly number[],
  wanted: ReadonlyMap<number, number>,
  lower: readonly number[],
  upper: readonly number[],
): { reach: number; limiting: { index: number; bound: number } | undefined } {
  let reach = 1;
  let limiting: { index: number; bound: number } | undefined;
  for (const [j, value] of wanted) {
    const bound = value < numberAt(lower, j) ? lower[j] : upper[j];
    if (bound === undefined || (value >= numberAt(lower, j) && value <= bound)) {
      continue;
    }
    const from = numberAt(x, j);
    const share = Math.max(0, (bound - from) / (value - from));
    if (limiting === undefined || share < reach) {
      reach = share;
      limiting = { index: j, bound };
    }
  }
  return { reach, limiting };
}

/** The bound variable that most wants back into the box, if any. */
function mostWronglyBound(
  columns: readonly (readonly number[])[],
  rightSide: readonly number[],
  x: readonly number[],
  lower: readonly number[],
  free: ReadonlySet<number>,
  refused: ReadonlySet<number>,
): number | undefined {
  if (free.size === columns.length) {
    return undefined;
  }
  const residual = remainder(columns, rightSide, x, new Set());
  const scale = gradientRounding * (norm(residual) + norm(rightSide));
  let steepest = 0;
  let found: number | undefined;
  for (const [j, column] of columns.entries()) {
    if (free.has(j) || refused.has(j)) {
      continue;
    }
    let downhill = 0;
    for (const [i, a] of column.entries()) {
      downhill += a * numberAt(residual, i);
    }
    const inward = x[j] === lower[j] ? downhill : -downhill;
    const length = norm(column);
    if (inward > scale * length && inward / length > steepest) {
      steepest = inward / length;
      found = j;
    }
  }
  return found;
}
