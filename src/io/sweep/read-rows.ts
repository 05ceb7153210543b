import { type RowChoice, rowsOfLine, type SweepRow } from "../../sweep/results/sweep-row.ts";
import type { ResultsHeader } from "../../sweep/results-header.ts";
import { resultsLines } from "./results-lines.ts";

/** The rows of a file of results that a picture asks for. */
export function readRows(
  path: string,
  header: ResultsHeader,
  choice: RowChoice,
  wanted: (row: SweepRow) => boolean,
): { readonly rows: readonly SweepRow[]; readonly refused: number } {
  const rows: SweepRow[] = [];
  let refused = 0;
  let first = true;
  for (const { text, whole } of resultsLines(path)) {
    if (first || !whole) {
      first = false;
      continue;
    }
    const all = rowsOfLine(header, text, choice);
    if (all.length === 0) refused++;
    rows.push(...all.filter(wanted));
  }
  return { rows, refused };
}
