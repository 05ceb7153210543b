/** `failures.csv`: how often each kind of error was seen, and where. */
import type { FailureCount } from "../measurement/campaign.ts";
import type { Parsed } from "./problem.ts";
import { readUsers } from "./read-response-times.ts";
import { readTable } from "./read-table.ts";

const columns = {
  required: ["users", "error", "count"],
  optional: ["run", "method", "path", "note"],
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
      const note = row.text("note");
      return { users, run, method: row.text("method"), path: row.text("path"), error, count, note };
    },
    ({ users, run, method, path, error }) =>
      [`${users} users`, run && `run ${run}`, `${method} ${path}`.trim(), error]
        .filter(Boolean)
        .join(", "),
  );
}
