/** A measurement of a campaign as one text, for looking it up: users and run tell it from all others. */
export function keyOfLevel({
  users,
  run,
}: {
  readonly users: number;
  readonly run: string;
}): string {
  return `${users} ${run}`;
}

/** Rows by what tells them apart, in the order of each key's first row; one pass. */
export function rowsBy<T>(
  rows: readonly T[],
  keyOf: (row: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const known = found.get(key);
    if (known) known.push(row);
    else found.set(key, [row]);
  }
  return found;
}

/** Rows by the measurement that they are of; one pass. */
export const rowsByLevel = <T extends { readonly users: number; readonly run: string }>(
  rows: readonly T[],
): ReadonlyMap<string, readonly T[]> => rowsBy(rows, keyOfLevel);

/** The measurements of a list, for asking whether one is among them. */
export function levelSet(
  levels: readonly { readonly users: number; readonly run: string }[],
): ReadonlySet<string> {
  return new Set(levels.map(keyOfLevel));
}
