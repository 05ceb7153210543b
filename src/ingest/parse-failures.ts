/** `failures.csv`: how often each kind of error was seen, and where. */
import type { FailureCount } from "../measurement/campaign.ts";
import { type FailureCause, failureCauses } from "../measurement/failure-cause.ts";
import { formatUsers } from "../wording/format-users.ts";
import type { Parsed } from "./problem.ts";
import { readUsers } from "./read-response-times.ts";
import { type RowReader, readTable } from "./read-table.ts";
import { shorten } from "./shorten.ts";

const columns = {
  required: ["users", "error", "count"],
  optional: ["run", "method", "path", "cause", "note"],
};

/**
 * Reads the failure counts in the order of the file; an empty path is an error that was
 * not located, a header without rows is an empty list. The same users, run, method, path
 * and error twice is a problem.
 */
export function parseFailures(text: string, file: string): Parsed<readonly FailureCount[]> {
  return readTable<FailureCount>(
    text,
    file,
    columns,
    (row) => {
      const users = readUsers(row);
      const error = row.text("error");
      if (error === "") row.fault("error", "error: the cell is empty", "name the kind of error");
      if (row.text("count") === "") {
        row.fault("count", "count: the cell is empty", "write how often it was seen");
      }
      const count = row.number("count", "count");
      if (users === undefined || count === undefined) return undefined;
      const run = row.text("run");
      const cause = readCause(row);
      const note = row.text("note");
      const method = row.text("method");
      const stated = cause === undefined ? {} : { cause };
      return { users, run, method, path: row.text("path"), error, count, ...stated, note };
    },
    ({ users, run, method, path, error }) =>
      [formatUsers(users), run && `run ${run}`, `${method} ${path}`.trim(), error]
        .filter(Boolean)
        .join(", "),
  );
}

/** An empty cell leaves it to the text of the error. */
function readCause(row: RowReader): FailureCause | undefined {
  const text = row.text("cause");
  const cause = failureCauses.find((known) => known === text);
  if (text !== "" && cause === undefined) {
    row.fault("cause", `cause: found ${shorten(text)}`, `write one of ${failureCauses.join(", ")}`);
  }
  return cause;
}
