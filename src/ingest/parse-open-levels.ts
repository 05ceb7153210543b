/** `open.csv`: one row for each rate at which requests came, whoever sent them. */
import type { OpenLevel } from "../measurement/campaign.ts";
import type { Parsed } from "./problem.ts";
import {
  percentileBoundColumns,
  readCounts,
  readPercentileBounds,
  readResponseTimes,
  readTokenTimes,
  responseTimeColumns,
  tokenTimeColumns,
} from "./read-response-times.ts";
import { readTable } from "./read-table.ts";

const columns = {
  required: ["rate_rps"],
  optional: [
    "run",
    "duration_s",
    "requests",
    "failures",
    "throughput_rps",
    ...responseTimeColumns,
    ...percentileBoundColumns,
    ...tokenTimeColumns,
    "note",
  ],
};

/** In the order of the file; an empty cell was not measured, the same rate and run twice is a problem. */
export function parseOpenLevels(text: string, file: string): Parsed<readonly OpenLevel[]> {
  return readTable<OpenLevel>(
    text,
    file,
    columns,
    (row) => {
      const arrivalRate = row.number("rate_rps", "per second");
      if (row.text("rate_rps") === "") {
        row.fault(
          "rate_rps",
          "rate_rps: the cell is empty",
          "write how many requests a second came",
        );
      }
      const duration = row.number("duration_s", "seconds");
      const throughput = row.number("throughput_rps", "per second");
      const counts = readCounts(row);
      const responseTime = readResponseTimes(row);
      const percentileBounds = readPercentileBounds(row);
      const tokenTimes = readTokenTimes(row);
      if (arrivalRate === undefined) return undefined;
      return {
        arrivalRate,
        run: row.text("run"),
        ...(duration === undefined ? {} : { duration }),
        ...counts,
        ...(throughput === undefined ? {} : { throughput }),
        responseTime,
        ...(percentileBounds === undefined ? {} : { percentileBounds }),
        ...(tokenTimes === undefined ? {} : { tokenTimes }),
        note: row.text("note"),
      };
    },
    ({ arrivalRate, run }) => `${arrivalRate}/s${run === "" ? "" : `, run ${run}`}`,
  );
}
