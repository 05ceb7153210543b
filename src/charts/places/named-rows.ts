/**
 * Rows of a picture that have a name, a drawing and words about it: beside one another where the
 * picture is wide, else the name and the words above the drawing. Names are never cut.
 */
import type { ChartLayout } from "../layers/chart-layout.ts";
import type { JsonObject } from "../layers/chart-spec.ts";
import { textMark } from "../layers/text-mark.ts";
import type { ChartTheme } from "../layers/theme.ts";
import { fitName } from "./fit-name.ts";

export interface RowWords {
  readonly text: string;
  readonly color: string;
  readonly isBold?: boolean;
}

export interface NamedRow {
  readonly name: RowWords;
  readonly words: readonly RowWords[];
  /** Pixels that the drawing takes. */
  readonly height: number;
}

/** Room for each of the three, in pixels. */
export interface RowsFrame {
  readonly names: number;
  readonly plot: number;
  readonly words: number;
  readonly isBeside: boolean;
}

export interface PlacedRows {
  readonly height: number;
  /** Middle of each drawing, from the top. */
  readonly middles: readonly number[];
  /** All names and words. */
  readonly layers: readonly JsonObject[];
}

const GAP = 12;

/** @param shares of the width for names and words */
export function rowsFrame(
  { width, padding, sideWidth }: ChartLayout,
  shares: { readonly names: number; readonly words: number },
): RowsFrame {
  const inner = width - 2 * padding;
  if (sideWidth === 0) return { names: inner, plot: inner - 24, words: inner, isBeside: false };
  const [names, words] = [Math.round(shares.names * inner), Math.round(shares.words * inner)];
  return { names, words, plot: inner - names - words, isBeside: true };
}

export function placeRows(
  rows: readonly NamedRow[],
  frame: RowsFrame,
  { fontSize }: ChartLayout,
): PlacedRows {
  const lineHeight = fontSize + 3;
  const middles: number[] = [];
  const layers: JsonObject[] = [];
  let top = 0;
  for (const { name, words, height } of rows) {
    const wrapped = (one: RowWords, width: number) =>
      fitName(one.text, width, fontSize, { isBold: one.isBold === true, most: 4 });
    const nameLines = wrapped(name, frame.names - GAP);
    const wordLines = words.map((one) => wrapped(one, frame.words - GAP));
    const count = wordLines.reduce((sum, lines) => sum + lines.length, 0);
    const room = frame.isBeside
      ? Math.max(height, lineHeight * Math.max(nameLines.length, count))
      : height + lineHeight * (nameLines.length + count);
    const middle = frame.isBeside ? top + room / 2 : top + room - height / 2;
    const firstOf = (lines: number) => middle - ((lines - 1) * lineHeight) / 2;
    const nameAt = frame.isBeside ? firstOf(nameLines.length) : top + lineHeight / 2;
    const style = ({ color, isBold = false }: RowWords) => ({ color, isBold, lineHeight });
    layers.push(
      frame.isBeside
        ? textMark(nameLines.join("\n"), -GAP, nameAt, { ...style(name), align: "right" })
        : textMark(nameLines.join("\n"), 0, nameAt, style(name)),
    );
    let at = frame.isBeside ? firstOf(count) : nameAt + lineHeight * nameLines.length;
    words.forEach((one, i) => {
      const lines = wordLines[i] ?? [];
      layers.push(
        textMark(lines.join("\n"), frame.isBeside ? frame.plot + GAP : 0, at, style(one)),
      );
      at += lineHeight * lines.length;
    });
    middles.push(middle);
    top += room + (frame.isBeside ? 6 : 10);
  }
  return { height: Math.max(1, Math.round(top)), middles, layers };
}

/** A row of words only, above those that belong together. */
export function headingRow(text: string, theme: ChartTheme): NamedRow {
  return { name: { text, color: theme.ink, isBold: true }, words: [], height: 4 };
}
