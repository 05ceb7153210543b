/**
 * The formats that are told apart: one line each, from which recognition, `--format` and the check of
 * docs/formats.md are made. Where signs of two fit, the first in the table is meant.
 */
import { importAb } from "./ab.ts";
import { importArtillery } from "./artillery.ts";
import { importAutocannon } from "./autocannon.ts";
import { importFortio } from "./fortio.ts";
import { importGatlingLog } from "./gatling-log.ts";
import { importGatlingStats } from "./gatling-stats.ts";
import { importGenaiPerf } from "./genai-perf.ts";
import { importGuidellm } from "./guidellm.ts";
import { importHeyCsv, importHeyText } from "./hey.ts";
import { importInferencePerf } from "./inference-perf.ts";
import { importJmeterAggregate } from "./jmeter-aggregate.ts";
import { importJmeterCsv } from "./jmeter-csv.ts";
import { importJmeterStatistics } from "./jmeter-statistics.ts";
import { importJmeterXml } from "./jmeter-xml.ts";
import { at, listAt } from "./json-value.ts";
import { importK6Csv, importK6Points } from "./k6-points.ts";
import { importK6Summary } from "./k6-summary.ts";
import { importK6Text } from "./k6-text.ts";
import type { LoadTestFormat, Signs } from "./load-test-format.ts";
import { importLocustHtml } from "./locust-html.ts";
import { importLocustJson, importLocustWorkers } from "./locust-json.ts";
import { importLocustRequests } from "./locust-requests.ts";
import { importOhaJson, importOhaText } from "./oha.ts";
import { importOtlp } from "./otlp.ts";
import { importPgbench } from "./pgbench.ts";
import { importPrometheus } from "./prometheus.ts";
import { importSiege, importSiegeLog } from "./siege.ts";
import { importSysbench } from "./sysbench.ts";
import { importTaurusCsv, importTaurusXml } from "./taurus.ts";
import { importVegetaJson, importVegetaText } from "./vegeta.ts";
import { importVegetaCsv, importVegetaLog } from "./vegeta-log.ts";
import { importVllm } from "./vllm.ts";
import { importWrk } from "./wrk.ts";

type How = LoadTestFormat["how"];
const line = (name: string, title: string, how: How, signs: Signs): LoadTestFormat => {
  return { name, title, how, signs };
};
const refused = (name: string, message: string, hint: string, signs: Signs): LoadTestFormat =>
  line(name, "", { refused: [message, hint] }, signs);
const there = (value: unknown, ...path: string[]) => at(value, ...path) !== undefined;

/** The header is in the language of the GUI, but its per-cent columns are not. */
function isAggregateReport(names: readonly string[]): boolean {
  if (names.length < 10) return false;
  const english = names.includes("# samples") && names.includes("throughput");
  const shares = names.some((name) => name.includes("%"));
  return english || (shares && names.length <= 14 && names.some((name) => /kb\/s/.test(name)));
}

const flags = (cells: readonly string[]) =>
  cells.filter((cell) => cell === "true" || cell === "false").length;

const tracesAreNoTest = [
  "traces tell of what a platform consists, not how it fares under a load",
  "give them to headroom init, alone or beside the results of a load test: it writes a platform model",
] as const;

const compressed = "the file is compressed";

