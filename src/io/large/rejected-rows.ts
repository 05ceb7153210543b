/** The rows of a stored file that could not be read: how many, and where and why the first of them. */
import { createReadStream } from "node:fs";
import { constants, createGunzip } from "node:zlib";
import { readJmeterCsv, unreadable } from "../../ingest/formats/jmeter/jmeter-csv.ts";
import { k6Faults, readK6Csv } from "../../ingest/formats/k6/k6-points.ts";
import { rowStarts, swallowing } from "../../ingest/formats/log/swallowed-rows.ts";
import type { ImportedRun } from "../../ingest/imported-run.ts";
import type { Problem } from "../../ingest/problem.ts";
import { type Engine, literal } from "./engine.ts";
import { lastBytes, type RawFile } from "./raw-file.ts";
import { csvTable, linesTable, mostBroken, type RawTable } from "./raw-table.ts";
import { forgetBroken, notesBroken, type StoredSamples, selectOf } from "./store-samples.ts";

/** Rows that are shown with their place; the others are only counted. */
const shownRows = 20;

export interface RejectedRows {
  readonly rejected: ImportedRun["rejected"];
  /** The last row is cut off in the middle; it is not counted as rejected. */
  readonly cut: boolean;
  /** So many lines are broken that the file is not what it seems. */
  readonly hopeless: boolean;
}

export async function rejectedRows(engine: Engine, stored: StoredSamples): Promise<RejectedRows> {
  const { file } = stored;
  const inside = stored.raw.swallowed === "0" ? "0" : "coalesce(sum(swallowed), 0)";
  const [counted] = await engine.rows(
    `SELECT (count(*) + ${inside})::DOUBLE AS bad FROM read_parquet(${literal(stored.path)})
      WHERE ends IS NULL`,
  );
  const bad = Number(counted?.["bad"] ?? 0);
  const broken = stored.way === "fast" ? [] : await brokenLines(engine, file);
  const hopeless = broken.length >= mostBroken;
  const none = { count: 0, first: [] };
  const lost = hopeless ? 0 : await lostRows(engine, stored, bad, broken.length);
  if (bad + broken.length + lost === 0 || hopeless) {
    return { rejected: none, cut: false, hopeless };
  }
  const cut = file.container !== "parquet" && lastLineCut(stored, await lastLine(file));
  const located = bad > 0 ? await locate(engine, stored, broken) : [];
  const all = [...located, ...lostAt(file, broken, lost), ...broken].sort(
    (a, b) => a.line - b.line,
  );
  const count = bad + broken.length + lost - (cut ? 1 : 0);
  return { rejected: { count, first: all.slice(0, Math.min(count, shownRows)) }, cut, hopeless };
}

/**
 * Rows that the engine's reader drew together without telling, behind a quote that is never closed: lines
 * that begin like a row and became none.
 */
