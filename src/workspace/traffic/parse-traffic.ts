/** `traffic.csv`: traffic day by day or hour by hour, as the days of a forecast. */
import { sheetColumn } from "../../ingest/formats/sheet/sheet-columns.ts";
import { unixTime } from "../../ingest/formats/text/unix-time.ts";
import type { Parsed, Problem } from "../../ingest/problem.ts";
import { readTable } from "../../ingest/read-table.ts";
import type { TrafficDay } from "../../planning/forecast/traffic-trend.ts";

/** What is counted: users at once, requests per second, or sessions an hour. */
export type TrafficUnit = "users" | "rate" | "sessions";

export interface Traffic {
  readonly unit: TrafficUnit;
  /** Each day's highest value, ascending. */
  readonly days: readonly TrafficDay[];
  /** Whether several values a day were given. */
  readonly hourly: boolean;
  /** Days at an end that hold less than half of the usual values: no peak of theirs is known. */
  readonly partial: readonly number[];
}

const units: readonly TrafficUnit[] = ["users", "rate", "sessions"];

const DAY = 86_400;

interface Row {
  readonly line: number;
  readonly text: string;
  readonly time: number;
  readonly value: number;
}

/** What spreadsheets call the columns, in English, German and French. */
const OTHER_NAMES: readonly (readonly [words: RegExp, name: "time" | TrafficUnit])[] = [
  [/^(?:date|day|timestamp|datum|tag|zeit|zeitpunkt|zeitstempel|jour|heure)$/, "time"],
  [
    /^(?:sessions?|visits?|sitzungen|besuche|visites)(?: ?(?:an|per|pro|par|\/) ?(?:hour|h|stunde|heure))?$/,
    "sessions",
  ],
];

/** A column's name as this file is described, or as it stands where it says something else. */
function columnName(cell: string): string {
  const words = cell.trim().toLowerCase();
  const known = OTHER_NAMES.find(([pattern]) => pattern.test(words))?.[1];
  if (known !== undefined) return known;
  const sheet = sheetColumn(words, 0);
  if (sheet?.what === "users") return "users";
  // A rate a minute is none a second.
  const perSecond = sheet?.what === "throughput" && (sheet.scale ?? 1) === 1;
  return perSecond ? "rate" : cell;
}

/** The text with the columns of its first line called as they are called here. */
function withKnownNames(text: string): string {
  const end = text.search(/\r?\n|$/);
  const head = text.slice(0, end).replace(/[^,;\t"\uFEFF]+/g, columnName);
  return head + text.slice(end);
}

/** 14.03.2026, as German spreadsheets write a day; nobody puts the month first with points. */
const WITH_POINTS = /^(\d{1,2})\.(\d{1,2})\.(\d{4})\b/;

const HOW_TO_WRITE = 'write it as "2026-03-14" or "2026-03-14 09:00"';

/** Reads the columns time and one of users, rate (req/s) or sessions (an hour), also by what spreadsheets call them. */
export function parseTraffic(text: string, file: string): Parsed<Traffic> {
  const found = new Set<TrafficUnit>();
  const parsed = readTable<Row>(
    withKnownNames(text),
    file,
    { required: ["time"], optional: units },
    (row) => {
      const time = timeOf(row.text("time"));
      if (time === undefined) {
        row.fault("time", `time: expected a date, got "${row.text("time")}"`, HOW_TO_WRITE);
      }
      const given = units.filter((unit) => row.text(unit) !== "");
      for (const unit of given) found.add(unit);
      const [unit] = given;
      if (unit === undefined || given.length > 1) {
        const message = `expected one of ${units.join(", ")}, got ${given.length === 0 ? "none" : given.join(" and ")}`;
        row.fault("time", message, "give one value a row; leave out rows of days not measured");
        return undefined;
      }
      const value = row.number(unit, "amount");
      return time === undefined || value === undefined
        ? undefined
        : { line: row.line, text: row.text("time"), time, value };
    },
    // Two rows of one time are told below, in words of this file.
    ({ line }) => String(line),
  );
  if (!parsed.ok) return parsed;
  const twice = repeatsIn(parsed.value, file);
  if (twice.length > 0) return { ok: false, problems: twice };
  const [unit, other] = found;
  const fail = (message: string, hint: string) =>
    ({
      ok: false,
      problems: [{ file, line: 1, column: 1, message, hint } satisfies Problem],
    }) as const;
  if (unit === undefined) {
    return fail("no value is given", "give a column users, rate (req/s) or sessions (an hour)");
  }
  if (other !== undefined) {
    return fail(`both ${unit} and ${other} are given`, "keep one of the columns");
  }
  return { ok: true, value: { unit, ...daysOf(parsed.value) } };
}

/** Which of two values of one time holds nobody can tell: they may be one figure twice, or parts of a sum. */
function repeatsIn(rows: readonly Row[], file: string): readonly Problem[] {
  const first = new Map<number, number>();
  return rows.flatMap(({ line, time, text }) => {
    const before = first.get(time);
    if (before === undefined) {
      first.set(time, line);
      return [];
    }
    const message = `the time ${text} stands in line ${before} already`;
    const hint = "delete one of the two; where they are parts of one total, add them up";
    return [{ file, line, column: 1, message, hint }];
  });
}

/** The clock of the file counts, whatever its zone: a day is a day there. */
function timeOf(text: string): number | undefined {
  const plain = text
    .replace(/(?<=\d:\d{2}.*)\s*(Z|[+-]\d{2}:?\d{2})$/, "")
    .replace(WITH_POINTS, "$3-$2-$1");
  if (/^\d{4}[-/]\d{1,2}[-/]\d{1,2}$/.test(plain)) return unixTime(`${plain}T00:00:00`);
  if (/[T ]\d{1,2}:\d{2}$/.test(plain)) return unixTime(`${plain}:00`);
  return unixTime(plain);
}

function daysOf(rows: readonly Row[]): Omit<Traffic, "unit"> {
  const byDay = new Map<number, number[]>();
  for (const { time, value } of rows) {
    const day = Math.floor(time / DAY);
    byDay.set(day, [...(byDay.get(day) ?? []), value]);
  }
  const days = [...byDay]
    .map(([day, values]) => ({ day, value: Math.max(...values), count: values.length }))
    .toSorted((a, b) => a.day - b.day);
  const counts = days.map(({ count }) => count).toSorted((a, b) => a - b);
  const usual = counts[Math.floor(counts.length / 2)] ?? 1;
  const partial = [days[0], days.at(-1)]
    .filter((one) => one !== undefined && 2 * one.count < usual)
    .flatMap((one) => one?.day ?? []);
  return {
    days: days
      .filter(({ day }) => !partial.includes(day))
      .map(({ day, value }) => ({ day, value })),
    hourly: usual > 1,
    partial,
  };
}
