/**
 * Locust's request log (`locust.contrib.csv_request_logger`, 2.44 and later): a request a row, at the
 * time it was sent; what failed has an exception.
 */
import { emptyRun, type ImportedRun, type Importer } from "../../imported-run.ts";
import { splitLog } from "../log/split-log.ts";
import { exactPercentiles, type Sample, summarizeSamples } from "../log/summarize-samples.ts";
import { usersKnown } from "../log/users-known.ts";
import { nameOfRun } from "../name-of-run.ts";
import { noneRejected, refused, rejections } from "../rejections.ts";
import { responseTimeOf } from "../response-time.ts";
import { readMilliseconds } from "../text/read-number.ts";
import { readTable } from "../text/table.ts";
import { unixTime } from "../text/unix-time.ts";

export const importLocustRequests: Importer = (file, options) => {
  const table = readTable(file.text);
  const rejected = rejections(file.name);
  const samples: Sample[] = [];
  for (const [at, row] of table.rows.entries()) {
    const start = unixTime(table.cell(row, "timestamp") ?? "");
    const responseTime = responseTimeOf(readMilliseconds(table.cell(row, "response_time_ms")));
    if (start === undefined || responseTime === undefined) {
      if (at < table.rows.length - 1 || !table.source.openEnd) {
        rejected.add(row.line, 1, "the row lacks a timestamp or response_time_ms", "remove it");
      }
      continue;
    }
    samples.push({
      end: start + responseTime,
      responseTime,
      method: table.cell(row, "request_type") ?? "",
      path: table.cell(row, "name") ?? "",
      // A status of 0 or 500 alone is no failure: non-HTTP requests have 0, scripts may expect 500.
      error: table.cell(row, "exception")?.trim() ?? "",
    });
  }
  if (samples.length === 0) {
    return refused(file.name, "no row of the request log can be read", "write the log again");
  }
  const known = usersKnown(file.name, options.users);
  return {
    ok: true,
    value: splitLog(samples, (sample) => sample).map((part, at): ImportedRun => {
      const summary = summarizeSamples(part.samples, [], known.users);
      return {
        ...emptyRun("locust-requests", nameOfRun(file.name)),
        version: "2.44 or later",
        loadModel: "closed",
        usersFrom: known.from,
        ...summary,
        percentiles: exactPercentiles,
        findings: part.findings,
        rejected: at === 0 ? { count: rejected.count, first: rejected.first } : noneRejected,
      };
    }),
  };
};
