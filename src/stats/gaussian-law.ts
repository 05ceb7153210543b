import { entryAt, numberAt } from "../entry-at.ts";
/** A normal law of a few dimensions: its density, and points of it. */
export interface GaussianLaw {
  readonly mean: readonly number[];
  /** Lower triangle L of the covariance L·Lᵀ, row by row. */
  readonly root: readonly (readonly number[])[];
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
  return { mean, root };
}

/** ln of the density at a point. */
export function logGaussian({ mean, root }: GaussianLaw, point: readonly number[]): number {
  const scaled: number[] = [];
  let log = (-mean.length / 2) * Math.log(2 * Math.PI);
  for (const [i, row] of root.entries()) {
    const side = numberAt(row, i);
    const z = (numberAt(point, i) - numberAt(mean, i) - dot(row, scaled, i)) / side;
    scaled.push(z);
    log -= Math.log(side) + (z * z) / 2;
  }
  return log;
}

/** The point that standard normal numbers stand for: mean + L·z. */
export function gaussianPoint({ mean, root }: GaussianLaw, normals: readonly number[]): number[] {
  return root.map((row, i) => numberAt(mean, i) + dot(row, normals, i + 1));
}

function dot(a: readonly number[], b: readonly number[], count: number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += numberAt(a, k) * numberAt(b, k);
  return sum;
}
