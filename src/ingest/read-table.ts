/** A table with named columns: the header is checked once, cells are then read by name. */
import { cellText } from "../wording/csv-cell.ts";
import { nearestName } from "./nearest-name.ts";
import { type Cell, type DelimitedRow, parseDelimited, type Separator } from "./parse-delimited.ts";
import type { Parsed, Problem } from "./problem.ts";
import { type NumberKind, readNumber } from "./read-number.ts";
import { shorten } from "./shorten.ts";

export interface Columns {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** The column that a name of another table probably means: "RPS" is throughput_rps. */
  readonly meant?: (name: string) => string | undefined;
}

/** Reads the cells of one row; what is wrong with them is noted, and `undefined` returned. */
export interface RowReader {
  readonly line: number;
  /** The cell's text; "" where it is empty or its column is absent. */
  text(name: string): string;
  /** The number in the cell; undefined where it is empty, absent or wrong. */
  number(name: string, kind: NumberKind): number | undefined;
  /** Notes a problem with the named cell. */
  fault(name: string, message: string, hint: string): void;
}

/** A list a person can read; the rest is counted, and the file has to be mended anyway. */
const MOST_PROBLEMS = 50;

/**
 * Reads `text` row by row. `readRow` returns the row's value, or undefined after it has
 * noted a fault; `key` tells rows apart, and two rows with one key are a problem.
 */
export function readTable<T>(
  text: string,
  file: string,
  columns: Columns,
  readRow: (row: RowReader) => T | undefined,
  key: (value: T) => string,
): Parsed<readonly T[]> {
  const parsed = parseDelimited(text, file);
  if (!parsed.ok) return parsed;
  const { separator, rows } = parsed.value;
  const [head, ...body] = rows;
  if (head === undefined) throw new RangeError("a parsed table has a row, got none");
  const header = readHeader(head, file, columns);
  if (!header.ok) return header;

  const problems: Problem[] = [];
  const values: T[] = [];
  const seen = new Map<string, number>();
  for (const row of body) {
    const before = problems.length;
    const extra = row.cells[head.cells.length];
    if (row.cells.length !== head.cells.length) {
      const { line, column } = extra ?? row.cells.at(-1) ?? { line: row.line, column: 1 };
      const message = `this row has ${row.cells.length} cells, the header has ${head.cells.length}`;
      const hint =
        extra === undefined
          ? "keep the separators of empty cells"
          : "quote a cell that holds the separator, or delete the extra cell";
      problems.push({ file, line, column, message, hint });
      continue;
    }
    const value = readRow(rowReader(row, header.value, file, separator, problems));
    if (value === undefined || problems.length > before) continue;
    const first = seen.get(key(value));
    if (first !== undefined) {
      const message = `this row repeats line ${first}: ${key(value)}`;
      const hint = "delete one, or tell repeated measurements apart in the column run";
      problems.push({ file, line: row.line, column: row.cells[0]?.column ?? 1, message, hint });
      continue;
    }
    seen.set(key(value), row.line);
    values.push(value);
  }
  if (problems.length === 0) return { ok: true, value: values };
  return { ok: false, problems: atMost(problems) };
}

/** Position of each known column, by its name. */
function readHeader(
  head: DelimitedRow,
  file: string,
  columns: Columns,
): Parsed<ReadonlyMap<string, number>> {
  const known = [...columns.required, ...columns.optional];
  const problems: Problem[] = [];
  const places = new Map<string, number>();
  for (const [index, cell] of head.cells.entries()) {
    const name = cell.text.toLowerCase();
    const fault = (message: string, hint: string) =>
      problems.push({ file, line: cell.line, column: cell.column, message, hint });
    if (!known.includes(name)) {
      const near = nearestName(name, known) ?? columns.meant?.(cell.text);
      fault(
        name === "" ? "a column has no name" : `unknown column ${shorten(cell.text)}`,
        near === undefined ? `known columns: ${known.join(", ")}` : `did you mean ${near}?`,
      );
    } else if (places.has(name)) {
      fault(`the column ${name} stands here a second time`, "delete one of the two");
    } else {
      places.set(name, index);
    }
  }
  for (const name of columns.required.filter((required) => !places.has(required))) {
    const hint = `the first line must name the columns, e.g. ${known.slice(0, 6).join(",")}`;
    const message = `the column ${name} is missing`;
    problems.push({ file, line: head.line, column: 1, message, hint });
  }
  if (problems.length === 0) return { ok: true, value: places };
  return { ok: false, problems: atMost(problems) };
}

function rowReader(
  row: DelimitedRow,
  places: ReadonlyMap<string, number>,
  file: string,
  separator: Separator,
  problems: Problem[],
): RowReader {
  const cellOf = (name: string): Cell | undefined => row.cells[places.get(name) ?? -1];
  const fault = (name: string, message: string, hint: string) => {
    const { line, column } = cellOf(name) ?? { line: row.line, column: 1 };
    problems.push({ file, line, column, message, hint });
  };
  const text = (name: string) => cellText(cellOf(name)?.text ?? "");
  return {
    line: row.line,
    text,
    fault,
    number(name, kind) {
      const found = text(name);
      if (found === "") return undefined;
      const read = readNumber(name, found, kind, separator);
      if (read.ok) return read.value;
      fault(name, read.message, read.hint);
      return undefined;
    },
  };
}

function atMost(problems: readonly Problem[]): readonly Problem[] {
  const last = problems[MOST_PROBLEMS];
  if (last === undefined) return problems;
  const more = problems.length - MOST_PROBLEMS;
  const message = `and ${more} more problem${more === 1 ? "" : "s"} from here on`;
  return [...problems.slice(0, MOST_PROBLEMS), { ...last, message, hint: "mend the first ones" }];
}
