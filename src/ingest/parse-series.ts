/** `series.csv`: each level's window in slices, for the audit. */
import type { SeriesSlice } from "../measurement/campaign.ts";
import type { Parsed } from "./problem.ts";
import { readUsers } from "./read-response-times.ts";
import { readTable } from "./read-table.ts";

const columns = {
  required: ["users", "end_s", "throughput_rps"],
  optional: ["run", "mean_ms"],
};

/**
 * Reads the slices in the order of the file; an empty `mean_ms` is a slice in which nothing was
 * completed. The same users, run and end twice, or an end before the last one, is a problem.
 */
export function parseSeries(text: string, file: string): Parsed<readonly SeriesSlice[]> {
  const ends = new Map<string, number>();
  return readTable<SeriesSlice>(
    text,
    file,
    columns,
    (row) => {
      const users = readUsers(row);
      const run = row.text("run");
      const end = row.number("end_s", "seconds");
      if (row.text("end_s") === "") {
        row.fault("end_s", "end_s: the cell is empty", "write when the slice ended, in seconds");
      }
      const stalled = /^0+(\.0+)?$/.test(row.text("throughput_rps"));
      const throughput = stalled ? 0 : row.number("throughput_rps", "per second");
      if (row.text("throughput_rps") === "") {
        row.fault("throughput_rps", "throughput_rps: the cell is empty", "write 0 for a stall");
      }
      const milliseconds = row.number("mean_ms", "milliseconds");
      if (users === undefined || end === undefined || throughput === undefined) return undefined;
      const key = `${users} ${run}`;
      if (end < (ends.get(key) ?? 0)) {
        row.fault("end_s", `end_s: ${end} is before the slice above`, "sort the slices by time");
      }
      ends.set(key, end);
      const mean = milliseconds === undefined ? {} : { mean: milliseconds / 1000 };
      return { users, run, end, throughput, ...mean };
    },
    ({ users, run, end }) => `${users} users, ${run === "" ? "" : `run ${run}, `}${end} s`,
  );
}
