/**
 * The best fit to data moved by noise, where an emulator stands for the platforms: a damped
 * Gauss–Newton descent that solves none.
 *
 * Source: Madsen, Nielsen & Tingleff, Methods for Non-Linear Least Squares Problems, 2nd ed. (DTU,
 * 2004), §3.2.
 */
import type { Emulator } from "../stats/emulator.ts";
import { positiveSolve } from "../stats/positive-solve.ts";
import { FARTHEST } from "./hypothesis-misfit.ts";
import type { SplitMisfit } from "./split-misfit.ts";

/** What is sought: the data's residuals near their noise, and each coordinate near its own. */
export interface MovedData {
  readonly misfit: SplitMisfit;
  /** Noise of the data's residuals, then of the priors. */
  readonly noise: readonly number[];
}

export interface Optimum {
  readonly position: readonly number[];
  /** Half the sum of squares. */
  readonly cost: number;
}

/** Where the unknowns may go. */
export interface Around {
  readonly center: readonly number[];
  /** In prior deviations; 0: nowhere, and only what costs nothing is sought. */
  readonly radius: number;
}

const MOST_STEPS = 25;
const MOST_REFUSED = 8;
const FIRST_DAMPING = 1e-3;

/** A step that gains less ends the descent. */
const WORTH = 0.01;

/** Half the sum of squares of residuals less their noise. */
export function movedCost(
  { misfit, noise }: MovedData,
  solved: Float64Array,
  position: readonly number[],
): number {
  const residuals = misfit.residuals(solved, position);
  let sum = 0;
  for (let i = 0; i < misfit.dataCount; i++) {
    sum += ((residuals[i] ?? 0) - (noise[i] ?? 0)) ** 2;
  }
  for (const [j, x] of position.entries()) sum += (x - (noise[misfit.dataCount + j] ?? 0)) ** 2;
  return sum / 2;
}

export function emulatedOptimum(
  moved: MovedData,
  emulator: Emulator,
  start: readonly number[],
  around: Around | null = null,
): Optimum {
  const { unknowns } = moved.misfit;
  const solvedAt = (position: readonly number[]) => emulator.at(position.slice(0, unknowns));
  let position = start;
  let solved = solvedAt(position);
  let cost = movedCost(moved, solved, position);
  let damping = FIRST_DAMPING;
  for (let step = 0; step < MOST_STEPS; step++) {
    const before = cost;
    const { matrix, rightSide } = normalEquations(moved, emulator, position, solved, around);
    for (let refused = 0; refused < MOST_REFUSED; refused++) {
      const next = stepped(position, matrix, rightSide, damping, unknowns, around);
      const there = around?.radius === 0 ? solved : solvedAt(next);
      const costThere = movedCost(moved, there, next);
      if (costThere < cost) {
        position = next;
        solved = there;
        cost = costThere;
        damping /= 4;
        break;
      }
      damping *= 6;
    }
    if (!(before - cost >= WORTH)) break;
  }
  return { position, cost };
}

/** JᵀJ and Jᵀ·(noise − residuals), priors included. */
function normalEquations(
  { misfit, noise }: MovedData,
  emulator: Emulator,
  position: readonly number[],
  solved: Float64Array,
  around: Around | null,
): { readonly matrix: Float64Array; readonly rightSide: Float64Array } {
  const { unknowns, dataCount } = misfit;
  const n = position.length;
  const { own, terms } = misfit.slopes(solved, position);
  const isHeld = around?.radius === 0;
  const slopes = isHeld ? [] : emulator.slopesAt(position.slice(0, unknowns));
  const ofUnknowns = position.slice(0, unknowns).map((_, j) => {
    const column = new Float64Array(dataCount);
    const slope = slopes[j];
    if (slope === undefined) return column;
    for (let i = 0; i < dataCount; i++) column[i] = (own[i] ?? 0) * (slope[i] ?? 0);
    return column;
  });
  const columns = [...ofUnknowns, ...terms];
  const residuals = misfit.residuals(solved, position);
  for (let i = 0; i < dataCount; i++) residuals[i] = (noise[i] ?? 0) - (residuals[i] ?? 0);
  const matrix = new Float64Array(n * n);
  const rightSide = new Float64Array(n);
  const spans = columns.map(spanOf);
  const sums = new Float64Array(4);
  for (const [j, column] of columns.entries()) {
    const own = spans[j] ?? EMPTY;
    for (let k = 0; k <= j; k += 4) {
      productsOf(column, own, columns, spans, k, sums);
      for (let c = k; c <= Math.min(k + 3, j); c++) matrix[j * n + c] = sums[c - k] ?? 0;
    }
    matrix[j * n + j] = (matrix[j * n + j] ?? 0) + 1;
    const pull = (noise[dataCount + j] ?? 0) - (position[j] ?? 0);
    rightSide[j] = isHeld && j < unknowns ? 0 : product(column, residuals, own) + pull;
  }
  return { matrix, rightSide };
}

