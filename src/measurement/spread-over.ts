import { entryAt } from "../entry-at.ts";

/** Of more values than this, pairs are too many to look at: 300 have 44,850. */
const MOST = 300;

/**
 * Up to 300 of the values, spread evenly over their order, first and last among them: enough for a
 * median over pairs. All of them, in their own order, where there are no more.
 */
export function spreadOver<T>(values: readonly T[], by: (value: T) => number): readonly T[] {
  if (values.length <= MOST) return values;
  const sorted = values.toSorted((a, b) => by(a) - by(b));
  return Array.from({ length: MOST }, (_, at) =>
    entryAt(sorted, Math.round((at * (sorted.length - 1)) / (MOST - 1))),
  );
}
