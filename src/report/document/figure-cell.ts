import { plainText, type Row, type Text } from "./document.ts";

/** Which columns hold short figures alone: they stand right, so that they can be compared. */
export function figureColumns(header: Row, rows: readonly Row[]): readonly boolean[] {
  return header.map((_, i) => rows.length > 0 && rows.every((row) => isFigure(row[i] ?? "")));
}

const isFigure = (text: Text) =>
  /^(?:–|[−+±]?[\d.,]+(?: ?(?:%|s|ms|req\/s|h|users?))?)$/.test(plainText(text));
