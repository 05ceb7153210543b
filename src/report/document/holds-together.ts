import { type Block, plainText } from "./document.ts";

/** What surely fits on one page of paper, whatever the widths of its columns. */
const MOST_ROWS = 10;
const MOST_LETTERS = 1500;

/** Whether a table is short enough to stand on one page as a whole. */
export function holdsTogether(block: Block | undefined): boolean {
  if (block?.kind !== "table" || block.rows.length > MOST_ROWS) return false;
  const cells = [block.header, ...block.rows].flat();
  return cells.reduce((sum, cell) => sum + plainText(cell).length, 0) <= MOST_LETTERS;
}

/** Whether a paragraph says what the table after it holds: left behind at the foot of a page it says nothing. */
export function leadsOn(block: Block, next: Block | undefined): boolean {
  return block.kind === "paragraph" && next?.kind === "table";
}
