/**
 * Delimited text into rows of cells, each knowing where it stood.
 *
 * Reads what spreadsheets write: a byte-order mark, LF, CRLF, CR CR LF (a file that was
 * converted twice) or CR alone, comma, semicolon or tab, quoted cells that hold the
 * separator or a line break. One pass over the text, so a line of any length costs
 * linear time. The dialect is RFC 4180 (Shafranovich, 2005), §2, widened as above.
 */
import type { Parsed, Problem } from "./problem.ts";
import { shorten } from "./shorten.ts";

export type Separator = "," | ";" | "\t";

export interface Cell {
  /** Without quotes and without blanks around it. */
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in characters; a byte-order mark does not count. */
  readonly column: number;
}

export interface DelimitedRow {
  readonly line: number;
  readonly cells: readonly Cell[];
}

export interface Delimited {
  readonly separator: Separator;
  /** Rows with something in them; blank lines and lines of bare separators are left out. */
  readonly rows: readonly DelimitedRow[];
}

/** No table of measurements is wider; a longer row is another format, and would fill memory. */
const WIDEST_ROW = 1000;

const QUOTE = '"';

/** Splits the text; a file that is empty, binary or wrongly quoted is a problem. */
export function parseDelimited(source: string, file: string): Parsed<Delimited> {
  const text = source.startsWith("\uFEFF") ? source.slice(1) : source;
  const fail = (line: number, column: number, message: string, hint: string) =>
    ({ ok: false, problems: [{ file, line, column, message, hint } satisfies Problem] }) as const;

  if (text.trim() === "") {
    return fail(1, 1, "the file is empty", "give it a header line and one row per measurement");
  }
  if (text.includes("\0")) {
    return fail(1, 1, "the file is not plain text", "save it as CSV in UTF-8");
  }

  const separator = findSeparator(text);
  const rows: DelimitedRow[] = [];
  let cells: Cell[] = [];
  let line = 1;
  let lineStart = 0;
  let rowLine = 1;
  let at = 0;

  while (at <= text.length) {
    // One cell: blanks, then a quoted or a bare text, then a separator or the line's end.
    let start = at;
    while (isBlank(text[start], separator)) start++;
    const cellLine = line;
    const cellColumn = start - lineStart + 1;
    let value: string;
    if (text[start] === QUOTE) {
      const end = closingQuote(text, start);
      if (end < 0) {
        return fail(line, cellColumn, "this quote is never closed", 'end the cell with a second "');
      }
      value = text.slice(start + 1, end).replaceAll('""', QUOTE);
      for (let i = start; i < end; i++) {
        if (
          text[i] === "\n" ||
          (text[i] === "\r" && text[i + 1] !== "\n" && text[i + 1] !== "\r")
        ) {
          line++;
          lineStart = i + 1;
        }
      }
      at = end + 1;
      while (isBlank(text[at], separator)) at++;
      if (at < text.length && !endsCell(text[at], separator)) {
        const rest = shorten(text.slice(at, bareEnd(text, at, separator)));
        return fail(
          line,
          at - lineStart + 1,
          `text after a closing quote: ${rest}`,
          'put a separator before it, or write "" for a quote inside a quoted cell',
        );
      }
    } else {
      at = bareEnd(text, start, separator);
      value = text.slice(start, at);
    }
    cells.push({ text: value.trim(), line: cellLine, column: cellColumn });
    if (cells.length > WIDEST_ROW) {
      return fail(
        line,
        cellColumn,
        `this row has more than ${WIDEST_ROW} cells`,
        "check that this is the file you meant: a line break may be missing",
      );
    }
    if (text[at] === separator) {
      at++;
      continue;
    }

    if (cells.some((cell) => cell.text !== "")) rows.push({ line: rowLine, cells });
    cells = [];
    // A run of CR with LF behind it is one line break; without, each CR is one.
    let next = at;
    while (text[next] === "\r") next++;
    line += text[next] === "\n" || next === at ? 1 : next - at;
    at = text[next] === "\n" || next === at ? next + 1 : next;
    lineStart = at;
    rowLine = line;
  }
  return { ok: true, value: { separator, rows } };
}

function isBlank(char: string | undefined, separator: Separator): boolean {
  return char === " " || char === "\u00A0" || (char === "\t" && separator !== "\t");
}

function endsCell(char: string | undefined, separator: Separator): boolean {
  return char === separator || char === "\n" || char === "\r";
}

function bareEnd(text: string, from: number, separator: Separator): number {
  let at = from;
  while (at < text.length && !endsCell(text[at], separator)) at++;
  return at;
}

/** Index of the quote that ends the cell opened at `open`, or -1. */
function closingQuote(text: string, open: number): number {
  let at = text.indexOf(QUOTE, open + 1);
  while (at >= 0 && text[at + 1] === QUOTE) at = text.indexOf(QUOTE, at + 2);
  return at;
}

/** The separator seen most often in the first line that holds anything; comma on a tie. */
function findSeparator(text: string): Separator {
  let header = text.search(/\S/);
  const counts = { ",": 0, ";": 0, "\t": 0 };
  let quoted = false;
  for (; header < text.length; header++) {
    const char = text[header];
    if (char === QUOTE) quoted = !quoted;
    else if (!quoted && (char === "\n" || char === "\r")) break;
    else if (!quoted && (char === "," || char === ";" || char === "\t")) counts[char]++;
  }
  if (counts[";"] > counts[","] && counts[";"] >= counts["\t"]) return ";";
  return counts["\t"] > counts[","] ? "\t" : ",";
}
