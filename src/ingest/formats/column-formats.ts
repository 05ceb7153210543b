/** Formats in columns, with a header or without. Where signs of two fit, the first is meant. */

import { importHeyCsv } from "./benchmarks/hey.ts";
import { importTaurusCsv } from "./benchmarks/taurus.ts";
import { line } from "./format-line.ts";
import { importJmeterAggregate } from "./jmeter/jmeter-aggregate.ts";
import { importJmeterCsv } from "./jmeter/jmeter-csv.ts";
import { importK6Csv } from "./k6/k6-points.ts";
import type { LoadTestFormat } from "./load-test-format.ts";
import { importLocustRequests } from "./locust/locust-requests.ts";
import { findSheets } from "./sheet/find-sheets.ts";
import { importSheet } from "./sheet/sheet.ts";
import { importVegetaCsv } from "./vegeta/vegeta-log.ts";

/** The header is in the language of the GUI, but its per-cent columns are not. */
function isAggregateReport(names: readonly string[]): boolean {
  if (names.length < 10) return false;
  const english = names.includes("# samples") && names.includes("throughput");
  const shares = names.some((name) => name.includes("%"));
  return english || (shares && names.length <= 14 && names.some((name) => /kb\/s/.test(name)));
}

const flags = (cells: readonly string[]) =>
  cells.filter((cell) => cell === "true" || cell === "false").length;

export const columnFormats: readonly LoadTestFormat[] = [
  line(
    "locust-history",
    "Locust `_stats_history.csv`",
    { part: "history" },
    {
      columns: ({ has }) =>
        (has("timestamp", "user count") && (has("total request count") || has("requests/s"))) ||
        // 0.13 and 0.14: without users and totals, so it is refused with advice, but is no _stats.csv.
        has("timestamp", "name", "# requests"),
    },
  ),
  line(
    "locust-stats",
    "Locust `_stats.csv`",
    { part: "stats" },
    {
      columns: ({ has }) =>
        has("name", "request count") ||
        has("method", "name", "# requests") ||
        has("type", "name", "# requests"),
    },
  ),
  line(
    "locust-distribution",
    "Locust `_stats.csv`",
    { part: "distribution" },
    {
      columns: ({ has }) => has("name", "# requests", "50%"),
    },
  ),
  line(
    "locust-failures",
    "Locust `_failures.csv`",
    { part: "failures" },
    {
      columns: ({ has }) => has("method", "name", "error", "occurrences"),
    },
  ),
  line(
    "locust-exceptions",
    "Locust `_failures.csv`",
    { part: "exceptions" },
    {
      columns: ({ has }) => has("count", "message", "traceback"),
    },
  ),
  line(
    "locust-requests",
    "Locust request log",
    { read: importLocustRequests },
    {
      columns: ({ has }) => has("timestamp", "request_type", "response_time_ms"),
    },
  ),
  line(
    "k6-csv",
    "k6 `--out json`",
    { read: importK6Csv },
    {
      columns: ({ has }) => has("metric_name", "timestamp", "metric_value"),
    },
  ),
  line(
    "vegeta-csv",
    "vegeta JSON, text",
    { read: importVegetaCsv },
    {
      headless: ({ cells: [first = "", second = "", third = "", ...rest] }) =>
        rest.length >= 3 &&
        /^\d{19}$/.test(first) &&
        /^\d{1,3}$/.test(second) &&
        /^\d+$/.test(third),
    },
  ),
  line(
    "jmeter-csv",
    "JMeter JTL",
    { read: importJmeterCsv },
    {
      columns: ({ has }) => has("timestamp", "elapsed") && (has("label") || has("success")),
      headless: ({ cells }) =>
        cells.length >= 10 &&
        /^\d{13}$/.test(cells[0] ?? "") &&
        /^\d+$/.test(cells[1] ?? "") &&
        flags(cells) > 0,
    },
  ),
  line(
    "hey-csv",
    "hey text",
    { read: importHeyCsv },
    {
      columns: ({ has }) => has("response-time", "status-code"),
    },
  ),
  line(
    "taurus-csv",
    "Taurus final statistics",
    { read: importTaurusCsv },
    {
      columns: ({ has }) => has("succ", "fail", "avg_rt"),
    },
  ),
  line(
    "jmeter-aggregate",
    "JMeter Aggregate",
    { read: importJmeterAggregate },
    {
      columns: ({ has, names }) =>
        has("sampler_label", "aggregate_report_count") || isAggregateReport(names),
    },
  ),
  line(
    "sheet",
    "A table of one's own",
    { read: importSheet },
    // After all that is made by a program: anybody's table may begin anywhere.
    { embedded: (start) => findSheets(start).length > 0 },
  ),
];
