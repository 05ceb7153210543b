/** `telemetry.csv`: what monitoring says of the platform's parts at each level. */
import type { TelemetryRow } from "../measurement/campaign.ts";
import type { Parsed } from "./problem.ts";
import { readUsers } from "./read-response-times.ts";
import { type RowReader, readTable } from "./read-table.ts";

const figures = ["utilization_pct", "in_use", "waiting", "mean_ms"] as const;

const columns = {
  required: ["users", "what"],
  optional: ["run", ...figures, "note"],
};

/**
 * Reads the rows in the order of the file. An empty cell was not watched; a row without any figure, or
 * the same users, run and part twice, is a problem. A utilization above 100 % is read: the audit names
 * it, since the fault is in the monitoring and not in the file.
 */
export function parseTelemetry(text: string, file: string): Parsed<readonly TelemetryRow[]> {
  return readTable<TelemetryRow>(
    text,
    file,
    columns,
    (row) => {
      const users = readUsers(row);
      const what = row.text("what");
      if (what === "") {
        row.fault("what", "what: the cell is empty", "name the station or pool, as in the model");
      }
      if (figures.every((name) => row.text(name) === "")) {
        const message = `a row without a figure: ${figures.join(", ")} are empty`;
        row.fault("what", message, "write what was watched, or delete the row");
      }
      const read = figuresOf(row);
      if (users === undefined) return undefined;
      return { users, run: row.text("run"), what, ...read, note: row.text("note") };
    },
    ({ users, run, what }) => `${users} users, ${run === "" ? "" : `run ${run}, `}${what}`,
  );
}

function figuresOf(row: RowReader): Omit<TelemetryRow, "users" | "run" | "what" | "note"> {
  const percent = row.number("utilization_pct", "amount");
  const inUse = row.number("in_use", "amount");
  const waiting = row.number("waiting", "amount");
  const milliseconds = row.number("mean_ms", "milliseconds");
  return {
    ...(percent === undefined ? {} : { utilization: percent / 100 }),
    ...(inUse === undefined ? {} : { inUse }),
    ...(waiting === undefined ? {} : { waiting }),
    ...(milliseconds === undefined ? {} : { mean: milliseconds / 1000 }),
  };
}
