/** Cells of tables that people open in a spreadsheet. */

/** What a spreadsheet takes for the beginning of a formula, behind the mark that says it is none. */
const FORMULA = /^'*[=+\-@]/;

/**
 * A text as a cell: in quotes where it holds a separator, a quote or a line end, and with a leading ' where
 * a spreadsheet would take it for a formula. `cellText` reads it back.
 */
export function csvCell(text: string): string {
  const plain = FORMULA.test(text) ? `'${text}` : text;
  return /[",;\t\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** The text of a cell without the mark that `csvCell` puts before what looks like a formula. */
export function cellText(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}
