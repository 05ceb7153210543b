/** The response times of one row: milliseconds in the file, seconds inside. */
import {
  type PercentileBounds,
  type Quality,
  type ResponseTimes,
  type TokenTimes,
  tokenTimeNames,
} from "../measurement/campaign.ts";
import type { RowReader } from "./read-table.ts";
import { shorten } from "./shorten.ts";

export const responseTimeColumns = [
  "mean_ms",
  "p50_ms",
  "p90_ms",
  "p95_ms",
  "p99_ms",
  "max_ms",
] as const;

export const tokenTimeColumns = tokenTimeNames.flatMap((name) =>
  responseTimeColumns.map((column) => `${name}_${column}` as const),
);

/** Only what was measured is in the result; undefined where no token was timed. */
export function readTokenTimes(row: RowReader): TokenTimes | undefined {
  const times = tokenTimeNames.flatMap((name) => {
    const found = readResponseTimes(row, `${name}_`);
    return Object.keys(found).length === 0 ? [] : [[name, found] as const];
  });
  return times.length === 0 ? undefined : Object.fromEntries(times);
}

const bounded = ["p50", "p90", "p95", "p99"] as const;

export const percentileBoundColumns = bounded.flatMap((name) => [
  `${name}_from_ms` as const,
  `${name}_to_ms` as const,
]);

/** Undefined where no percentile has bounds; without an upper end it is open. */
export function readPercentileBounds(row: RowReader): PercentileBounds | undefined {
  const bounds = bounded.flatMap((name) => {
    const from = row.number(`${name}_from_ms`, "amount");
    const to = row.number(`${name}_to_ms`, "milliseconds");
    if (from === undefined && to === undefined) return [];
    return [[name, [(from ?? 0) / 1000, to === undefined ? null : to / 1000]] as const];
  });
  return bounds.length === 0 ? undefined : Object.fromEntries(bounds);
}

/**
 * Only what was measured is in the result; an empty cell is never 0.
 *
 * @param prefix what the names of the columns begin with, e.g. "ttft_"
 */
export function readResponseTimes(row: RowReader, prefix = ""): ResponseTimes {
  const times: { -readonly [key in keyof ResponseTimes]: ResponseTimes[key] } = {};
  for (const column of responseTimeColumns) {
    const milliseconds = row.number(`${prefix}${column}`, "milliseconds");
    const name = column.slice(0, -"_ms".length) as keyof ResponseTimes;
    if (milliseconds !== undefined) times[name] = milliseconds / 1000;
  }
  return times;
}

/** An empty cell means measured. */
export function readQuality(row: RowReader): Quality {
  const text = row.text("quality");
  if (text === "estimated") return "estimated";
  if (text !== "" && text !== "measured") {
    row.fault("quality", `quality: found ${shorten(text)}`, "write measured or estimated");
  }
  return "measured";
}

/** Requests and failures; more failures than requests is a fault of the row. */
export function readCounts(row: RowReader): { requests?: number; failures?: number } {
  const requests = row.number("requests", "count");
  const failures = row.number("failures", "count");
  if (requests !== undefined && failures !== undefined && failures > requests) {
    const message = `failures: ${failures} of ${requests} requests cannot fail`;
    row.fault("failures", message, "requests must count the failed ones too");
  }
  return {
    ...(requests === undefined ? {} : { requests }),
    ...(failures === undefined ? {} : { failures }),
  };
}

/** The users of a row, which no row may lack. */
export function readUsers(row: RowReader): number | undefined {
  if (row.text("users") === "") {
    row.fault("users", "users: the cell is empty", "write how many users the test ran with");
  }
  return row.number("users", "users");
}
