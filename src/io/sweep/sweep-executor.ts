/** Where the cells of a sweep are computed: one small interface, whoever does the work. */
import type { SweepStudy } from "../../sweep/sweep-study.ts";

export interface SweepWork {
  readonly study: SweepStudy;
  /** Numbers of the cells to compute, each once. */
  readonly cells: Iterable<number>;
  /** How many those are. */
  readonly count: number;
  /** Told the lines that are there, in any order; a cell may come twice. */
  readonly onLines: (lines: readonly string[]) => void;
  /** Ends the run early. */
  readonly signal?: AbortSignal;
}

/** Resolves once every cell was handed over, or the run was ended. */
export type SweepExecutor = (work: SweepWork) => Promise<void>;
