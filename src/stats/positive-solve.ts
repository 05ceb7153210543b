import { floatAt } from "../entry-at.ts";

/**
 * Solves A·x = b for a symmetric positive definite A by Cholesky's factor, O(n³/6).
 *
 * @param matrix the n×n entries of A row after row, of which the lower triangle is read
 * @returns x, or null where A is not positive definite to rounding
 */
export function positiveSolve(matrix: Float64Array, rightSide: Float64Array): Float64Array | null {
  const n = rightSide.length;
  const factor = Float64Array.from(matrix);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = floatAt(factor, i * n + j);
      for (let k = 0; k < j; k++) sum -= floatAt(factor, i * n + k) * floatAt(factor, j * n + k);
      if (i === j) {
        if (!(sum > 0)) return null;
        factor[i * n + i] = Math.sqrt(sum);
      } else factor[i * n + j] = sum / floatAt(factor, j * n + j);
    }
  }
  const x = Float64Array.from(rightSide);
  for (let i = 0; i < n; i++) {
    let sum = floatAt(x, i);
    for (let k = 0; k < i; k++) sum -= floatAt(factor, i * n + k) * floatAt(x, k);
    x[i] = sum / floatAt(factor, i * n + i);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = floatAt(x, i);
    for (let k = i + 1; k < n; k++) sum -= floatAt(factor, k * n + i) * floatAt(x, k);
    x[i] = sum / floatAt(factor, i * n + i);
  }
  return x;
}
