/** One measured figure; the project promises to stay below `limit` and to reach `least`. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit?: number;
  readonly least?: number;
  /** What the table at the end calls it; only those stand there. */
  readonly row?: string;
}

/** What every bench/*.bench.ts exports as `bench`. */
export type Bench = () => Promise<readonly Figure[]>;

/** The middle of an odd number of runs: one slow start of a busy machine does not count. */
export function medianOf(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new RangeError("values must not be empty");
  return middle;
}
