/** A campaign as the files of its folder: what `parseLevels` and its siblings read, written. */
import {
  type Campaign,
  type PercentileBounds,
  type ResponseTimes,
  type TokenTimes,
  tokenTimeNames,
} from "../measurement/campaign.ts";
import { csvCell } from "../wording/csv-cell.ts";
import { visibleText } from "../wording/visible-text.ts";

/** Content by file name; only `levels.csv` is always there. */
export type CampaignFiles = Readonly<Record<string, string>>;

type Cell = string | number | undefined;
type Row = Readonly<Record<string, Cell>>;

/**
 * Figures are written to this many digits: more than any load generator resolves, and few enough
 * that a person can read the table.
 */
const DIGITS = 6;

/**
 * Writes `levels.csv`, and `endpoints.csv`, `failures.csv`, `series.csv`, `telemetry.csv`, `open.csv` and
 * `notices.csv` where there is something to write. Numbers keep 6 significant digits, times are in milliseconds, runs of blanks in texts
 * become one blank, and a time or rate of 0 becomes an empty cell, since the table knows no 0 there.
 * What comes out parses back to the same campaign, to those 6 digits; written, parsed and written
 * again it is the same text. A column that no row fills is left out.
 */
export function campaignCsv(campaign: Campaign): CampaignFiles {
  const {
    levels,
    endpoints,
    failures,
    series = [],
    telemetry = [],
    openLevels = [],
    notices = [],
  } = campaign;
  const files: Record<string, string> = {
    "levels.csv": table(
      levels.map((level) => ({
        users: level.users,
        run: level.run,
        most_users: level.mostUsers,
        duration_s: aboveZero(level.duration),
        spawn_rate: aboveZero(level.spawnRate),
        requests: level.requests,
        failures: level.failures,
        throughput_rps: aboveZero(level.throughput),
        ...times(level.responseTime),
        ...tokenTimes(level.tokenTimes),
        throughput_of: level.throughputOf,
        times_of: level.timesOf,
        quality: level.quality,
        note: level.note,
      })),
      ["users", "requests"],
    ),
  };
  if (endpoints.length > 0) {
    files["endpoints.csv"] = table(
      endpoints.map((row) => ({
        users: row.users,
        run: row.run,
        method: row.method,
        path: row.path,
        requests: row.requests,
        failures: row.failures,
        ...times(row.responseTime),
        quality: row.quality,
        note: row.note,
      })),
      ["users", "path"],
    );
  }
  if (failures.length > 0) {
    files["failures.csv"] = table(
      failures.map((row) => {
        const { users, run, method, path, error, count, note } = row;
        return { users, run, method, path, error, count, cause: row.cause, note };
      }),
      ["users", "error", "count"],
    );
  }
  if (series.length > 0) {
    files["series.csv"] = table(
      series.map(({ users, run, end, throughput, mean }) => {
        return { users, run, end_s: end, throughput_rps: throughput, mean_ms: milliseconds(mean) };
      }),
      ["users", "end_s", "throughput_rps"],
    );
  }
  if (telemetry.length > 0) {
    files["telemetry.csv"] = table(
      telemetry.map(({ users, run, what, utilization, inUse, waiting, mean, note }) => ({
        users,
        run,
        what,
        utilization_pct: utilization === undefined ? undefined : utilization * 100,
        in_use: inUse,
        waiting,
        mean_ms: milliseconds(mean),
        note,
      })),
      ["users", "what"],
    );
  }
  if (openLevels.length > 0) {
    files["open.csv"] = table(
      openLevels.map((row) => ({
        rate_rps: row.arrivalRate,
        run: row.run,
        duration_s: aboveZero(row.duration),
        requests: row.requests,
        failures: row.failures,
        throughput_rps: aboveZero(row.throughput),
        ...times(row.responseTime),
        ...bounds(row.percentileBounds),
        ...tokenTimes(row.tokenTimes),
        note: row.note,
      })),
      ["rate_rps"],
    );
  }
  if (notices.length > 0) {
    files["notices.csv"] = table(
      notices.map(({ level, run, severity, code, message, law, remedy }) => {
        return { users: level ?? undefined, run, severity, code, message, law, remedy };
      }),
      ["users", "severity", "code", "message"],
    );
  }
  return files;
}

/** What is less cannot have been measured, and the reader would refuse it. */
const LEAST = 1e-12;

const aboveZero = (value: number | undefined) =>
  value === undefined || value < LEAST ? undefined : value;

const milliseconds = (seconds: number | undefined) =>
  aboveZero(seconds === undefined ? undefined : seconds * 1000);

function tokenTimes(of: TokenTimes = {}): Row {
  const cells = tokenTimeNames.flatMap((name) =>
    Object.entries(times(of[name] ?? {})).map(([column, cell]) => [`${name}_${column}`, cell]),
  );
  return Object.fromEntries(cells);
}

function bounds(of: PercentileBounds = {}): Row {
  const cells = (["p50", "p90", "p95", "p99"] as const).flatMap((name) => {
    const [from, to] = of[name] ?? [];
    return [
      [`${name}_from_ms`, from === undefined ? undefined : from * 1000],
      [`${name}_to_ms`, milliseconds(to ?? undefined)],
    ];
  });
  return Object.fromEntries(cells);
}

function times({ mean, p50, p90, p95, p99, max }: ResponseTimes): Row {
  return {
    mean_ms: milliseconds(mean),
    p50_ms: milliseconds(p50),
    p90_ms: milliseconds(p90),
    p95_ms: milliseconds(p95),
    p99_ms: milliseconds(p99),
    max_ms: milliseconds(max),
  };
}

function table(rows: readonly Row[], required: readonly string[]): string {
  const names = Object.keys(rows[0] ?? {}).filter(
    (name) => required.includes(name) || rows.some((row) => written(row[name]) !== ""),
  );
  // One quality for all says nothing; the reader takes it for measured.
  const shown = names.filter(
    (name) => name !== "quality" || rows.some((row) => row[name] !== "measured"),
  );
  const lines = rows.map((row) => shown.map((name) => written(row[name])).join(","));
  return `${[shown.join(","), ...lines].join("\n")}\n`;
}

function written(cell: Cell): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") {
    if (cell < LEAST) return "0";
    return String(Number.isInteger(cell) ? cell : Number(cell.toPrecision(DIGITS)));
  }
  return csvCell(cleanText(cell));
}

/** One line without hidden characters: the reader trims its cells and refuses binary text. */
export function cleanText(text: string): string {
  return visibleText(text.replace(/\p{Cc}+/gu, " "))
    .replace(/\s+/g, " ")
    .trim();
}
