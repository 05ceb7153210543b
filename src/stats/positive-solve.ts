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
  for (let j = 0; j < n; j++) {
    const own = j * n;
    const start = intAt(first, j);
    let left = floatAt(factor, own + j);
    for (let k = start; k < j; k++) left -= floatAt(factor, own + k) * floatAt(factor, own + k);
    if (!(left > 0)) return null;
    const diagonal = Math.sqrt(left);
    factor[own + j] = diagonal;
    let i = j + 1;
    for (; i + 3 < n; i += 4) divideFour(factor, first, n, i, j);
    for (; i < n; i++) {
      const row = i * n;
      let sum = floatAt(factor, row + j);
      for (let k = Math.max(start, intAt(first, i)); k < j; k++) {
        sum -= floatAt(factor, row + k) * floatAt(factor, own + k);
      }
      factor[row + j] = sum / diagonal;
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

/**
 * Column j of four rows of the factor from the i-th on, side by side: each sum has to wait for its own last
 * term, and four wait no longer than one.
 */
function divideFour(
  factor: Float64Array,
  first: Int32Array,
  n: number,
  i: number,
  j: number,
): void {
  const [own, a] = [j * n, i * n];
  const [b, c, d] = [a + n, a + 2 * n, a + 3 * n];
  const reach = Math.min(
    Math.min(intAt(first, i), intAt(first, i + 1)),
    Math.min(intAt(first, i + 2), intAt(first, i + 3)),
  );
  if (reach > j) return;
  let p = floatAt(factor, a + j);
  let q = floatAt(factor, b + j);
  let r = floatAt(factor, c + j);
  let s = floatAt(factor, d + j);
  for (let k = Math.max(reach, intAt(first, j)); k < j; k++) {
    const other = floatAt(factor, own + k);
    p -= floatAt(factor, a + k) * other;
    q -= floatAt(factor, b + k) * other;
    r -= floatAt(factor, c + k) * other;
    s -= floatAt(factor, d + k) * other;
  }
  const diagonal = floatAt(factor, own + j);
  factor[a + j] = p / diagonal;
  factor[b + j] = q / diagonal;
  factor[c + j] = r / diagonal;
  factor[d + j] = s / diagonal;
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
