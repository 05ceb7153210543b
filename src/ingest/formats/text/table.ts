import { type DelimitedRows, type Row, readRows } from "./read-rows.ts";

/** A delimited file whose first record names the columns. */
export interface Table {
  readonly header: Row;
  readonly rows: readonly Row[];
  readonly source: DelimitedRows;
  /** Whether any of the names is a column; case and outer blanks do not matter. */
  has(...names: readonly string[]): boolean;
  /** The cell under the first of the names that is a column, or undefined. */
  cell(row: Row, ...names: readonly string[]): string | undefined;
  /** Place of a column's cell, counted from 1, for a problem report. */
  column(...names: readonly string[]): number;
}

/** Reads a table whose columns are found by name, never by place: tools reorder them. */
export function readTable(text: string, delimiter?: string): Table {
  const source = delimiter === undefined ? readRows(text) : readRows(text, delimiter);
  const header = source.rows[0] ?? { cells: [], line: 1 };
  const places = new Map<string, number>();
  for (const [place, name] of header.cells.entries()) {
    const key = name.trim().toLowerCase();
    if (!places.has(key)) places.set(key, place);
  }
  const find = (names: readonly string[]) => {
    for (const name of names) {
      const place = places.get(name.toLowerCase());
      if (place !== undefined) return place;
    }
    return undefined;
  };
  return {
    header,
    rows: wholeRows(source),
    source,
    has: (...names) => find(names) !== undefined,
    cell: (row, ...names) => {
      const place = find(names);
      return place === undefined ? undefined : row.cells[place];
    },
    column: (...names) => (find(names) ?? 0) + 1,
  };
}

/**
 * The rows below the header, but for headers that stand again where files were put one behind the other. The
 * last cell of a row that broke off is left out: a 9 may have been a 90.
 */
function wholeRows({ rows, openEnd }: DelimitedRows): readonly Row[] {
  const [header, ...others] = rows;
  const columns = header?.cells.length ?? 0;
  const titles = header?.cells.join("\n");
  const kept = others.filter(({ cells }) => cells.length < 2 || cells.join("\n") !== titles);
  const last = kept.at(-1);
  const broken = openEnd && last !== undefined && last.cells.length < columns;
  if (!broken || last !== others.at(-1)) return kept;
  return [...kept.slice(0, -1), { ...last, cells: last.cells.slice(0, -1) }];
}