async function lostRows(
  engine: Engine,
  { file, format, way, raw, path }: StoredSamples,
  bad: number,
  broken: number,
): Promise<number> {
  if (way === "fast" || raw.swallowed === "0" || format === "k6-points") return 0;
  const { table } = linesTable(file, "fast");
  const [row] = await engine.rows(
    `SELECT (SELECT count(*) FROM ${table}
        WHERE regexp_matches(line, ${literal(`^"?${rowStarts[format]}`)}))::DOUBLE AS lines,
      (SELECT count(*) FROM read_parquet(${literal(path)}) WHERE ends IS NOT NULL)::DOUBLE AS good`,
  );
  await forgetBroken(engine);
  return Math.max(0, Number(row?.["lines"] ?? 0) - Number(row?.["good"] ?? 0) - bad - broken);
}

function lostAt(file: RawFile, broken: readonly Problem[], lost: number): readonly Problem[] {
  if (lost === 0) return [];
  const line = broken[0]?.line ?? 1;
  const message = `${lost} rows behind this line were drawn into cells by stray quotes`;
  return [{ file: file.name, line, column: 1, message, hint: "close or remove the quotes" }];
}

/** Lines that the engine's own reader passed over. */
async function brokenLines(engine: Engine, file: RawFile): Promise<readonly Problem[]> {
  if (!(await notesBroken(engine))) return [];
  const rows = await engine.rows(
    `SELECT line::DOUBLE AS line, min(column_idx)::DOUBLE AS place, min(error_type::VARCHAR) AS kind
      FROM reject_errors GROUP BY line ORDER BY line`,
  );
  await forgetBroken(engine);
  return rows.map(({ line, place, kind }) => ({
    file: file.name,
    line: Number(line),
    column: Math.max(1, Number(place ?? 1)),
    message: `the row cannot be divided into cells (${String(kind).toLowerCase()})`,
    hint: "check the quotes of the row, or remove it",
  }));
}

/** Reads the file once more, row after row, until the first bad rows are found. */
async function locate(
  engine: Engine,
  stored: StoredSamples,
  broken: readonly Problem[],
): Promise<readonly Problem[]> {
  const { file } = stored;
  const raw = carefulTable(stored);
  const numbered = `(SELECT *, (${raw.skipped} + sum(1 + ${raw.breaks})
    OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - (${raw.breaks}))::DOUBLE AS place
    FROM ${raw.table})`;
  const options = { place: 0, several: false, withThread: false };
  const { judged, shown } = selectOf(stored.format, raw, file, options, numbered);
  await engine.run("SET preserve_insertion_order = true");
  const rows = await engine.rows(
    `SELECT place, reason, ${shown} AS cell, ${raw.swallowed === "0" ? "0" : "swallowed::DOUBLE"} AS inside FROM (${judged}) WHERE reason IS NOT NULL
      LIMIT ${shownRows + 1}`,
  );
  await engine.run("SET preserve_insertion_order = false");
  await forgetBroken(engine);
  return rows.map(({ place, reason, cell, inside }) => {
    const before = broken.filter(({ line }) => line <= Number(place)).length;
    const [column, message, hint] =
      reason === "quote"
        ? ([1, ...swallowing(Number(inside))] as const)
        : worded(stored, raw, String(reason), String(cell ?? ""));
    return { file: file.name, line: Number(place) + before, column, message, hint };
  });
}

function carefulTable({ file, raw, format }: StoredSamples): RawTable {
  if (file.container === "parquet") return raw;
  return format === "k6-points" ? linesTable(file, "careful") : csvTable(file, "careful");
}

function worded(
  { format }: StoredSamples,
  raw: RawTable,
  reason: string,
  cell: string,
): readonly [column: number, message: string, hint: string] {
  const columnOf = (name: string) =>
    raw.names.findIndex((one) => one.trim().toLowerCase() === name.toLowerCase()) + 1 || 1;
  if (format === "jmeter-csv") return [columnOf(reason), ...unreadable(reason, cell)];
  if (reason === "week") return [columnOf("metric_value"), ...k6Faults.week];
  if (format === "k6-csv") return [columnOf("metric_value"), ...k6Faults.row];
  return [1, ...(reason === "json" ? k6Faults.json : k6Faults.point)];
}

/** A killed generator ends in mid-line: the same judges as for small files say whether it did. */
function lastLineCut({ format, raw }: StoredSamples, line: string): boolean {
  if (line.trim() === "") return false;
  if (format === "k6-points") {
    try {
      JSON.parse(line);
      return false;
    } catch {
      return true;
    }
  }
  const text = `${raw.names.join(raw.delimiter)}\n${line}`;
  const file = { name: "", text };
  return format === "jmeter-csv" ? readJmeterCsv(file).cut : readK6Csv(file).collected.cut;
}

/** Enough for a line with a long address or message. */
const tailBytes = 65_536;

/** What stands after the last line end; "" where the file ends with one. */
async function lastLine(file: RawFile): Promise<string> {
  const tail =
    file.container === "gzip"
      ? await unpackedTail(file.at)
      : lastBytes(file.at, file.size, tailBytes);
  return (
    tail
      .toString("utf8")
      .split(/[\r\n]/)
      .at(-1) ?? ""
  );
}

async function unpackedTail(at: string): Promise<Buffer> {
  let tail: Buffer = Buffer.alloc(0);
  const unpack = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  for await (const block of createReadStream(at).pipe(unpack)) {
    tail = Buffer.concat([tail, block]).subarray(-tailBytes);
  }
  return tail;
}
