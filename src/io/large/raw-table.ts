/**
 * A raw file as a table of the engine. Three ways of reading, tried in this order: "fast" takes whole
 * rows of the expected types only and gives up at the first other one; "lenient" reads text, fills
 * short rows up and passes over broken quotes, noting their lines; "careful" does so on one processor,
 * which line breaks inside quotes and counting lines need.
 */
import { defaultHeader, headless } from "../../ingest/formats/jmeter/jmeter-csv.ts";
import { rowStarts } from "../../ingest/formats/log/swallowed-rows.ts";
import { type DelimitedRows, readRows } from "../../ingest/formats/text/read-rows.ts";
import { fileLiteral, literal } from "./engine.ts";
import type { RawFile } from "./raw-file.ts";
import { type ColumnKind, type Columns, columnsOf } from "./read-cells.ts";

export type Way = "fast" | "lenient" | "careful";

export interface RawTable {
  readonly table: string;
  readonly columns: Columns;
  /** Whether the row has all its cells. */
  readonly whole: string;
  /** SQL of the line breaks inside a row's cells. */
  readonly breaks: string;
  /** SQL of how many rows stand inside the row's cells, see `swallowedRows`; "0" where none can. */
  readonly swallowed: string;
  /** Lines before the first row. */
  readonly skipped: number;
  /** Names of the columns; empty for lines of JSON. */
  readonly names: readonly string[];
  readonly delimiter: string;
}

/** Broken lines that are noted; a file with more is not what it seems. */
export const mostBroken = 10_000;

/** A row may have so many cells more than the header names; they are not looked at. */
const spareCells = 8;
/** No cell holds it: it tells an empty cell from a missing one. */
const missing = "\u001e";

/** Columns that hold a number in nearly every file. */
const numberColumns = new Set(["timestamp", "elapsed", "allthreads", "metric_value"]);

export function csvTable(file: RawFile, way: Way): RawTable {
  const head = file.head.replace(/^\uFEFF/, "");
  const start = file.format === "jmeter-csv" ? headless.exec(head) : null;
  const bare = start !== null;
  const rows = bare ? readRows(head, start[1] ?? ",") : readRows(head);
  const names = bare ? defaultHeader.split(",") : (rows.rows[0]?.cells ?? []);
  const skipped = bare ? 0 : (rows.rows[0]?.line ?? 1);
  const typed = way === "fast" ? typedColumns(names, rows) : new Set<string>();
  const kindOf = (name: string): ColumnKind => (typed.has(name) ? "number" : "text");
  const spare = way === "fast" ? 0 : spareCells;
  // Without a quote in sight quotes are taken for characters, so that a stray one joins no rows; a table
  // that turns out to use them is read again.
  const quoted = way !== "fast" || head.includes('"');
  const identifiers = names.map((_, place) => `c${place}`);
  const width = names.length + spare;
  const isTyped = (place: number) => kindOf((names[place] ?? "").trim().toLowerCase()) === "number";
  const types = Array.from({ length: width }, (_, place) => {
    const name = (names[place] ?? "").trim().toLowerCase();
    return `c${place}: '${kindOf(name) === "number" ? "DOUBLE" : "VARCHAR"}'`;
  });
  const options = [
    `delim = ${literal(rows.delimiter)}`,
    `${quoted ? `quote = '"', escape = '"'` : "quote = '', escape = ''"}, skip = ${skipped}, header = false`,
    `columns = {${types.join(", ")}}`,
    ...commonOptions(file, way),
    ...(way === "fast" ? [] : ["null_padding = true", `nullstr = '${missing}'`]),
  ];
  return {
    table: `read_csv(${fileLiteral(file.at)}, ${options.join(", ")})`,
    columns: columnsOf(names, identifiers, kindOf),
    whole: way === "fast" ? "true" : `c${names.length - 1} IS NOT NULL`,
    breaks: identifiers
      .map(
        (cell) =>
          `length(coalesce(${cell}, '')) - length(replace(coalesce(${cell}, ''), chr(10), ''))`,
      )
      .join(" + "),
    swallowed: quoted
      ? swallowedIn(
          file,
          names,
          identifiers.filter((_, place) => !isTyped(place)),
        )
      : "0",
    skipped,
    names,
    delimiter: rows.delimiter,
  };
}

