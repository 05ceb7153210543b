import { plainText, type Row } from "./document.ts";

/** Longer than this a column may break its lines. */
const SHORT = 14;
const LONGEST = 160;

/** Room beside the letters of a cell. */
const MARGIN = 5;

/** How much of a page's width a column of a table needs, by its longest cell; short ones need all of it. */
export function columnWeights(
  header: Row,
  rows: readonly Row[],
): readonly { readonly weight: number; readonly short: boolean }[] {
  return header.map((_, i) => {
    const lengths = [header, ...rows].map((row) => plainText(row[i] ?? "").length);
    const longest = Math.max(...lengths);
    const weight = longest <= SHORT ? longest + MARGIN : 4 * Math.sqrt(Math.min(longest, LONGEST));
    return { weight, short: longest <= SHORT };
  });
}
