/** What is known and cannot be read: why, and what to give instead. */
import { line, there } from "./format-line.ts";
import type { LoadTestFormat, Signs } from "./load-test-format.ts";
import { listAt } from "./text/json-value.ts";

const refused = (name: string, message: string, hint: string, signs: Signs): LoadTestFormat =>
  line(name, "", { refused: [message, hint] }, signs);

const tracesAreNoTest = [
  "traces tell of what a platform consists, not how it fares under a load",
  "give them to headroom init, alone or beside the results of a load test: it writes a platform model",
] as const;

const compressed = "the file is compressed";

export const refusedFormats: readonly LoadTestFormat[] = [
  refused(
    "empty",
    "the file is empty",
    "check that the test ran to its end and wrote its results",
    {
      magic: (_, start) => start.trim() === "",
    },
  ),
  refused("gzip", `${compressed} with gzip, perhaps twice`, "unpack it", {
    magic: (magic) => magic.startsWith("\u001f\u008b") || magic.startsWith("\u001f\uFFFD"),
  }),
  refused(
    "zip",
    "the file is a ZIP archive or a spreadsheet",
    "unpack it and give the files inside; save a spreadsheet as CSV",
    { magic: (magic) => magic.startsWith("PK\u0003\u0004") },
  ),
  refused(
    "tar",
    "the file is a tar archive of several files",
    "unpack it and give the files inside",
    {
      // POSIX.1-1988, ustar: the word stands behind the first file's header fields.
      magic: (_, start) => start.slice(257, 262) === "ustar",
    },
  ),
  refused("compressed", compressed, "unpack it and give what is inside", {
    magic: (magic) => /^(?:BZh\d|\u00fd7zX|\u0028\u00b5\u002f\u00fd)/.test(magic),
  }),
  refused("parquet", "the file is Parquet", "let the large-file engine read it: --engine duckdb", {
    magic: (magic) => magic === "PAR1",
  }),
  refused(
    "gatling-binary",
    "this is a binary simulation.log (Gatling 3.13 and later, some 3.12)",
    "give js/stats.js of its report, which every version writes (make it with gatling -ro), or run the test with Gatling 3.12",
    // A record of the run: its kind 0, the length of the version, "3.13.1".
    { magic: (_, start) => /^\0\0\0\0.\d+\.\d+/s.test(start) },
  ),
  refused("otlp-traces", ...tracesAreNoTest, {
    line: (value) => there(value, "resourceSpans"),
    json: (has) =>
      ["result", "trace"].some((key) => has(key, "resourceSpans")) ||
      has("resourceSpans") ||
      (has("batches") && !has("metrics")),
    brokenJson: /"resourceSpans"\s*:/,
  }),
  refused("jaeger-traces", ...tracesAreNoTest, {
    json: (has, value) => {
      const [first] = has("data") ? listAt(value, "data") : [value];
      return there(first, "traceID") && there(first, "spans");
    },
    brokenJson: /"traceID"\s*:/,
  }),
  refused(
    "web-page",
    "this web page holds no figures that Headroom reads",
    "give the data beside it: statistics.json of a JMeter dashboard, js/stats.js of a Gatling report, the summary export of k6, or the CSV files of Locust",
    { markup: (start) => /<!doctype html|<html\b/i.test(start) },
  ),
  refused(
    "hdr-histogram",
    "a table of percentiles has neither throughput nor users",
    "give the whole report of the load generator that made it",
    { text: (start) => /^\s*Value(?:\(ms\))?\s+Percentile\s+TotalCount/m.test(start) },
  ),
  refused(
    "jmeter-summariser",
    "these are summary lines of jmeter.log",
    "give the result log (JTL) or statistics.json of the run",
    { text: (start) => /summary [+=]\s+\d+ in /.test(start) },
  ),
  refused(
    "ab-gnuplot",
    "ab's -g file is sorted by time taken, holds no failures and starts only to the second",
    "give the text that ab printed",
    { columns: ({ has }) => has("starttime", "seconds", "ctime", "ttime") },
  ),
  refused(
    "ab-percentiles",
    "ab's -e file holds percentiles alone, neither throughput nor connections",
    "give the text that ab printed",
    { columns: ({ names }) => names[0] === "percentage served" },
  ),
  refused(
    "pgbench-log",
    "this is pgbench's log of single transactions or of intervals: it may be of one thread of several, or of a sample of them",
    "give the text that pgbench printed at the end of the run",
    {
      text: (start) =>
        /^(?:\d+ \d+ (?:\d+|failed|skipped) \d+ \d{10} \d{1,6}|\d{10}(?: \d+){5})(?: \S+)*$/.test(
          start.slice(0, start.search(/[\r\n]|$/)),
        ),
    },
  ),
  refused(
    "siege-runs",
    "siege's log of its runs does not tell their users: Concurrent is X·R",
    "give the report that siege printed for each run, with its line “Preparing … concurrent users” or the users in the name of the file",
    { columns: ({ has }) => has("trans", "elap time") },
  ),
  refused(
    "prometheus-text",
    "this is one look at a process' counters, which have grown since its start: it tells no rate",
    "query Prometheus' /api/v1/query_range over the time of the test, and give its answer",
    { text: (start) => /^# TYPE \S+ (?:counter|gauge|histogram|summary|untyped)\s*$/m.test(start) },
  ),
  refused(
    "unknown",
    "the content fits no format that Headroom knows",
    "see the table in docs/formats.md; of another tool, write its figures into a levels.csv with the columns users, throughput_rps, mean_ms and p95_ms",
    {},
  ),
];

/** What is said of a file of this kind; undefined for a format that is read. */
export function refusalOf(name: string): string | undefined {
  const how = refusedFormats.find((format) => format.name === name)?.how;
  return how !== undefined && "refused" in how ? how.refused[0] : undefined;
}
