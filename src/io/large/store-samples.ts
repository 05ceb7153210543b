/** Reads a raw file once, and keeps what is counted in a compact table of its own on disk. */
import { join } from "node:path";
import { readRows } from "../../ingest/formats/text/read-rows.ts";
import { InputError } from "../../workspace/input-error.ts";
import { asUtf8 } from "./as-utf8.ts";
import { type Engine, EngineError, fileLiteral, literal } from "./engine.ts";
import { jmeterSelect } from "./jmeter-select.ts";
import { k6CsvSelect, k6PointsSelect } from "./k6-select.ts";
import { PlainRows } from "./plain-rows.ts";
import type { RawFile, RawFormat } from "./raw-file.ts";
import { csvTable, linesTable, parquetTable, type RawTable, type Way } from "./raw-table.ts";
import { keptRows, type SampleSelect } from "./sample-select.ts";
import { storePlain, withoutControllers } from "./store-plain.ts";

export interface StoredSamples {
  /** What was read: the file, or its copy in UTF-8. */
  readonly file: RawFile;
  /** Path of the compact table. */
  readonly path: string;
  readonly format: RawFormat;
  /** The way of reading that succeeded, and what it read. */
  readonly way: Way;
  readonly raw: RawTable;
  readonly select: SampleSelect;
}

export interface StoreOptions {
  /** Which of the run's files this is, from 0. */
  readonly place: number;
  /** Several files are several load machines. */
  readonly several: boolean;
  readonly withThread: boolean;
}

/** @throws InputError when the engine cannot read the file in any way */
export async function storeSamples(
  engine: Engine,
  given: RawFile,
  options: StoreOptions,
): Promise<StoredSamples> {
  const recoded = () => asUtf8(given, engine.folder, options.place);
  let file = given.encoding === "utf-8" ? given : await recoded();
  const types = file.container === "parquet" ? await parquetTypes(engine, file) : [];
  const format = file.format ?? parquetFormat(file, types);
  let way: Way = "fast";
  for (;;) {
    const raw = tableOf(file, types, way);
    const select = selectOf(format, raw, file, options);
    const path = join(engine.folder, `samples-${options.place}.parquet`);
    if (way === "fast" && isPlain(format, raw, file, options)) {
      if (await storedPlain(engine, file, raw, path)) {
        const constants = `${select.constants}, ${withoutControllers}`;
        return { file, path, format, way, raw, select: { ...select, constants } };
      }
    }
    try {
      await engine.run(
        `COPY (${keptRows(select)}) TO ${literal(path)} (FORMAT parquet, COMPRESSION uncompressed)`,
      );
      if (way === "fast" && (await keptQuotes(engine, path, raw))) way = "lenient";
      else if (file !== given || !(await passedOverNames(engine))) {
        return { file, path, format, way, raw, select };
      } else file = await recoded();
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      if (wrongEncoding.test(error.message) && file === given) file = await recoded();
      else {
        const next = nextWay(error.message, way);
        if (next === undefined) throw error;
        way = next;
      }
    }
    await forgetBroken(engine);
  }
}

/** Whether the file was read without the engine, which else tells what is wrong with file or disk. */
async function storedPlain(engine: Engine, file: RawFile, raw: RawTable, path: string) {
  try {
    return await storePlain(file, raw, path, engine.readBeside);
  } catch (error) {
    if (error instanceof Error && "code" in error) return false;
    throw error;
  } finally {
    engine.readBeside(undefined);
  }
}

/** Whether the rows of a file may be plain, so that they are read without the engine. */
function isPlain(
  format: RawFormat,
  raw: RawTable,
  file: RawFile,
  { withThread }: StoreOptions,
): boolean {
  if (format !== "jmeter-csv" || file.container !== "text" || file.encoding !== "utf-8")
    return false;
  if (withThread || raw.swallowed !== "0" || raw.columns.has("method")) return false;
  return !namesMachines(raw, file) && PlainRows.has(raw.names, raw.delimiter);
}

/** Whether quotes that were taken for characters stand around cells. */
async function keptQuotes(engine: Engine, path: string, { table }: RawTable): Promise<boolean> {
  if (!table.includes("quote = ''")) return false;
  const found = await engine.rows(
    `SELECT 1 AS found FROM read_parquet(${literal(path)})
      WHERE starts_with(path, '"') OR starts_with(error, '"') LIMIT 1`,
  );
  return found.length > 0;
}

