/** `endpoints.csv`: one row for each endpoint at each measured load. */

import type { EndpointLevel } from "../measurement/campaign.ts";
import { endpointName } from "../measurement/endpoint-name.ts";
import { formatUsers } from "../wording/format-users.ts";
import { ownColumn } from "./formats/sheet/sheet-columns.ts";
import type { Parsed } from "./problem.ts";
import {
  readCounts,
  readQuality,
  readResponseTimes,
  readUsers,
  responseTimeColumns,
} from "./read-response-times.ts";
import { type Columns, readTable } from "./read-table.ts";

const columns: Columns = {
  meant: ownColumn,
  required: ["users", "path"],
  optional: ["run", "method", "requests", "failures", ...responseTimeColumns, "quality", "note"],
};

/** Whether a title is a column of endpoints.csv. */
export const isEndpointColumn = (title: string): boolean =>
  [...columns.required, ...columns.optional].includes(title.trim().toLowerCase());

/**
 * Reads the endpoint rows in the order of the file; a header without rows is an empty
 * list. The same users, run, method and path twice is a problem.
 */
export function parseEndpoints(text: string, file: string): Parsed<readonly EndpointLevel[]> {
  return readTable<EndpointLevel>(
    text,
    file,
    columns,
    (row) => {
      const users = readUsers(row);
      const path = row.text("path");
      if (path === "") row.fault("path", "path: the cell is empty", "name the endpoint");
      const counts = readCounts(row);
      const responseTime = readResponseTimes(row);
      const quality = readQuality(row);
      if (users === undefined) return undefined;
      const method = row.text("method");
      const run = row.text("run");
      return { users, run, method, path, ...counts, responseTime, quality, note: row.text("note") };
    },
    ({ users, run, ...endpoint }) =>
      [formatUsers(users), run && `run ${run}`, endpointName(endpoint)].filter(Boolean).join(", "),
  );
}
