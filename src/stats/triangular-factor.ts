import { entryAt, floatAt, intAt } from "../entry-at.ts";
/**
 * The QR factorization of a small dense least-squares problem, kept without Q.
 *
 * A residual vector A·x − b of any length is as long as R·x − Qᵀb plus a constant, so every
 * later question about x (a step, its bounds, its covariance) needs the small R alone.
 *
 * Source: Björck, Numerical Methods for Least Squares Problems (SIAM, 1996), §2.4: modified
 * Gram–Schmidt with b carried along as one more column is as stable as Householder's method.
 */
export interface TriangularFactor {
  /** R, column by column: `columns[j]` has one entry for each column; zero below the diagonal. */
  readonly columns: readonly (readonly number[])[];
  /** Qᵀb. */
  readonly image: readonly number[];
}

// What is left of a column in the span of earlier ones is their rounding, a few units of
// 2^-52 of its length: treated as nothing, or it would be blown up to a false direction.
const dependent = 1e-14;

/**
 * Factors A = Q·R by modified Gram–Schmidt and returns R and Qᵀb. O(m·n²) time.
 * A column that depends on earlier ones to rounding gets a zero on R's diagonal.
 *
 * @param columns the n columns of A, each of m finite numbers
 * @param rightSide b, m finite numbers
 */
export function triangularFactor(
  columns: readonly (readonly number[])[],
  rightSide: readonly number[],
): TriangularFactor {
  const n = columns.length;
  const left = columns.map((column) => new Float64Array(column));
  const b = new Float64Array(rightSide);
  const upper = columns.map(() => new Array<number>(n).fill(0));
  const image: number[] = [];
  const shares = new Float64Array(4);
  for (const [j, q] of left.entries()) {
    const length = norm(q);
    if (length <= dependent * norm(columns[j] ?? [])) {
      image.push(0);
      continue;
    }
    for (let i = 0; i < q.length; i++) {
      q[i] = (q[i] ?? 0) / length;
    }
    setEntry(upper, j, j, length);
    // Most terms of a shape touch a few figures and their prior.
    const places = placesOf(q);
    for (let k = j + 1; k < n; k += 4) {
      removeShares(q, places, left, k, shares);
      for (let c = k; c < Math.min(k + 4, n); c++) setEntry(upper, c, j, floatAt(shares, c - k));
    }
    image.push(removeShare(q, places, b));
  }
  return { columns: upper, image };
}

/** Euclidean length; no overflow below 1e308, as residuals far from the optimum are huge. */
export function norm(vector: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < vector.length; i++) {
    const size = Math.abs(vector[i] as number);
    // NaN is carried along.
    if (!(size <= largest)) largest = size;
  }
  if (largest === 0 || !(largest < Number.POSITIVE_INFINITY)) {
    return largest;
  }
  let sum = 0;
  for (let i = 0; i < vector.length; i++) {
    const share = (vector[i] as number) / largest;
    sum += share * share;
  }
  return largest * Math.sqrt(sum);
}

/** Where a vector is not 0. */
function placesOf(vector: Float64Array): Int32Array {
  const places = new Int32Array(vector.length);
  let count = 0;
  for (let i = 0; i < vector.length; i++) if (vector[i] !== 0) places[count++] = i;
  return places.subarray(0, count);
}

/** Takes from `vector` its part along the unit vector q, and returns the length of that part. */
function removeShare(q: Float64Array, places: Int32Array, vector: Float64Array): number {
  let share = 0;
  for (let p = 0; p < places.length; p++) {
    const i = intAt(places, p);
    share += (q[i] ?? 0) * (vector[i] ?? 0);
  }
  if (share === 0) return 0;
  takeAway(q, places, vector, share);
  return share;
}

/**
 * The same for four vectors from the k-th on, or as many as there are: side by side, since each sum has to wait
 * for its own last term, and four wait no longer than one.
 */
function removeShares(
  q: Float64Array,
  places: Int32Array,
  vectors: readonly Float64Array[],
  k: number,
  shares: Float64Array,
): void {
  if (k + 4 > vectors.length) {
    for (let c = k; c < vectors.length; c++) {
      shares[c - k] = removeShare(q, places, entryAt(vectors, c));
    }
    return;
  }
  const [a, b] = [entryAt(vectors, k), entryAt(vectors, k + 1)];
  const [c, d] = [entryAt(vectors, k + 2), entryAt(vectors, k + 3)];
  let [p, r, s, t] = [0, 0, 0, 0];
  for (let o = 0; o < places.length; o++) {
    const i = intAt(places, o);
    const along = q[i] ?? 0;
    p += along * (a[i] ?? 0);
    r += along * (b[i] ?? 0);
    s += along * (c[i] ?? 0);
    t += along * (d[i] ?? 0);
  }
  if (p !== 0 && r !== 0 && s !== 0 && t !== 0) {
    for (let o = 0; o < places.length; o++) {
      const i = intAt(places, o);
      const along = q[i] ?? 0;
      a[i] = (a[i] ?? 0) - p * along;
      b[i] = (b[i] ?? 0) - r * along;
      c[i] = (c[i] ?? 0) - s * along;
      d[i] = (d[i] ?? 0) - t * along;
    }
  } else {
    if (p !== 0) takeAway(q, places, a, p);
    if (r !== 0) takeAway(q, places, b, r);
    if (s !== 0) takeAway(q, places, c, s);
    if (t !== 0) takeAway(q, places, d, t);
  }
  shares[0] = p;
  shares[1] = r;
  shares[2] = s;
  shares[3] = t;
}

function takeAway(q: Float64Array, places: Int32Array, vector: Float64Array, share: number): void {
  for (let o = 0; o < places.length; o++) {
    const i = intAt(places, o);
    vector[i] = (vector[i] ?? 0) - share * (q[i] ?? 0);
  }
}

function setEntry(columns: number[][], column: number, row: number, value: number): void {
  entryAt(columns, column)[row] = value;
}
