import { between } from "./between.ts";
import type { Behavior } from "./part-behavior.ts";
import { type FilledPool, insideOf, type PoolLine } from "./pool-inside.ts";
import { isZero, zeroTable } from "./zero-table.ts";

/** A pool with one line: as many are held as fit. */
export function oneLine(
  inside: Behavior,
  line: PoolLine,
  places: number,
  most: number,
): FilledPool {
  const upTo = (limit: number) => (table: Float64Array) => {
    if (isZero(table)) return zeroTable(most + 1);
    const wide = new Float64Array(most + 1).fill(between(table, limit));
    wide.set(table.subarray(0, Math.min(most, Math.floor(limit)) + 1));
    return wide;
  };
  const found = upTo(Math.max(0, places - 1));
  return { inside: insideOf(inside, upTo(places), found), line, strata: [] };
}
