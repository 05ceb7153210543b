/** `levels.csv`: one row for each measured load. */
import type { Level } from "../measurement/campaign.ts";
import { type Counted, countedKinds } from "../measurement/counted.ts";
import { formatUsers } from "../wording/format-users.ts";
import { ownColumn } from "./formats/sheet/sheet-columns.ts";
import type { Parsed } from "./problem.ts";
import {
  readCounts,
  readQuality,
  readResponseTimes,
  readTokenTimes,
  readUsers,
  responseTimeColumns,
  tokenTimeColumns,
} from "./read-response-times.ts";
import { type Columns, type RowReader, readTable } from "./read-table.ts";
import { shorten } from "./shorten.ts";

const columns: Columns = {
  meant: ownColumn,
  required: ["users"],
  optional: [
    "run",
    "most_users",
    "duration_s",
    "spawn_rate",
    "requests",
    "failures",
    "throughput_rps",
    "throughput_of",
    "times_of",
    ...responseTimeColumns,
    ...tokenTimeColumns,
    "quality",
    "note",
  ],
};

/** Whether a title is a column of levels.csv. */
export const isLevelColumn = (title: string): boolean =>
  [...columns.required, ...columns.optional].includes(title.trim().toLowerCase());

/**
 * Reads the levels in the order of the file. Any subset of the columns will do, but
 * `users` must be there; an empty cell is "not measured". The same users and run twice,
 * or no row at all, is a problem.
 */
export function parseLevels(text: string, file: string): Parsed<readonly Level[]> {
  const levels = readTable<Level>(
    text,
    file,
    columns,
    (row) => {
      const users = readUsers(row);
      const mostUsers = row.number("most_users", "users");
      const duration = row.number("duration_s", "seconds");
      const spawnRate = row.number("spawn_rate", "per second");
      const throughput = row.number("throughput_rps", "per second");
      const counts = readCounts(row);
      const responseTime = readResponseTimes(row);
      const tokenTimes = readTokenTimes(row);
      const throughputOf = readCounted(row, "throughput_of");
      const timesOf = readCounted(row, "times_of");
      const quality = readQuality(row);
      if (users === undefined) return undefined;
      return {
        users,
        run: row.text("run"),
        ...(mostUsers === undefined ? {} : { mostUsers }),
        ...(duration === undefined ? {} : { duration }),
        ...(spawnRate === undefined ? {} : { spawnRate }),
        ...counts,
        ...(throughput === undefined ? {} : { throughput }),
        ...(throughputOf === undefined ? {} : { throughputOf }),
        responseTime,
        ...(timesOf === undefined ? {} : { timesOf }),
        ...(tokenTimes === undefined ? {} : { tokenTimes }),
        quality,
        note: row.text("note"),
      };
    },
    ({ users, run }) => (run === "" ? formatUsers(users) : `${formatUsers(users)}, run ${run}`),
  );
  if (levels.ok && levels.value.length === 0) {
    const hint = "add one row for each load that was tested";
    return {
      ok: false,
      problems: [{ file, line: 1, column: 1, message: "there is a header but no level", hint }],
    };
  }
  return levels;
}

/** An empty cell says nothing. */
function readCounted(row: RowReader, column: string): Counted | undefined {
  const text = row.text(column);
  const known = countedKinds.find((kind) => kind === text);
  if (text !== "" && known === undefined) {
    row.fault(column, `${column}: found ${shorten(text)}`, `write ${countedKinds.join(" or ")}`);
  }
  return known;
}
