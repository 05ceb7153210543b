/** Lengths that are in use at the same time: the platform's and its pools'. */
const KEPT = 16;

const tables = new Map<number, Float64Array>();

/** A table of zeros, the same one for the same length where possible: never write to it. */
export function zeroTable(length: number): Float64Array {
  const known = tables.get(length);
  if (known !== undefined) return known;
  if (tables.size >= KEPT) tables.clear();
  const table = new Float64Array(length);
  tables.set(length, table);
  return table;
}

export function isZero(table: Float64Array): boolean {
  for (let n = 0; n < table.length; n++) {
    if (table[n] !== 0) return false;
  }
  return true;
}
