import { numberAt } from "../entry-at.ts";
import type { TriangularFactor } from "./triangular-factor.ts";

// A diagonal of R this far below the length of its column leaves no digit of the inverse
// standing once R's derivatives carry the 1e-10 of central differences.
const dependent = 1e-10;

/**
 * (AᵀA)⁻¹ from the triangular factor R of A, or `null` where the columns of A depend on one
 * another to ten digits: then some combination of parameters is not determined at all.
 * O(n³) time; computed as R⁻¹R⁻ᵀ, so the condition of A is never squared.
 */
export function covarianceOfFactor(factor: TriangularFactor): number[][] | null {
  const n = factor.columns.length;
  const inverse: number[][] = []; // columns of R⁻¹
  for (const [j, column] of factor.columns.entries()) {
    const pivot = numberAt(column, j);
    const largest = column.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    if (!(Math.abs(pivot) > dependent * largest)) {
      return null;
    }
    // Column j of R⁻¹ from R⁻¹·R = I: its entry at the diagonal is 1/pivot.
    const entry = new Array<number>(n).fill(0);
    entry[j] = 1 / pivot;
    for (const [k, earlier] of inverse.entries()) {
      for (const [i, value] of earlier.entries()) {
        entry[i] = numberAt(entry, i) - (value * numberAt(column, k)) / pivot;
      }
    }
    inverse.push(entry);
  }
  const rows = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  return rows.map((row, a) =>
    row.map((_, b) => {
      let sum = 0;
      for (const column of inverse) {
        sum += numberAt(column, a) * numberAt(column, b);
      }
      return sum;
    }),
  );
}
