import type { FormatName } from "./format-name.ts";
import { at } from "./json-value.ts";
import { readRows } from "./read-rows.ts";

/** Enough of a file to tell its format; the rest may be gigabytes. */
const head = 65_536;

/**
 * Tells a load-test file's format by what is in it; the name plays no part, since people call a raw
 * JMeter log "aggregate.csv". Looks at the first 64 KiB, and parses JSON wholly when it is not one
 * object a line. "unknown" when nothing fits.
 */
export function recognizeFormat(text: string): FormatName {
  const start = text.slice(0, head).replace(/^\uFEFF/, "");
  const magic = start.slice(0, 4);
  if (magic.startsWith("\u001f\u008b") || magic.startsWith("\u001f\uFFFD")) return "gzip";
  if (magic.startsWith("PK\u0003\u0004")) return "zip";
  if (/^(?:BZh\d|\u00fd7zX|\u0028\u00b5\u002f\u00fd)/.test(magic)) return "compressed";
  if (magic === "PAR1") return "parquet";
  if (start.charCodeAt(0) === 0) return "gatling-binary";
  const trimmed = start.trimStart();
  if (trimmed.startsWith("{") || trimmed.startsWith("[")) return recognizeJson(text);
  if (trimmed.startsWith("<")) return recognizeMarkup(text);
  return (
    recognizeText(start) ??
    recognizeColumns(start) ??
    recognizeEmbedded(text, start) ??
    // Console output may be long before its summary comes.
    (text.length > head ? recognizeText(text.slice(-head)) : undefined) ??
    "unknown"
  );
}

