/**
 * Rows inside a cell: a stray quote at the start of a cell takes everything up to the next quote with it,
 * and all readers of CSV find that in order. In raw samples it shows, since a line inside the cell then
 * begins like a row.
 */
import type { Row } from "../text/read-rows.ts";

/** How a row of each format begins, as source of a regular expression that RE2 understands too. */
export const rowStarts = {
  "jmeter-csv":
    "(?:[0-9]{9,19}[,;\\t|]|[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}[ T][0-9]{2}:|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2} [0-9]{2}:)",
  "k6-csv": "(?:http_req_duration|vus|dropped_iterations),",
} as const;

const inside = {
  "jmeter-csv": new RegExp(`\\n${rowStarts["jmeter-csv"]}`, "g"),
  "k6-csv": new RegExp(`\\n${rowStarts["k6-csv"]}`, "g"),
} as const;

/** How many rows stand inside the cells of this one. O(length of the cells). */
export function swallowedRows({ cells }: Row, format: keyof typeof rowStarts): number {
  let found = 0;
  for (const cell of cells) {
    if (cell.includes("\n")) found += cell.match(inside[format])?.length ?? 0;
  }
  return found;
}

/** Why such a row is rejected, and its remedy. */
export const swallowing = (rows: number) =>
  [
    `a stray quote joins this row and the ${rows === 1 ? "one" : rows} after it`,
    "remove the quote, or close it in its cell",
  ] as const;
