/**
 * Somebody's own table of levels: a spreadsheet saved as CSV, or a table in Markdown, whose columns are
 * found by the words in their titles. Units stand in the titles, above them, or in the cells; times
 * without any are milliseconds where seconds would contradict Little's law, and asked for otherwise.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { Finding } from "../../../measurement/finding.ts";
import { emptyRun, type ImportedLevel, type Importer } from "../../imported-run.ts";
import { shorten } from "../../shorten.ts";
import { finding } from "../finding.ts";
import { nameOfRun } from "../name-of-run.ts";
import { present } from "../present.ts";
import { refused, rejections } from "../rejections.ts";
import type { Row } from "../text/read-rows.ts";
import { bareTimeScale } from "./bare-times.ts";
import { findSheets, type Sheet } from "./find-sheets.ts";
import { levelsOfEndpoints } from "./levels-of-endpoints.ts";
import type { SheetColumn } from "./sheet-columns.ts";
import { decimalMark, isEmptyCell } from "./sheet-numbers.ts";
import { type SheetRow, sheetRowReader, timeNameOf, timeNames } from "./sheet-row.ts";

export const importSheet: Importer = (file) => {
  const [sheet, ...others] = findSheets(file.text);
  if (sheet === undefined) {
    return refused(
      file.name,
      "no table with a column of users and one of throughput or response times",
      "name the columns, e.g. users, throughput (req/s), mean (ms), p95 (ms)",
    );
  }
  const { line } = sheet.header;
  if (others.length > 0) {
    const lines = [sheet, ...others].map(({ header }) => header.line).join(", ");
    return refused(
      file.name,
      `the file holds ${others.length + 1} tables of levels, in lines ${lines}, which may be of several systems`,
      "keep one table a file, and give together what belongs to one system",
      line,
    );
  }
  return levelsOf(file.name, sheet);
};

function levelsOf(file: string, sheet: Sheet): ReturnType<Importer> {
  const rejected = rejections(file);
  const cellsOf = ({ at }: SheetColumn) => sheet.rows.map(({ cells }) => cells[at] ?? "");
  const mark = decimalMark(sheet.columns.flatMap(cellsOf));
  const read = sheetRowReader(sheet.columns, mark ?? (sheet.delimiter === "," ? "." : undefined));
  const kept: SheetRow[] = [];
  const leftOut: string[] = [];
  for (const row of sheet.rows) {
    const label = labelOf(row, sheet);
    if (label !== undefined) {
      if (label !== "") leftOut.push(label);
      continue;
    }
    const one = read(row);
    if ("fault" in one) rejected.add(row.line, one.column, one.fault, one.hint);
    else kept.push(one);
  }
  const byEndpoint = sheet.columns.some(({ what }) => what === "endpoint");
  if (!byEndpoint && isCourse(kept)) {
    return refused(
      file,
      "the rows of this table are moments of a test, not levels: few users stand in many rows",
      "write one row for each load that was held, with its means over that time, or give the log of the load generator",
      sheet.header.line,
    );
  }
  const bare = bareTimeScale(sheet.columns, kept);
  if (bare === null) {
    return refused(
      file,
      "the times of this table have no unit, and could be seconds or milliseconds",
      "write the unit into the titles, e.g. p95 (ms) or p95 (s)",
      sheet.header.line,
    );
  }
  const shared = withFailureShares(kept);
  const shares = sharesAre(sheet.columns, shared);
  const rows = shared.map((row) => levelOf(row, bare?.scale ?? 1, shares));
  const levels = byEndpoint
    ? levelsOfEndpoints(
        rows.map((level, at) => ({ endpoint: shared[at]?.endpoint ?? "", level })),
        shared.every(({ failed }) => failed === undefined),
      )
    : rows;
  if (levels.length === 0) {
    const [first] = rejected.first;
    return first === undefined
      ? refused(file, "no row of the table is a level", "write the users of each load into its row")
      : { ok: false, problems: rejected.first };
  }
  const findings = noticed(sheet, leftOut, bare?.because, shares, shared, rows);
  return {
    ok: true,
    value: [
      {
        ...emptyRun("sheet", nameOfRun(file)),
        loadModel: "closed",
        usersFrom: `in the table (${sheet.columns.find(({ what }) => what === "users")?.title})`,
        levels,
        findings,
        rejected: { count: rejected.count, first: rejected.first },
      },
    ],
  };
}

/** Nobody measures so many levels, each of them so often. */
const mostRows = 30;
const mostOften = 5;

const isCourse = (rows: readonly SheetRow[]) =>
  rows.length > mostRows && rows.length > mostOften * new Set(rows.map(({ users }) => users)).size;