/** A damped step, kept where platforms may be. */
function stepped(
  position: readonly number[],
  matrix: Float64Array,
  rightSide: Float64Array,
  damping: number,
  unknowns: number,
  around: Around | null,
): readonly number[] {
  const n = position.length;
  const damped = Float64Array.from(matrix);
  for (let j = 0; j < n; j++) damped[j * n + j] = (damped[j * n + j] ?? 0) * (1 + damping);
  const change = positiveSolve(damped, rightSide);
  if (change === null) return position;
  const next = position.map((x, j) => clamped(x + (change[j] ?? 0)));
  return around === null ? next : within(next, unknowns, around);
}

/** Unknowns that have gone too far are drawn back along the line to the center. */
function within(
  position: readonly number[],
  unknowns: number,
  { center, radius }: Around,
): readonly number[] {
  const gone = distance(position, center, unknowns);
  if (gone <= radius) return position;
  const share = radius / gone;
  return position.map((x, j) => {
    const middle = center[j] ?? 0;
    return j < unknowns ? middle + share * (x - middle) : x;
  });
}

/** Between the first coordinates of two positions. */
export function distance(a: readonly number[], b: readonly number[], unknowns: number): number {
  let sum = 0;
  for (let j = 0; j < unknowns; j++) sum += ((a[j] ?? 0) - (b[j] ?? 0)) ** 2;
  return Math.sqrt(sum);
}

const clamped = (x: number) => Math.min(Math.max(x, -FARTHEST), FARTHEST);

/** Where a column has entries: from the first that is not 0 to behind the last. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const EMPTY: Span = { from: 0, to: 0 };

function spanOf(column: Float64Array): Span {
  let [from, to] = [0, column.length];
  while (from < to && column[from] === 0) from++;
  while (to > from && column[to - 1] === 0) to--;
  return { from, to };
}

/**
 * Products of a column with four others from the k-th on, or as many as there are: side by side, since each
 * sum has to wait for its own last term, and four wait no longer than one.
 */
function productsOf(
  column: Float64Array,
  own: Span,
  columns: readonly Float64Array[],
  spans: readonly Span[],
  k: number,
  sums: Float64Array,
): void {
  const a = columns[k] ?? column;
  const [b, c, d] = [columns[k + 1] ?? a, columns[k + 2] ?? a, columns[k + 3] ?? a];
  let [from, to] = [own.to, own.from];
  for (let o = k; o < Math.min(k + 4, spans.length); o++) {
    const span = spans[o] ?? EMPTY;
    from = Math.min(from, span.from);
    to = Math.max(to, span.to);
  }
  let [p, q, r, s] = [0, 0, 0, 0];
  for (let i = Math.max(from, own.from); i < Math.min(to, own.to); i++) {
    const x = column[i] ?? 0;
    p += x * (a[i] ?? 0);
    q += x * (b[i] ?? 0);
    r += x * (c[i] ?? 0);
    s += x * (d[i] ?? 0);
  }
  sums[0] = p;
  sums[1] = q;
  sums[2] = r;
  sums[3] = s;
}

function product(a: Float64Array, b: Float64Array, { from, to }: Span): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
