/** How wide each column of a table is where a page's width is shared out in fixed parts. */
import { columnWeights } from "./column-weights.ts";
import { plainText, type Row } from "./document.ts";

export interface TableRoom {
  /** Of the whole table. */
  readonly width: number;
  /** Of a letter in the face of the header, and of the margins of a cell; in the unit of the width. */
  readonly letter: number;
  readonly margins: number;
}

/**
 * Short columns stand on one line and no column is narrower than its longest word, as far as there is
 * room; what is left goes to those that need more.
 */
export function columnWidths(
  header: Row,
  rows: readonly Row[],
  { width, letter, margins }: TableRoom,
): readonly number[] {
  const weights = columnWeights(header, rows);
  const cells = header.map((_, i) => [header, ...rows].map((row) => plainText(row[i] ?? "")));
  const room = (texts: readonly string[]) => margins + letter * longest(texts);
  const words = cells.map((texts) => room(texts.flatMap((text) => text.split(/\s+/))));
  const lines = cells.map((texts, i) => (weights[i]?.short ? room(texts) : (words[i] ?? 0)));
  const [least = words] = [lines, words].filter((some) => sum(some) <= width);
  const spare = width - sum(least);
  if (spare < 0) return least.map((one) => Math.floor((one * width) / sum(least)));
  const all = sum(weights.map(({ weight }) => weight));
  const wanted = weights.map(({ weight }, i) =>
    Math.max(0, (width * weight) / all - (least[i] ?? 0)),
  );
  const share = sum(wanted) > 0 ? spare / sum(wanted) : 0;
  return least.map((one, i) => Math.floor(one + share * (wanted[i] ?? 0)));
}

const longest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => text.length));

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
