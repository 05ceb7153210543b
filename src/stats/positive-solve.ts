import { floatAt, intAt } from "../entry-at.ts";

/**
 * Solves A·x = b for a symmetric positive definite A by Cholesky's factor, O(n³/6) at most: what a row has
 * 0 of up to its first other entry its factor has 0 of, too, and is passed over.
 *
 * @param matrix the n×n entries of A row after row, of which the lower triangle is read
 * @returns x, or null where A is not positive definite to rounding
 */
export function positiveSolve(matrix: Float64Array, rightSide: Float64Array): Float64Array | null {
  const n = rightSide.length;
  const factor = Float64Array.from(matrix);
  const first = firstEntries(factor, n);
  for (let i = 0; i < n; i++) {
    const start = intAt(first, i);
    for (let j = start; j <= i; j++) {
      const [own, other] = [i * n, j * n];
      let sum = floatAt(factor, own + j);
      for (let k = Math.max(start, intAt(first, j)); k < j; k++) {
        sum -= floatAt(factor, own + k) * floatAt(factor, other + k);
      }
      if (i === j) {
        if (!(sum > 0)) return null;
        factor[own + i] = Math.sqrt(sum);
      } else factor[own + j] = sum / floatAt(factor, other + j);
    }
  }
  const x = Float64Array.from(rightSide);
  for (let i = 0; i < n; i++) {
    let sum = floatAt(x, i);
    for (let k = intAt(first, i); k < i; k++) sum -= floatAt(factor, i * n + k) * floatAt(x, k);
    x[i] = sum / floatAt(factor, i * n + i);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = floatAt(x, i);
    for (let k = i + 1; k < n; k++) {
      if (intAt(first, k) <= i) sum -= floatAt(factor, k * n + i) * floatAt(x, k);
    }
    x[i] = sum / floatAt(factor, i * n + i);
  }
  return x;
}

/** Of each row the first place that is not 0, its diagonal at the latest. */
function firstEntries(matrix: Float64Array, n: number): Int32Array {
  const first = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    let j = 0;
    while (j < i && floatAt(matrix, i * n + j) === 0) j++;
    first[i] = j;
  }
  return first;
}
