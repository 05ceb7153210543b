import { entryAt, floatAt, numberAt } from "../entry-at.ts";
/** A normal law of a few dimensions: its density, and points of it. */
export interface GaussianLaw {
  readonly mean: readonly number[];
  /** Lower triangle L of the covariance L·Lᵀ, row by row. */
  readonly root: readonly (readonly number[])[];
  /** ln of its diagonal. */
  readonly logScales: readonly number[];
}

/**
 * Cholesky's factor of the covariance (Golub & Van Loan, Matrix Computations, 4th ed. 2013, §4.2).
 *
 * @throws RangeError unless the covariance is positive definite and as wide as the mean is long
 */
export function gaussianLaw(
  mean: readonly number[],
  covariance: readonly (readonly number[])[],
): GaussianLaw {
  if (covariance.length !== mean.length) {
    throw new RangeError(`covariance must have ${mean.length} rows, got ${covariance.length}`);
  }
  const root: number[][] = [];
  for (const [i, row] of covariance.entries()) {
    const made: number[] = [];
    for (let j = 0; j <= i; j++) {
      const other = j === i ? made : entryAt(root, j);
      const left = dot(made, other, j);
      const rest = numberAt(row, j) - left;
      if (i === j && !(rest > 0)) {
        throw new RangeError(`covariance must be positive definite, got ${rest} in row ${i}`);
      }
      made.push(i === j ? Math.sqrt(rest) : rest / numberAt(other, j));
    }
    root.push(made);
  }
  return { mean, root, logScales: root.map((row, i) => Math.log(numberAt(row, i))) };
}

/** Scaled coordinates of the point that is looked at: written before they are read. */
let scaled = new Float64Array(8);

/** ln of the density at a point. */
export function logGaussian(
  { mean, root, logScales }: GaussianLaw,
  point: readonly number[],
): number {
  const size = mean.length;
  if (scaled.length < size) scaled = new Float64Array(2 * size);
  let log = (-size / 2) * LOG_TAU;
  for (let i = 0; i < size; i++) {
    const row = entryAt(root, i);
    let left = 0;
    for (let k = 0; k < i; k++) left += numberAt(row, k) * floatAt(scaled, k);
    const z = (numberAt(point, i) - numberAt(mean, i) - left) / numberAt(row, i);
    scaled[i] = z;
    log -= numberAt(logScales, i) + (z * z) / 2;
  }
  return log;
}

const LOG_TAU = Math.log(2 * Math.PI);

/** The point that standard normal numbers stand for: mean + L·z. */
export function gaussianPoint({ mean, root }: GaussianLaw, normals: readonly number[]): number[] {
  return root.map((row, i) => numberAt(mean, i) + dot(row, normals, i + 1));
}

function dot(a: readonly number[], b: readonly number[], count: number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += numberAt(a, k) * numberAt(b, k);
  return sum;
}