const wrongEncoding = /not utf-8|invalid unicode/i;

/** What to try after a failure; undefined when nothing is left. */
function nextWay(message: string, way: Way): Way | undefined {
  // After a fault of its own the engine does nothing more.
  if (/^(IO|Out of Memory|INTERNAL|FATAL)/.test(message)) return undefined;
  if (way === "fast") return "lenient";
  return way === "lenient" ? "careful" : undefined;
}

/** Whether lines were passed over for their encoding, which is mended and not counted. */
async function passedOverNames(engine: Engine): Promise<boolean> {
  if (!(await notesBroken(engine))) return false;
  const rows = await engine.rows(
    "SELECT line FROM reject_errors WHERE error_type = 'INVALID ENCODING' LIMIT 1",
  );
  return rows.length > 0;
}

/** Whether any attempt since `forgetBroken` noted broken lines. */
export async function notesBroken(engine: Engine): Promise<boolean> {
  const tables = await engine.rows(
    "SELECT table_name FROM duckdb_tables() WHERE table_name = 'reject_errors'",
  );
  return tables.length > 0;
}

/** Lines that an attempt noted must not be counted again by the next. */
export async function forgetBroken(engine: Engine): Promise<void> {
  await engine.run("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans");
}

function tableOf(file: RawFile, types: readonly (readonly [string, string])[], way: Way): RawTable {
  if (file.container === "parquet") return parquetTable(file, types);
  return file.format === "k6-points" ? linesTable(file, way) : csvTable(file, way);
}

export function selectOf(
  format: RawFormat,
  raw: RawTable,
  file: RawFile,
  { several, withThread }: StoreOptions,
  table = raw.table,
): SampleSelect {
  const counted = raw.swallowed !== "0";
  const from = counted ? `(SELECT *, ${raw.swallowed} AS swallowed FROM ${table})` : table;
  const host = several ? `${file.name} ` : "";
  if (format === "k6-points") return k6PointsSelect(table, host);
  if (format === "k6-csv") return k6CsvSelect(raw.columns, from, raw.whole, counted, host);
  return jmeterSelect(raw.columns, from, host, withThread, counted, namesMachines(raw, file));
}

/**
 * Only distributed runs put an address before the name of each thread, all of them and from the first
 * row on; elsewhere the column of names need not be read.
 */
function namesMachines({ columns, names, delimiter }: RawTable, { container, head }: RawFile) {
  if (container === "parquet" || columns.has("Hostname")) return true;
  const place = names.findIndex((name) => name.trim().toLowerCase() === "threadname");
  if (place < 0) return false;
  const { rows } = readRows(head, delimiter);
  return rows.some(({ cells }) => /^\s*\d{1,3}(?:\.\d{1,3}){3}/.test(cells[place] ?? ""));
}

async function parquetTypes(engine: Engine, file: RawFile) {
  const described = await engine.rows(
    `DESCRIBE SELECT * FROM read_parquet(${fileLiteral(file.at)})`,
  );
  const nested = described.find(({ column_type: type }) => /\[|STRUCT|MAP/.test(String(type)));
  if (nested !== undefined) throw notSamples(file, `the column ${nested["column_name"]} is nested`);
  return described.map(
    ({ column_name: name, column_type: type }) => [String(name), String(type)] as const,
  );
}

/** Parquet tells its format by its columns. */
function parquetFormat(
  file: RawFile,
  types: readonly (readonly [name: string, type: string])[],
): RawFormat {
  const names = new Set(types.map(([name]) => name.trim().toLowerCase()));
  const has = (...wanted: string[]) => wanted.every((name) => names.has(name));
  if (has("metric_name", "timestamp", "metric_value")) return "k6-csv";
  if (has("timestamp", "elapsed") && (has("label") || has("success"))) return "jmeter-csv";
  throw notSamples(file, `its columns are ${[...names].slice(0, 8).join(", ") || "none"}`);
}

function notSamples(file: RawFile, reason: string): InputError {
  const message = `is Parquet without the columns of raw samples: ${reason}`;
  const hint =
    "give it JMeter's columns (timeStamp, elapsed, label, success …) or k6's CSV columns";
  return new InputError([{ file: file.name, line: 1, column: 1, message, hint }]);
}
