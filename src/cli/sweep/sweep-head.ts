import type { ResultsHeader } from "../../sweep/results-header.ts";
import type { SweepHead } from "../outputs/sweep-head.ts";

/** What every result about a file of cells begins with, read off the file's own header. */
export function sweepHead({ program, sweep, title, cells }: ResultsHeader): SweepHead {
  return { schema: 1, program, sweep, title, cells };
}
