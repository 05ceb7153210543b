/** The figures of one row of somebody's own table, in seconds, events a second and shares. */
import { shorten } from "../../shorten.ts";
import type { Row } from "../text/read-rows.ts";
import { type SheetColumn, unitOf } from "./sheet-columns.ts";
import { type DecimalMark, isEmptyCell, readSheetNumber } from "./sheet-numbers.ts";

export const timeNames = ["mean", "p50", "p90", "p95", "p99", "max"] as const;
export type TimeName = (typeof timeNames)[number];

export const timeNameOf = (what: string): TimeName | undefined =>
  timeNames.find((name) => name === what);

/** A figure whose unit is told; bare where neither title nor cell tells it. */
export interface SheetFigure {
  readonly value: number;
  readonly bare: boolean;
}

export interface SheetRow {
  readonly users: number;
  /** Of which endpoint the row is; absent for a whole load. */
  readonly endpoint?: string;
  readonly times: Readonly<Partial<Record<TimeName, SheetFigure>>>;
  /** Completions a second. */
  readonly rate?: number;
  /** Requests. */
  readonly counted?: number;
  readonly failed?: number;
  /** Of failed requests, and of the others. */
  readonly share?: SheetFigure;
  readonly success?: SheetFigure;
  readonly duration?: number;
}

export interface SheetFault {
  readonly fault: string;
  readonly hint: string;
  /** Counted from 1. */
  readonly column: number;
}

const whole = new Set(["users", "requests", "failures"]);
const leastUsers = 1;

export function sheetRowReader(
  columns: readonly SheetColumn[],
  mark: DecimalMark,
): (row: Row) => SheetRow | SheetFault {
  return (row) => {
    const times: Partial<Record<TimeName, SheetFigure>> = {};
    let method = "";
    const figures: { -readonly [K in keyof SheetRow]?: SheetRow[K] } = {};
    for (const column of columns) {
      const cell = row.cells[column.at] ?? "";
      const text = cell.replace(/[*`]/g, "").trim();
      if (column.what === "endpoint") figures.endpoint = text;
      if (column.what === "method") method = text;
      if (column.what === "endpoint" || column.what === "method") continue;
      if (isEmptyCell(cell)) continue;
      const figure = figureOf(column, cell, mark);
      if ("fault" in figure) return figure;
      const { what } = column;
      const time = timeNameOf(what);
      if (time !== undefined) times[time] = figure;
      else if (what === "throughput") figures.rate = figure.value;
      else if (what === "users") figures.users = figure.value;
      else if (what === "requests") figures.counted = figure.value;
      else if (what === "failures" && figure.bare) figures.failed = figure.value;
      else if (what === "failures") figures.share = { ...figure, bare: false };
      else if (what === "failure share") figures.share = figure;
      else if (what === "success share") figures.success = figure;
      else if (what === "duration" && !figure.bare) figures.duration = figure.value;
    }
    if (method !== "" && figures.endpoint !== undefined) {
      figures.endpoint = `${method} ${figures.endpoint}`;
    }
    return checked(row, columns, times, figures);
  };
}

function checked(
  row: Row,
  columns: readonly SheetColumn[],
  times: SheetRow["times"],
  figures: Partial<SheetRow>,
): SheetRow | SheetFault {
  const { users, counted, failed } = figures;
  const place = (what: string) => columnOf(row, columns.find((one) => one.what === what)?.at ?? 0);
  if (users === undefined || !Number.isInteger(users) || users < leastUsers) {
    return {
      fault:
        users === undefined
          ? "the row has figures but no users"
          : "users are a whole number, 1 or more",
      hint: "write the number of users into the row, also where cells were merged",
      column: place("users"),
    };
  }
  if (failed !== undefined && counted !== undefined && failed > counted) {
    return {
      fault: `${failed} of ${counted} requests cannot fail`,
      hint: "requests must count the failed ones too",
      column: place("failures"),
    };
  }
  return { ...figures, users, times };
}

function figureOf(column: SheetColumn, cell: string, mark: DecimalMark): SheetFigure | SheetFault {
  const { title, what, at } = column;
  const isTime = timeNameOf(what) !== undefined || what === "duration";
  const read = clockTime(what, cell) ?? readSheetNumber(cell, mark, whole.has(what));
  const wrong = (fault: string, hint: string): SheetFault => ({ fault, hint, column: at + 1 });
  const found = shorten(cell.trim());
  if (read === undefined) {
    return wrong(
      `${title}: ${found} is no number, or could be two`,
      "write it without separators of thousands, or leave the cell empty if it was not measured",
    );
  }
  const own = read.unit === "" ? undefined : unitOf(read.unit);
  const wanted = isTime
    ? "time"
    : what === "throughput"
      ? "rate"
      : what.startsWith("failure") || what === "success share"
        ? "share"
        : "";
  const named = what === "users" && /^[a-z]+s?$/i.test(read.unit);
  if (read.unit !== "" && !named && own?.kind !== wanted) {
    return wrong(
      `${title}: ${found} has a unit that does not belong there`,
      "write the figure alone",
    );
  }
  const scale = own?.scale ?? column.scale;
  const bare = scale === undefined;
  const value = read.value * (scale ?? 1);
  if (isTime && value === 0) return { value: 0, bare };
  return { value, bare };
}

/** "00:05:00" of a duration. */
function clockTime(what: string, cell: string) {
  const parts = what === "duration" ? /^\s*(\d+):([0-5]\d):([0-5]\d)\s*$/.exec(cell) : null;
  if (parts === null) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map(Number);
  return { value: hours * 3600 + minutes * 60 + seconds, unit: "s" };
}

/** Where a cell begins is not kept: its number among the cells. */
const columnOf = (row: Row, at: number) => Math.min(at, row.cells.length) + 1;
