/** Formats in JSON, as a whole or an object a line, or with JSON inside. Where signs of two fit, the first is meant. */
import { importArtillery } from "./benchmarks/artillery.ts";
import { importAutocannon } from "./benchmarks/autocannon.ts";
import { importBombardierJson } from "./benchmarks/bombardier.ts";
import { importFortio } from "./benchmarks/fortio.ts";
import { importGhzJson } from "./benchmarks/ghz.ts";
import { importGooseJson } from "./benchmarks/goose.ts";
import { importMemtierJson } from "./benchmarks/memtier.ts";
import { importOhaJson } from "./benchmarks/oha.ts";
import { importSiege } from "./benchmarks/siege.ts";
import { line, there } from "./format-line.ts";
import { importGatlingStats } from "./gatling/gatling-stats.ts";
import { importJmeterStatistics } from "./jmeter/jmeter-statistics.ts";
import { importK6Points } from "./k6/k6-points.ts";
import { importK6Summary } from "./k6/k6-summary.ts";
import { importGenaiPerf } from "./llm/genai-perf.ts";
import { importGuidellm } from "./llm/guidellm.ts";
import { importInferencePerf } from "./llm/inference-perf.ts";
import { importVllm } from "./llm/vllm.ts";
import type { LoadTestFormat } from "./load-test-format.ts";
import { importLocustJson, importLocustWorkers } from "./locust/locust-json.ts";
import { importOtlp } from "./monitoring/otlp.ts";
import { importPrometheus } from "./monitoring/prometheus.ts";
import { listAt } from "./text/json-value.ts";
import { importVegetaJson } from "./vegeta/vegeta.ts";
import { importVegetaLog } from "./vegeta/vegeta-log.ts";

export const jsonFormats: readonly LoadTestFormat[] = [
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
    "autocannon JSON, text",
    { read: importAutocannon },
    {
      json: (has) => has("latency") && has("requests") && has("throughput"),
      brokenJson: /"p97_5"\s*:/,
    },
  ),
  line(
    "bombardier-json",
    "bombardier text, JSON",
    { read: importBombardierJson },
    {
      json: (has) => has("spec", "numberOfConnections") && has("result", "latency"),
      brokenJson: /"numberOfConnections"\s*:/,
    },
  ),
  line(
    "ghz-json",
    "ghz text, JSON",
    { read: importGhzJson },
    {
      json: (has) => has("latencyDistribution") && has("rps") && has("count"),
      brokenJson: /"latencyDistribution"\s*:/,
    },
  ),
  line(
    "fortio",
    "fortio JSON",
    { read: importFortio },
    { json: (has) => has("DurationHistogram") },
  ),
  line(
    "goose-json",
    "Goose",
    { read: importGooseJson },
    {
      json: (has) => has("raw_request_metrics") && has("raw_metrics"),
      brokenJson: /"raw_request_metrics"\s*:/,
    },
  ),
  line(
    "memtier-json",
    "memtier_benchmark",
    { read: importMemtierJson },
    {
      json: (has) => has("run information", "Connections per thread"),
      brokenJson: /"Connections per thread"\s*:/,
    },
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
];
