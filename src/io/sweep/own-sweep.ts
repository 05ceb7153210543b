import type { ResultsHeader } from "../../sweep/results-header.ts";

/** The sweep that a file is of. */
export interface OwnSweep {
  readonly header: ResultsHeader;
  /** The key of a cell by its number. */
  readonly keyOf: (cell: number) => string;
}