function swallowedIn(file: RawFile, names: readonly string[], texts: readonly string[]): string {
  const [first = ""] = names;
  const known = { timestamp: "jmeter-csv", metric_name: "k6-csv" } as const;
  const format = known[first.trim().toLowerCase() as keyof typeof known];
  if (format === undefined || format !== file.format || texts.length === 0) return "0";
  const broken = texts.map((cell) => `contains(coalesce(${cell}, ''), chr(10))`).join(" OR ");
  // No cell holds the separator, so that no pattern is found across two.
  const all = `concat_ws('${missing}', ${texts.join(", ")})`;
  return `CASE WHEN ${broken}
    THEN len(regexp_extract_all(${all}, ${literal(`\\n${rowStarts[format]}`)})) ELSE 0 END`;
}

export function linesTable(file: RawFile, way: Way): RawTable {
  // A control character can stand in no line of JSON, so that no line is ever divided.
  const options = [
    "delim = '\u001f', quote = '', escape = '', header = false, columns = {line: 'VARCHAR'}",
    ...commonOptions(file, way === "fast" ? "lenient" : way),
  ];
  return {
    table: `read_csv(${fileLiteral(file.at)}, ${options.join(", ")})`,
    columns: columnsOf([], [], () => "text"),
    whole: "true",
    breaks: "0",
    swallowed: "0",
    skipped: 0,
    names: [],
    delimiter: "",
  };
}

/** @param types names of the columns and how Parquet stores them */
export function parquetTable(
  file: RawFile,
  types: readonly (readonly [name: string, type: string])[],
): RawTable {
  const names = types.map(([name]) => name);
  const numbers = new Set(
    types
      .filter(
        ([name, type]) =>
          numberColumns.has(name.trim().toLowerCase()) &&
          /^(U?(BIG|SMALL|TINY|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/.test(type),
      )
      .map(([name]) => name.trim().toLowerCase()),
  );
  const identifiers = names.map((_, place) => `c${place}`);
  const cells = types.map(([name, type], place) => {
    const column = `"${name.replaceAll('"', '""')}"`;
    const number = numbers.has(name.trim().toLowerCase());
    const cast = type === "VARCHAR" ? column : `${column}::${number ? "DOUBLE" : "VARCHAR"}`;
    return `${cast} AS c${place}`;
  });
  return {
    table: `(SELECT ${cells.join(", ")} FROM read_parquet(${fileLiteral(file.at)}))`,
    columns: columnsOf(names, identifiers, (name) => (numbers.has(name) ? "number" : "text")),
    whole: "true",
    breaks: "0",
    swallowed: "0",
    skipped: 0,
    names,
    delimiter: ",",
  };
}

/** Columns whose cells in the first row are plain numbers; dates and empty cells are read as text. */
function typedColumns(names: readonly string[], { rows }: DelimitedRows): ReadonlySet<string> {
  const first = rows.find(({ cells }) => /^\d/.test(cells[0] ?? "")) ?? rows[1];
  return new Set(
    names
      .map((name) => name.trim().toLowerCase())
      .filter((name, place) => {
        // k6 logs metrics of all units and no times but in its own columns.
        const cell = first?.cells[place] ?? "";
        return numberColumns.has(name) && /^\d+(\.\d+)?$/.test(cell.trim());
      }),
  );
}

function commonOptions(file: RawFile, way: Way): readonly string[] {
  return [
    "auto_detect = false",
    `compression = ${file.container === "gzip" ? "'gzip'" : "'none'"}`,
    ...(way === "fast"
      ? []
      : ["strict_mode = false", "store_rejects = true", `rejects_limit = ${mostBroken}`]),
    ...(way === "careful" ? ["parallel = false"] : []),
  ];
}
