import { plainText, type Row } from "./document.ts";

/** Longer than this a column may break its lines. */
const SHORT = 14;
const LONGEST = 160;

/** Room beside the letters of a cell. */
const MARGIN = 5;

/** A word of more letters than this is no reason to squeeze the other columns further. */
const LONGEST_WORD = 40;

/**
 * How much of a page's width a column of a table needs, by its longest cell; short ones need all of it,
 * others at least what their longest word does, which cannot be broken.
 */
export function columnWeights(
  header: Row,
  rows: readonly Row[],
): readonly { readonly weight: number; readonly short: boolean }[] {
  return header.map((_, i) => {
    const cells = [header, ...rows].map((row) => plainText(row[i] ?? ""));
    const longest = Math.max(...cells.map(({ length }) => length));
    if (longest <= SHORT) return { weight: longest + MARGIN, short: true };
    const words = cells.flatMap((cell) => cell.split(/[\s/-]+/).map(({ length }) => length));
    const word = Math.min(Math.max(...words), LONGEST_WORD) + MARGIN;
    return { weight: Math.max(word, 4 * Math.sqrt(Math.min(longest, LONGEST))), short: false };
  });
}