/** Locust's --json prints log lines before and a table after the array. */
function recognizeEmbedded(text: string, start: string): FormatName | undefined {
  if (start.includes("window.templateArgs")) return "locust-html";
  const array = text.slice(0, head).search(/^\[\s*(?:\{|$)/m);
  return array >= 0 && start.includes('"num_requests"') ? "locust-json" : undefined;
}

function recognizeMarkup(text: string): FormatName {
  const start = text.slice(0, head);
  if (/<testResults\b/.test(start)) return "jmeter-xml";
  if (/<FinalStatus\b/.test(start)) return "taurus-xml";
  // The page's scripts come first and are longer than the head.
  if (text.includes("window.templateArgs")) return "locust-html";
  if (/<h2>\s*Request Statistics/.test(text) && text.includes("# Requests</th>")) {
    return "locust-html";
  }
  return /<!doctype html|<html\b/i.test(start) ? "web-page" : "unknown";
}

function recognizeJson(text: string): FormatName {
  const trimmed = text.replace(/^\uFEFF/, "").trimStart();
  const firstLine = trimmed.slice(0, trimmed.search(/[\r\n]|$/)).trim();
  const line = parsed(firstLine);
  if (line !== undefined && at(line, "latency") !== undefined && at(line, "bytes_in") !== undefined)
    return "vegeta-log";
  if (line !== undefined && at(line, "metric") !== undefined && at(line, "type") !== undefined) {
    return "k6-points";
  }
  if (at(line, "stats") !== undefined && at(line, "client_id") !== undefined)
    return "locust-workers";
  const value = line ?? parsed(trimmed);
  if (value === undefined) {
    if (/"num_requests"\s*:/.test(trimmed.slice(0, head)) && trimmed.startsWith("[")) {
      return "locust-json";
    }
    return recognizeMarkers(trimmed.slice(0, head)) ?? "unknown";
  }
  return recognizeValue(value);
}

function recognizeValue(value: unknown): FormatName {
  const has = (...path: string[]) => at(value, ...path) !== undefined;
  if (Array.isArray(value)) {
    return at(value[0], "num_requests") !== undefined || value.length === 0
      ? "locust-json"
      : recognizeElement(value[0]);
  }
  if (has("resourceMetrics")) return "otlp";
  if (has("data", "resultType") || (has("metric") && (has("values") || has("histograms"))))
    return "prometheus";
  if (has("results", "metrics") || has("root_group") || has("metrics", "http_reqs")) {
    return "k6-summary";
  }
  if (has("metrics", "iterations") || has("metrics", "vus")) return "k6-summary";
  if (has("aggregate") && (has("intermediate") || has("aggregate", "counters"))) return "artillery";
  if (has("latencies") && has("requests")) return "vegeta-json";

  if (has("latency") && has("requests") && has("throughput")) return "autocannon";
  if (has("DurationHistogram")) return "fortio";
  if (has("transactions") && has("transaction_rate")) return "siege";
  if (has("summary", "requestsPerSec")) return "oha-json";
  if (has("numberOfRequests") || has("stats", "numberOfRequests")) return "gatling-stats";
  if (Object.values(value as object).some((one) => at(one, "sampleCount") !== undefined)) {
    return "jmeter-statistics";
  }
  return "unknown";
}

/** `autocannon` and others may stand in an array of several runs. */
function recognizeElement(value: unknown): FormatName {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? recognizeValue(value)
    : "unknown";
}

/** JSON that does not parse may be cut off: a few keys still tell what it was. */
function recognizeMarkers(start: string): FormatName | undefined {
  if (/"resourceMetrics"\s*:/.test(start)) return "otlp";
  if (/"resultType"\s*:/.test(start)) return "prometheus";
  if (/"root_group"|"http_req_duration"/.test(start)) return "k6-summary";
  if (/"sampleCount"\s*:/.test(start)) return "jmeter-statistics";
  if (/"numberOfRequests"\s*:/.test(start)) return "gatling-stats";
  if (/"aggregate"\s*:/.test(start)) return "artillery";
  if (/"requestsPerSec"\s*:/.test(start)) return "oha-json";
  if (/"p97_5"\s*:/.test(start)) return "autocannon";
  if (/"latencies"\s*:/.test(start)) return "vegeta-json";
  return undefined;
}

function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function recognizeText(start: string): FormatName | undefined {
  if (/^\s*var\s+stats\s*=\s*\{/.test(start)) return "gatling-stats";
  if (/^RUN\t|^[^\t\n]+\t[^\t\n]*\tRUN\t/m.test(start)) return "gatling-log";
  if (/^[^\w\n]*http_req_duration\.*: avg=/m.test(start)) return "k6-text";
  if (/^\s*Thread Stats\s+Avg\s+Stdev/m.test(start)) return "wrk";
  if (/^\s*Value(?:\(ms\))?\s+Percentile\s+TotalCount/m.test(start)) return "hdr-histogram";
  if (/This is ApacheBench|^Concurrency Level:/m.test(start)) return "ab";
  if (/^Requests\s+\[total, rate/m.test(start)) return "vegeta-text";
  if (/^sysbench \d|^Threads fairness:/m.test(start)) return "sysbench";
  if (/^(?:pgbench \(|number of clients: )/m.test(start)) return "pgbench";
  if (/^\s*Success rate:/m.test(start) && /^\s*Requests\/sec:/m.test(start)) return "oha-text";
  if (/^Response time histogram:/m.test(start) && /^\s*Requests\/sec:/m.test(start))
    return "hey-text";
  if (/^\s*Transactions:\s+\d+ hits/m.test(start)) return "siege";
  if (/"transactions":\s*\d+,\s*"availability":/.test(start)) return "siege";
  if (/,HTTP\/[\d.]+,\d{3},\s*[\d.]+,/.test(start)) return "siege-log";
  if (/summary [+=]\s+\d+ in /.test(start)) return "jmeter-summariser";
  return undefined;
}

function recognizeColumns(start: string): FormatName | undefined {
  const first = readRows(start).rows[0]?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const has = (...names: string[]) => names.every((name) => first.includes(name));
  if (has("timestamp", "user count") && has("total request count")) return "locust-history";
  if (has("timestamp", "user count") && has("requests/s")) return "locust-history";
  // 0.13 and 0.14: without users and totals, so it is refused with advice, but is no _stats.csv.
  if (has("timestamp", "name", "# requests")) return "locust-history";
  if (has("name", "request count") || has("method", "name", "# requests")) return "locust-stats";
  if (has("type", "name", "# requests")) return "locust-stats";
  if (has("name", "# requests", "50%")) return "locust-distribution";
  if (has("method", "name", "error", "occurrences")) return "locust-failures";
  if (has("count", "message", "traceback")) return "locust-exceptions";
  if (has("timestamp", "request_type", "response_time_ms")) return "locust-requests";
  if (has("metric_name", "timestamp", "metric_value")) return "k6-csv";
  if (has("timestamp", "elapsed") && (has("label") || has("success"))) return "jmeter-csv";
  if (has("response-time", "status-code")) return "hey-csv";
  if (has("succ", "fail", "avg_rt")) return "taurus-csv";
  if (has("starttime", "seconds", "ctime", "ttime")) return "ab-gnuplot";
  if (has("sampler_label", "aggregate_report_count")) return "jmeter-aggregate";
  if (first.length >= 10 && isAggregateReport(first)) return "jmeter-aggregate";
  return recognizeHeaderless(start);
}

/** The header is in the language of the GUI, but its per-cent columns are not. */
function isAggregateReport(first: readonly string[]): boolean {
  const english = first.includes("# samples") && first.includes("throughput");
  const shares = first.some((name) => name.includes("%"));
  return english || (shares && first.length <= 14 && first.some((name) => /kb\/s/.test(name)));
}

/** Vegeta's CSV and a JMeter log without a header tell themselves by their first columns. */
function recognizeHeaderless(start: string): FormatName | undefined {
  const row = readRows(start).rows[0]?.cells ?? [];
  const [first = "", second = "", third = ""] = row;
  if (
    row.length >= 6 &&
    /^\d{19}$/.test(first) &&
    /^\d{1,3}$/.test(second) &&
    /^\d+$/.test(third)
  ) {
    return "vegeta-csv";
  }
  const flags = row.filter((cell) => cell === "true" || cell === "false").length;
  if (row.length >= 10 && /^\d{13}$/.test(first) && /^\d+$/.test(second) && flags > 0) {
    return "jmeter-csv";
  }
  return undefined;
}
