import type { Problem } from "../problem.ts";

/** Problems that are kept with their place; the others are only counted. */
const kept = 20;

/** Counts the rows of one file that cannot be read and keeps the places of the first 20. */
export interface Rejections {
  /** @param rows how many rows are lost there, 1 unless said otherwise */
  add(line: number, column: number, message: string, hint: string, rows?: number): void;
  readonly count: number;
  readonly first: readonly Problem[];
}

export function rejections(file: string): Rejections {
  const first: Problem[] = [];
  let count = 0;
  return {
    add(line, column, message, hint, rows = 1) {
      count += rows;
      if (first.length < kept) first.push({ file, line, column, message, hint });
    },
    get count() {
      return count;
    },
    first,
  };
}

/** Of a run whose log's bad rows are told with another run. */
export const noneRejected = { count: 0, first: [] } as const;

/** A refusal of a whole file. */
export function refused(file: string, message: string, hint: string, line = 1, column = 1) {
  return { ok: false as const, problems: [{ file, line, column, message, hint }] };
}
