/**
 * Series of non-negative numbers whose range leaves that of a double.
 *
 * Normalizing constants of closed networks fall and rise by thousands of orders of
 * magnitude over a few thousand users. Their logarithms fit, but one exponential per
 * product is slow and a logarithm of 1e5 keeps only eleven digits after the point. Here a
 * number is mantissa · 2^(480·block): sums of products run in plain doubles over stretches
 * of equal block, and every operation keeps all 53 bits.
 */
import { at, countAt } from "../element.ts";

/** Mantissas lie in [2^-240, 2^240), so a product of two of them stays far inside a double. */
const CEILING = 2 ** 240;
const FLOOR = 2 ** -240;
const UP = 2 ** 480;
const DOWN = 2 ** -480;

/** The factor of a number `distance` blocks lower; three blocks lower is below any rounding. */
const LOWER = [1, DOWN, DOWN * DOWN];

export interface ScaledSeries {
  readonly mantissas: Float64Array;
  readonly blocks: Int32Array;
  /** First and last index of the stretch of equal block that holds each index. */
  readonly runStarts: Int32Array;
  readonly runEnds: Int32Array;
}

/** A running sum of scaled numbers; only non-negative ones, so nothing cancels. */
export class ScaledSum {
  mantissa = 0;
  block = 0;

  set(mantissa: number, block: number): this {
    this.mantissa = mantissa;
    this.block = block;
    return this.normalize();
  }

  add(mantissa: number, block: number): void {
    if (mantissa === 0) return;
    const distance = block - this.block;
    if (distance === 0 || this.mantissa === 0) {
      this.mantissa += mantissa;
      this.block = block;
    } else if (distance < 0) {
      this.mantissa += mantissa * (LOWER[-distance] ?? 0);
    } else {
      this.mantissa = mantissa + this.mantissa * (LOWER[distance] ?? 0);
      this.block = block;
    }
  }

  scale(factor: number): this {
    this.mantissa *= factor;
    return this.normalize();
  }

  /** Adds Σ weights[j]·b[n-j], j = 0…last; `weights` shares the blocks of `a`. */
  addProducts(
    weights: Float64Array,
    a: ScaledSeries,
    b: ScaledSeries,
    n: number,
    last: number,
  ): this {
    const { blocks: aBlocks, runEnds } = a;
    const { mantissas, blocks: bBlocks, runStarts } = b;
    for (let j = 0; j <= last; ) {
      const end = Math.min(last, countAt(runEnds, j), n - countAt(runStarts, n - j));
      const block = countAt(aBlocks, j) + countAt(bBlocks, n - j);
      let sum = 0;
      for (; j <= end; j++) sum += at(weights, j) * at(mantissas, n - j);
      this.add(sum, block);
    }
    return this.normalize();
  }

  normalize(): this {
    if (this.mantissa === 0) return this;
    if (this.mantissa === Number.POSITIVE_INFINITY) {
      throw new RangeError("times must lie within a factor of 1e200 of each other, got more");
    }
    while (this.mantissa >= CEILING) {
      this.mantissa *= DOWN;
      this.block++;
    }
    while (this.mantissa < FLOOR) {
      this.mantissa *= UP;
      this.block--;
    }
    return this;
  }
}

/**
 * Builds the series of elements 0…last, `write` setting the running sum to each in turn
 * (it still holds the one before).
 */
export function scaledSeries(
  last: number,
  write: (element: ScaledSum, index: number) => void,
): ScaledSeries {
  const mantissas = new Float64Array(last + 1);
  const blocks = new Int32Array(last + 1);
  const runStarts = new Int32Array(last + 1);
  const runEnds = new Int32Array(last + 1);
  const element = new ScaledSum();
  let start = 0;
  for (let i = 0; i <= last; i++) {
    write(element, i);
    mantissas[i] = element.mantissa;
    blocks[i] = element.block;
    if (element.block !== blocks[start]) {
      runEnds.fill(i - 1, start, i);
      start = i;
    }
    runStarts[i] = start;
  }
  runEnds.fill(last, start);
  return { mantissas, blocks, runStarts, runEnds };
}

/** a[i] / b[k] as a plain number. */
export function ratioOf(a: ScaledSeries, i: number, b: ScaledSeries, k: number): number {
  const distance = countAt(a.blocks, i) - countAt(b.blocks, k);
  const ratio = at(a.mantissas, i) / at(b.mantissas, k);
  return distance <= 0 ? ratio * (LOWER[-distance] ?? 0) : ratio * UP ** distance;
}