/** What stands instead of users in a row that is no level: "Total"; "" for prose; undefined for a level. */
function labelOf({ cells }: Row, { columns }: Sheet): string | undefined {
  const figures = columns.some(
    ({ at, what }) =>
      what !== "users" && /\d/.test(cells[at] ?? "") && !isEmptyCell(cells[at] ?? ""),
  );
  if (!figures) return "";
  const users = cells[columns.find(({ what }) => what === "users")?.at ?? -1] ?? "";
  if (/\d/.test(users) && columns.some(({ what }) => what === "endpoint")) return undefined;
  // Where the users are not the first column, the label of a total stands before them.
  const first = cells.find((cell) => cell.trim() !== "") ?? "";
  const label = (/\d/.test(users) ? "" : users.trim()) || (isTotal(first) ? first.trim() : "");
  return label === "" ? undefined : label.replace(/[*`]/g, "");
}

const isTotal = (cell: string) =>
  /^[*`\s]*(?:total|sum|average|mean|avg|max|min|all|gesamt|summe|mittelwert|durchschnitt)\b/i.test(
    cell,
  );

/** Shares of successes as those of failures; without a sign they are per cent where one is above 1. */
function withFailureShares(rows: readonly SheetRow[]): readonly SheetRow[] {
  const perCent = rows.some(({ success }) => success?.bare === true && success.value > 1);
  return rows.map((row) => {
    const { success, share } = row;
    if (success === undefined || share !== undefined) return row;
    const scale = success.bare && perCent ? 0.01 : 1;
    return { ...row, share: { value: Math.max(0, 1 - success.value * scale), bare: false } };
  });
}

/** Whether shares without a sign are per cent; null where that is not told. */
function sharesAre(
  columns: readonly SheetColumn[],
  rows: readonly SheetRow[],
): "shares" | "per cent" | null {
  const told = columns.find(({ what }) => what === "failure share");
  if (told?.scale !== undefined) return "shares";
  const bare = rows.flatMap(({ share }) => (share?.bare === true ? [share.value] : []));
  if (bare.some((share) => share > 1)) return "per cent";
  return bare.every((share) => share === 0) ? "shares" : null;
}

function levelOf(
  { users, times, rate, counted, failed, duration, share }: SheetRow,
  bareScale: number,
  shares: "shares" | "per cent" | null,
): ImportedLevel {
  const window = duration ?? (rate && counted !== undefined ? counted / rate : undefined);
  const known = counted ?? (rate && window ? Math.round(rate * window) : undefined);
  const told = share === undefined || (share.bare && shares === null) ? undefined : share;
  const failing = told && told.value * (told.bare && shares === "per cent" ? 0.01 : 1);
  const failures =
    failed ??
    (failing === undefined || known === undefined ? undefined : Math.round(failing * known));
  const responseTime: { -readonly [K in keyof ResponseTimes]: ResponseTimes[K] } = {};
  for (const name of timeNames) {
    const time = times[name];
    if (time !== undefined) responseTime[name] = time.value * (time.bare ? bareScale : 1);
  }
  return {
    users,
    arrivalRate: null,
    start: null,
    duration: window ?? null,
    warmUpCut: 0,
    covers: "steady",
    ...present({
      // A count that is made of a rate says nothing of its own, but that of which failures are a part.
      requests: counted ?? (failures === undefined ? undefined : known),
      failures,
      throughput: rate ?? (counted !== undefined && duration ? counted / duration : undefined),
    }),
    responseTime,
    endpoints: [],
    note: "",
  };
}

function noticed(
  { columns, unread }: Sheet,
  leftOut: readonly string[],
  because: string | undefined,
  shares: "shares" | "per cent" | null,
  rows: readonly SheetRow[],
  levels: readonly ImportedLevel[],
): readonly Finding[] {
  const list = (words: readonly string[]) => words.map((word) => shorten(word)).join(", ");
  const lost = rows.some(
    ({ share }, at) => share !== undefined && levels[at]?.failures === undefined,
  );
  const note = (code: string, severity: "note" | "warning", ...texts: [string, string, string]) =>
    finding(code, severity, null, ...texts);
  return [
    ...(unread.length === 0
      ? []
      : [
          note(
            "columns-not-read",
            "note",
            `Columns that were not read: ${list(unread)}.`,
            "their titles name no figure of a level that Headroom knows",
            "rename a column that is one, e.g. p95 (ms); see docs/formats.md",
          ),
        ]),
    ...(leftOut.length === 0
      ? []
      : [
          note(
            "rows-left-out",
            "note",
            `Rows that are no level were left out: ${list(leftOut)}.`,
            "a level has a number of users",
            "nothing to do for totals and averages",
          ),
        ]),
    ...(because === undefined
      ? []
      : [
          note(
            "unit-of-times",
            "note",
            `The times of ${list(columns.filter((one) => isBare(one, rows)).map(({ title }) => title))} have no unit; ${because}.`,
            "N = X·(Z + R): a user does not wait longer than the time between two requests",
            "write the unit into the titles, e.g. p95 (ms)",
          ),
        ]),
    ...(lost
      ? [
          note(
            "failure-share-not-read",
            "warning",
            shares === null && rows.some(({ share }) => share?.bare)
              ? "The share of failures could be a share or per cent, and was not read."
              : "The share of failures was not read: of how many requests is not told.",
            "failures are counted, as a part of the requests",
            "write per cent signs, and add a column of requests or of durations",
          ),
        ]
      : []),
  ];
}

const isBare = ({ what }: SheetColumn, rows: readonly SheetRow[]) => {
  const name = timeNameOf(what);
  return name !== undefined && rows.some(({ times }) => times[name]?.bare);
};
