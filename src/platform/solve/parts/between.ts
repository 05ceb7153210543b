import { floatAt } from "../../../entry-at.ts";

/** The table at a number that need not be whole: straight lines in between, its last one beyond. */
export function between(table: Float64Array, n: number): number {
  const below = Math.min(Math.floor(n), table.length - 1);
  const low = floatAt(table, below);
  if (below === n || below + 1 >= table.length) return low;
  return low + (n - below) * (floatAt(table, below + 1) - low);
}

/**
 * Shares of states as shares of the numbers that stand for them, which need not be whole: an
 * average over these is one over the table's straight lines.
 *
 * @param numberOf the number that stands for each state
 *
 * @returns the first and the last number with a share; other entries are not cleared
 */
export function spreadOver(
  numbers: Float64Array,
  shares: Float64Array,
  from: number,
  to: number,
  numberOf: Float64Array,
): { readonly from: number; readonly to: number } {
  const last = numbers.length - 1;
  let first = last;
  let end = 0;
  for (let i = from; i <= to; i++) {
    const below = Math.floor(Math.min(floatAt(numberOf, i), last));
    if (below < first) first = below;
    if (below >= end) end = Math.min(below + 1, last);
  }
  numbers.fill(0, first, end + 1);
  for (let i = from; i <= to; i++) {
    const number = Math.min(floatAt(numberOf, i), last);
    const below = Math.floor(number);
    const share = shares[i] ?? 0;
    const above = share * (number - below);
    numbers[below] = floatAt(numbers, below) + share - above;
    if (above > 0) numbers[below + 1] = floatAt(numbers, below + 1) + above;
  }
  return { from: first, to: end };
}
