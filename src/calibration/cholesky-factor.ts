/**
 * Lower triangle L with L·Lᵀ = A of a symmetric positive matrix. A pivot that rounding has
 * made too small is raised to 1e-12 of its diagonal, so that a nearly flat direction stays flat.
 *
 * @throws RangeError unless A is square with a positive diagonal
 */
export function choleskyFactor(matrix: readonly (readonly number[])[]): number[][] {
  const n = matrix.length;
  const L = matrix.map(() => new Array<number>(n).fill(0));
  for (let i = 0; i < n; i++) {
    const row = matrix[i] as readonly number[];
    const diagonal = row[i] as number;
    if (row.length !== n || !(diagonal > 0)) {
      throw new RangeError(`matrix must be square with a positive diagonal, got ${diagonal}`);
    }
    for (let j = 0; j <= i; j++) {
      let sum = row[j] as number;
      for (let k = 0; k < j; k++) sum -= (L[i]?.[k] as number) * (L[j]?.[k] as number);
      (L[i] as number[])[j] =
        i === j ? Math.sqrt(Math.max(sum, 1e-12 * diagonal)) : sum / (L[j]?.[j] as number);
    }
  }
  return L;
}