export const loadTestFormats: readonly LoadTestFormat[] = [
  refused("gzip", `${compressed} with gzip, perhaps twice`, "unpack it", {
    magic: (magic) => magic.startsWith("\u001f\u008b") || magic.startsWith("\u001f\uFFFD"),
  }),
  refused(
    "zip",
    "the file is a ZIP archive or a spreadsheet",
    "unpack it and give the files inside; save a spreadsheet as CSV",
    { magic: (magic) => magic.startsWith("PK\u0003\u0004") },
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
    { magic: (_, start) => start.charCodeAt(0) === 0 },
  ),
  line(
    "vegeta-log",
    "vegeta JSON, text",
    { read: importVegetaLog },
    {
      line: (value) => there(value, "latency") && there(value, "bytes_in"),
    },
  ),
  line(
    "k6-points",
    "k6 `--out json`",
    { read: importK6Points },
    {
      line: (value) => there(value, "metric") && there(value, "type"),
    },
  ),
  line(
    "locust-workers",
    "Locust `--json`",
    { read: importLocustWorkers },
    {
      line: (value) => there(value, "stats") && there(value, "client_id"),
    },
  ),
  line(
    "locust-json",
    "Locust `--json`",
    { read: importLocustJson },
    {
      json: (_, value) =>
        Array.isArray(value) && (value.length === 0 || there(value[0], "num_requests")),
      brokenJson: /^\[[\s\S]*"num_requests"\s*:/,
      embedded: (start) => /^\[\s*(?:\{|$)/m.test(start) && start.includes('"num_requests"'),
    },
  ),
  line(
    "otlp",
    "OpenTelemetry metrics",
    { read: importOtlp },
    {
      json: (has) => has("resourceMetrics"),
      brokenJson: /"resourceMetrics"\s*:/,
    },
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
  line(
    "prometheus",
    "Prometheus range query",
    { read: importPrometheus },
    {
      json: (has) =>
        has("data", "resultType") || (has("metric") && (has("values") || has("histograms"))),
      brokenJson: /"resultType"\s*:/,
    },
  ),
  line(
    "k6-summary",
    "k6 `--summary-export`",
    { read: importK6Summary },
    {
      json: (has) =>
        has("results", "metrics") ||
        has("root_group") ||
        ["http_reqs", "iterations", "vus"].some((metric) => has("metrics", metric)),
      brokenJson: /"root_group"|"http_req_duration"/,
    },
  ),
  line(
    "artillery",
    "Artillery report",
    { read: importArtillery },
    {
      json: (has) => has("aggregate") && (has("intermediate") || has("aggregate", "counters")),
      brokenJson: /"aggregate"\s*:/,
    },
  ),
  line(
    "vegeta-json",
    "vegeta JSON, text",
    { read: importVegetaJson },
    {
      json: (has) => has("latencies") && has("requests"),
      brokenJson: /"latencies"\s*:/,
    },
  ),
  line(
    "autocannon",
    "autocannon JSON",
    { read: importAutocannon },
    {
      json: (has) => has("latency") && has("requests") && has("throughput"),
      brokenJson: /"p97_5"\s*:/,
    },
  ),
  line(
    "fortio",
    "fortio JSON",
    { read: importFortio },
    { json: (has) => has("DurationHistogram") },
  ),
  line(
    "vllm",
    "vLLM `bench serve`",
    { read: importVllm },
    {
      line: (value) => there(value, "request_throughput") && there(value, "completed"),
      json: (has) => has("request_throughput") && has("completed"),
      brokenJson: /"mean_ttft_ms"\s*:/,
    },
  ),
  line(
    "guidellm",
    "guidellm `benchmarks.json`",
    { read: importGuidellm },
    {
      json: (_, value) =>
        ["request_latency", "requests_per_second"].every((metric) =>
          there(listAt(value, "benchmarks")[0], "metrics", metric),
        ),
      brokenJson: /"(?:generative_benchmark|inter_token_latency_ms)"/,
    },
  ),
  line(
    "inference-perf",
    "inference-perf",
    { read: importInferencePerf },
    {
      json: (has) => has("load_summary") && has("successes"),
      brokenJson: /"load_summary"\s*:/,
    },
  ),
  line(
    "genai-perf",
    "genai-perf, AIPerf",
    { read: importGenaiPerf },
    {
      json: (has) => has("request_throughput", "avg") && has("input_config"),
      brokenJson: /"input_config"\s*:/,
    },
  ),
  line(
    "siege",
    "siege text",
    { read: importSiege },
    {
      json: (has) => has("transactions") && has("transaction_rate"),
      text: (start) =>
        /^\s*Transactions:\s+\d+ hits/m.test(start) ||
        /"transactions":\s*\d+,\s*"availability":/.test(start),
    },
  ),
  line(
    "oha-json",
    "oha JSON",
    { read: importOhaJson },
    {
      json: (has) => has("summary", "requestsPerSec"),
      brokenJson: /"requestsPerSec"\s*:/,
    },
  ),
  line(
    "gatling-stats",
    "Gatling `stats.js`",
    { read: importGatlingStats },
    {
      json: (has) => has("numberOfRequests") || has("stats", "numberOfRequests"),
      brokenJson: /"numberOfRequests"\s*:/,
      text: (start) => /^\s*var\s+stats\s*=\s*\{/.test(start),
    },
  ),
  line(
    "jmeter-statistics",
    "JMeter `statistics.json`",
    { read: importJmeterStatistics },
    {
      json: (_, value) =>
        !Array.isArray(value) &&
        Object.values(value as object).some((one) => there(one, "sampleCount")),
      brokenJson: /"sampleCount"\s*:/,
    },
  ),
  line(
    "jmeter-xml",
    "JMeter JTL",
    { read: importJmeterXml },
    {
      markup: (start) => /<testResults\b/.test(start),
    },
  ),
  line(
    "taurus-xml",
    "Taurus final statistics",
    { read: importTaurusXml },
    {
      markup: (start) => /<FinalStatus\b/.test(start),
    },
  ),
  line(
    "locust-html",
    "Locust HTML report",
    { read: importLocustHtml },
    {
      // The page's scripts come first and are longer than the beginning.
      markup: (_, text) =>
        text.includes("window.templateArgs") ||
        (/<h2>\s*Request Statistics/.test(text) && text.includes("# Requests</th>")),
      embedded: (start) => start.includes("window.templateArgs"),
    },
  ),
  refused(
    "web-page",
    "this web page holds no figures that Headroom reads",
    "give the data beside it: statistics.json of a JMeter dashboard, js/stats.js of a Gatling report, the summary export of k6, or the CSV files of Locust",
    { markup: (start) => /<!doctype html|<html\b/i.test(start) },
  ),
  line(
    "gatling-log",
    "Gatling `simulation.log`",
    { read: importGatlingLog },
    {
      text: (start) => /^RUN\t|^[^\t\n]+\t[^\t\n]*\tRUN\t/m.test(start),
    },
  ),
  line(
    "k6-text",
    "k6's printed summary",
    { read: importK6Text },
    {
      text: (start) => /^[^\w\n]*http_req_duration\.*: avg=/m.test(start),
    },
  ),
  line(
    "wrk",
    "wrk, wrk2",
    { read: importWrk },
    {
      text: (start) => /^\s*Thread Stats\s+Avg\s+Stdev/m.test(start),
    },
  ),
  refused(
    "hdr-histogram",
    "a table of percentiles has neither throughput nor users",
    "give the whole report of the load generator that made it",
    { text: (start) => /^\s*Value(?:\(ms\))?\s+Percentile\s+TotalCount/m.test(start) },
  ),
  line(
    "ab",
    "ab text",
    { read: importAb },
    {
      text: (start) => /This is ApacheBench|^Concurrency Level:/m.test(start),
    },
  ),
  line(
    "vegeta-text",
    "vegeta JSON, text",
    { read: importVegetaText },
    {
      text: (start) => /^Requests\s+\[total, rate/m.test(start),
    },
  ),
  line(
    "sysbench",
    "sysbench",
    { read: importSysbench },
    {
      text: (start) => /^sysbench \d|^Threads fairness:/m.test(start),
    },
  ),
  line(
    "pgbench",
    "pgbench",
    { read: importPgbench },
    {
      text: (start) => /^(?:pgbench \(|number of clients: )/m.test(start),
    },
  ),
  line(
    "oha-text",
    "oha JSON",
    { read: importOhaText },
    {
      text: (start) => /^\s*Success rate:/m.test(start) && /^\s*Requests\/sec:/m.test(start),
    },
  ),
  line(
    "hey-text",
    "hey text",
    { read: importHeyText },
    {
      text: (start) =>
        /^Response time histogram:/m.test(start) && /^\s*Requests\/sec:/m.test(start),
    },
  ),
  line(
    "siege-log",
    "siege text",
    { read: importSiegeLog },
    {
      text: (start) => /,HTTP\/[\d.]+,\d{3},\s*[\d.]+,/.test(start),
    },
  ),
  refused(
    "jmeter-summariser",
    "these are summary lines of jmeter.log",
    "give the result log (JTL) or statistics.json of the run",
    { text: (start) => /summary [+=]\s+\d+ in /.test(start) },
  ),
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
  refused(
    "ab-gnuplot",
    "ab's -g file is sorted by time taken, holds no failures and starts only to the second",
    "give the text that ab printed",
    { columns: ({ has }) => has("starttime", "seconds", "ctime", "ttime") },
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
  refused(
    "unknown",
    "the content fits no format that Headroom knows",
    "see the table in docs/formats.md; of another tool, write its figures into a levels.csv with the columns users, throughput_rps, mean_ms and p95_ms",
    {},
  ),
];

const byName = new Map(loadTestFormats.map((format) => [format.name, format]));

/** What --format takes. */
export const formatNames: readonly string[] = loadTestFormats.map(({ name }) => name);

/** The line of a name; that of "unknown" where there is none. */
export function formatNamed(name: string): LoadTestFormat {
  return byName.get(name) ?? (byName.get("unknown") as LoadTestFormat);
}
