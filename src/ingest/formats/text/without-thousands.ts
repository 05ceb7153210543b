/**
 * Tables that went through a spreadsheet: "12,345" or, in other languages, "12.345" and "12 345". No load
 * tool writes so, and a single cell does not tell whether it is twelve thousand or twelve and a bit; a
 * column of counts does, since nobody counts fractions.
 */
import type { Row } from "./read-rows.ts";

const grouped = /^\s*\d{1,3}(?:([,.'’ \u00a0\u202f])\d{3})(?:\1\d{3})*\s*$/;

/**
 * The rows with separators of thousands taken out, from the column of counts on; as they are where no
 * count has any.
 */
export function withoutThousands(rows: readonly Row[], counts: number): readonly Row[] {
  const separator = separatorOf(rows.map(({ cells }) => cells[counts] ?? ""));
  if (separator === undefined) return rows;
  const thousands = new RegExp(`(?<=\\d)[${separator}](?=\\d{3}(?!\\d))`, "g");
  return rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell, at) => (at < counts ? cell : cell.replace(thousands, ""))),
  }));
}

function separatorOf(cells: readonly string[]): string | undefined {
  const found = new Set(cells.flatMap((cell) => grouped.exec(cell)?.[1] ?? []));
  const [only, ...others] = found;
  return others.length === 0 ? only : undefined;
}
