import { entryAt } from "../../entry-at.ts";

/**
 * Σ shares[i]·table[first ± (i − from)], i = from…to, of each table. Four tables go side by side: each sum has
 * to wait for its own last term, and four wait no longer than one. Terms are added in the order of i, as
 * one by one.
 *
 * @param first where a table is read for `from`
 * @param step 1: onwards from there; −1: backwards, where the shares are those of the other part
 * @param sums the result, one for each table, in place
 */
export function weightedSums(
  shares: Float64Array,
  tables: readonly Float64Array[],
  from: number,
  to: number,
  first: number,
  step: 1 | -1,
  sums: Float64Array,
): void {
  const last = tables.length - 1;
  for (let t = 0; t <= last; t += 4) {
    const a = entryAt(tables, t);
    const b = entryAt(tables, t < last ? t + 1 : last);
    const c = entryAt(tables, t + 1 < last ? t + 2 : last);
    const d = entryAt(tables, t + 2 < last ? t + 3 : last);
    let [p, q, r, s] = [0, 0, 0, 0];
    for (let i = from, k = first; i <= to; i++, k += step) {
      const share = shares[i] ?? 0;
      p += share * (a[k] ?? 0);
      q += share * (b[k] ?? 0);
      r += share * (c[k] ?? 0);
      s += share * (d[k] ?? 0);
    }
    sums[t] = p;
    if (t < last) sums[t + 1] = q;
    if (t + 1 < last) sums[t + 2] = r;
    if (t + 2 < last) sums[t + 3] = s;
  }
}
