import { entryAt, floatAt, intAt, numberAt } from "../entry-at.ts";
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

/** ln of the density at a point. */
export function logGaussian(law: GaussianLaw, point: readonly number[]): number {
  return new PackedLaws([law]).logDensity(0, point);
}

/** Laws side by side in one array, for whoever asks all of them about many points. */
export class PackedLaws {
  /** Of each law one dimension after the other: mean, ln of the scale, row of the root. */
  private readonly numbers: Float64Array;
  /** Where each law begins, and how many dimensions it has. */
  private readonly starts: Int32Array;
  private readonly sizes: Int32Array;
  /** Scaled coordinates of the point that is looked at: written before they are read. */
  private readonly scaled: Float64Array;

  constructor(laws: readonly GaussianLaw[]) {
    const packed = laws.map(({ mean, root, logScales }) =>
      root.flatMap((row, i) => [numberAt(mean, i), numberAt(logScales, i), ...row]),
    );
    this.numbers = Float64Array.from(packed.flat());
    this.sizes = Int32Array.from(laws, ({ mean }) => mean.length);
    this.starts = new Int32Array(laws.length);
    for (let k = 1; k < laws.length; k++) {
      this.starts[k] = intAt(this.starts, k - 1) + entryAt(packed, k - 1).length;
    }
    this.scaled = new Float64Array(this.sizes.reduce((a, b) => Math.max(a, b), 0));
  }

  /** ln of the density of the k-th law at a point. */
  logDensity(k: number, point: readonly number[]): number {
    const { numbers, scaled } = this;
    const size = intAt(this.sizes, k);
    let at = intAt(this.starts, k);
    let log = (-size / 2) * LOG_TAU;
    for (let i = 0; i < size; i++) {
      const mean = floatAt(numbers, at++);
      const logScale = floatAt(numbers, at++);
      let left = 0;
      for (let j = 0; j < i; j++) left += floatAt(numbers, at++) * floatAt(scaled, j);
      const z = (numberAt(point, i) - mean - left) / floatAt(numbers, at++);
      scaled[i] = z;
      log -= logScale + (z * z) / 2;
    }
    return log;
  }
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
