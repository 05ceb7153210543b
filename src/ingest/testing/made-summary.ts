/**
 * The summaries that load generators print of a made-up run, with exact figures of its requests: what a
 * tool says of a clean run that was held at one load from the start.
 */
import { percentile } from "../formats/percentile.ts";
import type { SourceText } from "../imported-run.ts";
import type { MadeRun } from "./made-run.ts";

export interface MadeSummary {
  readonly users: number;
  /** Unix seconds. */
  readonly start: number;
  readonly duration: number;
  readonly all: MadeFigures;
  readonly labels: readonly (MadeFigures & { readonly label: string })[];
}

export interface MadeFigures {
  readonly requests: number;
  readonly failures: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  readonly p: (share: number) => number;
}

/** Over the time from the first start to the last end. */
export function madeSummary(run: MadeRun): MadeSummary {
  const start = Math.min(...run.requests.map((one) => one.start));
  const end = Math.max(...run.requests.map((one) => one.start + one.ms));
  const duration = (end - start) / 1000;
  const figures = (of: MadeRun["requests"]): MadeFigures => {
    const times = of.map(({ ms }) => ms).sort((a, b) => a - b);
    return {
      requests: of.length,
      failures: of.filter(({ error }) => error !== "").length,
      perSecond: of.length / duration,
      mean: times.reduce((a, b) => a + b, 0) / times.length,
      min: times[0] ?? 0,
      max: times.at(-1) ?? 0,
      p: (share) => percentile(times, share) ?? 0,
    };
  };
  const labels = [...new Set(run.requests.map(({ label }) => label))];
  return {
    users: run.users.length,
    start: start / 1000,
    duration,
    all: figures(run.requests),
    labels: labels.map((label) => ({
      label,
      ...figures(run.requests.filter((one) => one.label === label)),
    })),
  };
}

type Writer = (summary: MadeSummary) => SourceText;

const json = (name: string, value: unknown): SourceText => ({ name, text: JSON.stringify(value) });

function locustStats({ users, all, labels }: MadeSummary): SourceText {
  const shares = [0.5, 0.66, 0.75, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999, 1];
  const row = (type: string, name: string, of: MadeFigures) =>
    [
      ...[type, name, of.requests, of.failures, Math.round(of.p(0.5)), of.mean, of.min, of.max, 9],
      ...[of.perSecond, (of.perSecond * of.failures) / of.requests],
      ...shares.map((share) => Math.round(of.p(share))),
    ].join(",");
  const header =
    "Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%";
  const rows = labels.map((one) => row("GET", one.label.replace("GET ", ""), one));
  return {
    name: `made_u${users}_stats.csv`,
    text: [header, ...rows, row("", "Aggregated", all)].join("\r\n"),
  };
}

function k6Summary({ users, all, duration }: MadeSummary): SourceText {
  const trend = { avg: all.mean, med: all.p(0.5), min: all.min, max: all.max };
  return json("k6.json", {
    root_group: { name: "", path: "", groups: {}, checks: {} },
    metrics: {
      http_reqs: { count: all.requests, rate: all.perSecond },
      http_req_duration: { ...trend, "p(90)": all.p(0.9), "p(95)": all.p(0.95) },
      http_req_failed: {
        ...{ value: all.failures / all.requests, passes: all.failures },
        fails: all.requests - all.failures,
      },
      iterations: { count: all.requests, rate: all.perSecond },
      iteration_duration: { avg: (1000 * users * duration) / all.requests },
      vus: { value: users, min: users, max: users },
      vus_max: { value: users, min: users, max: users },
    },
  });
}

function jmeterStatistics({ users, all, labels }: MadeSummary): SourceText {
  const entry = (transaction: string, of: MadeFigures) => ({
    ...{ transaction, sampleCount: of.requests, errorCount: of.failures },
    errorPct: (100 * of.failures) / of.requests,
    ...{ meanResTime: of.mean, medianResTime: of.p(0.5) },
    ...{ minResTime: of.min, maxResTime: of.max },
    ...{ pct1ResTime: of.p(0.9), pct2ResTime: of.p(0.95), pct3ResTime: of.p(0.99) },
    ...{ throughput: of.perSecond, receivedKBytesPerSec: 1, sentKBytesPerSec: 1 },
  });
  const entries = [...labels.map((one) => [one.label, entry(one.label, one)])];
  const total = ["Total", entry("Total", all)];
  return json(`u${users}/statistics.json`, Object.fromEntries([...entries, total]));
}

function gatlingStats({ users, all, labels }: MadeSummary): SourceText {
  const stats = (name: string, of: MadeFigures) => {
    const both = (value: number) => ({ total: Math.round(value), ok: Math.round(value), ko: 0 });
    return {
      name,
      numberOfRequests: {
        ...{ total: of.requests, ok: of.requests - of.failures },
        ko: of.failures,
      },
      ...{ minResponseTime: both(of.min), maxResponseTime: both(of.max) },
      meanResponseTime: both(of.mean),
      ...{ percentiles1: both(of.p(0.5)), percentiles2: both(of.p(0.75)) },
      ...{ percentiles3: both(of.p(0.95)), percentiles4: both(of.p(0.99)) },
      meanNumberOfRequestsPerSecond: { total: of.perSecond, ok: of.perSecond, ko: 0 },
    };
  };
  const contents = labels.map((one, i) => {
    return [`req_${i}`, { type: "REQUEST", name: one.label, stats: stats(one.label, one) }];
  });
  return json(`u${users}/stats.json`, {
    ...{ type: "GROUP", name: "All Requests", stats: stats("All Requests", all) },
    contents: Object.fromEntries(contents),
  });
}

function vllm({ users, duration, all }: MadeSummary): SourceText {
  const good = all.requests - all.failures;
  return json("vllm.json", {
    ...{ completed: good, failed: all.failures, duration, request_throughput: good / duration },
    ...{ request_rate: "inf", max_concurrency: users, num_prompts: all.requests },
    ...{ mean_e2el_ms: all.mean, median_e2el_ms: all.p(0.5) },
    ...{ p95_e2el_ms: all.p(0.95), p99_e2el_ms: all.p(0.99) },
    ...{ mean_ttft_ms: all.mean / 4, p95_ttft_ms: all.p(0.95) / 4 },
  });
}

function inferencePerf({ users, duration, all }: MadeSummary): SourceText {
  const good = all.requests - all.failures;
  const latency = { mean: all.mean / 1000, median: all.p(0.5) / 1000, p95: all.p(0.95) / 1000 };
  return json("stage_0_lifecycle_metrics.json", {
    load_summary: { count: all.requests, concurrency: users },
    successes: {
      count: good,
      latency: { request_latency: latency },
      throughput: { requests_per_sec: good / duration },
    },
    failures: { count: all.failures },
  });
}

function guidellm({ users, start, duration, all }: MadeSummary): SourceText {
  const good = all.requests - all.failures;
  const percentiles = { p50: all.p(0.5), p90: all.p(0.9), p95: all.p(0.95), p99: all.p(0.99) };
  const scaled = Object.entries(percentiles).map(([name, ms]) => [name, ms / 1000]);
  return json("benchmarks.json", {
    benchmarks: [
      {
        config: { strategy: { type_: "concurrent", streams: users } },
        ...{ start_time: start, end_time: start + duration, duration },
        metrics: {
          request_totals: { successful: good, errored: all.failures, incomplete: 0 },
          requests_per_second: { successful: { mean: good / duration } },
          request_latency: {
            successful: { mean: all.mean / 1000, percentiles: Object.fromEntries(scaled) },
          },
        },
      },
    ],
  });
}

/** Of runs in which users pause as they like. */
export const summaryWriters: Readonly<Record<string, Writer>> = {
  "Locust _stats.csv": locustStats,
  "k6 --summary-export": k6Summary,
  "JMeter statistics.json": jmeterStatistics,
  "Gatling stats.json": gatlingStats,
  "Taurus final statistics": ({ users, all, labels }) => {
    const row = (label: string, of: MadeFigures) =>
      [
        ...[of.mean / 1000, users, of.failures, of.requests - of.failures, of.requests],
        ...[of.p(0.5), of.p(0.9), of.p(0.95), of.p(0.99), of.max].map((ms) => ms / 1000),
        label,
      ].join(",");
    const header =
      "avg_rt,concurrency,fail,succ,throughput,perc_50.0,perc_90.0,perc_95.0,perc_99.0,perc_100.0,label";
    return {
      name: "final.csv",
      text: [header, row("", all), ...labels.map((one) => row(one.label, one))].join("\n"),
    };
  },
};

/** Of tools whose users never pause: the run must be made without a pause. */
export const eagerWriters: Readonly<Record<string, Writer>> = {
  vLLM: vllm,
  guidellm,
  "inference-perf": inferencePerf,
  wrk: ({ users, duration, all }) => ({
    name: "wrk.txt",
    text: `Running ${Math.round(duration)}s test @ http://x/
  1 threads and ${users} connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   ${all.mean.toFixed(2)}ms    1.00ms   ${all.max.toFixed(2)}ms    90.00%
    Req/Sec   250.00      6.03    300.00     69.63%
  Latency Distribution
     50%   ${all.p(0.5).toFixed(2)}ms
     90%   ${all.p(0.9).toFixed(2)}ms
     99%   ${all.p(0.99).toFixed(2)}ms
  ${all.requests} requests in ${duration.toFixed(2)}s, 1.00MB read
${all.failures > 0 ? `  Non-2xx or 3xx responses: ${all.failures}\n` : ""}Requests/sec:    ${all.perSecond.toFixed(2)}
`,
  }),
  hey: ({ users, duration, all }) => ({
    name: `hey_${users}_users.txt`,
    text: `
Summary:
  Total:	${duration.toFixed(4)} secs
  Slowest:	${(all.max / 1000).toFixed(4)} secs
  Fastest:	${(all.min / 1000).toFixed(4)} secs
  Average:	${(all.mean / 1000).toFixed(4)} secs
  Requests/sec:	${all.perSecond.toFixed(4)}

Response time histogram:
  0.010 [1]	|

Latency distribution:
${[50, 90, 95, 99].map((p) => `  ${p}% in ${(all.p(p / 100) / 1000).toFixed(4)} secs`).join("\n")}

Status code distribution:
  [200]	${all.requests - all.failures} responses
${all.failures > 0 ? `  [500]	${all.failures} responses\n` : ""}`,
  }),
  ab: ({ users, duration, all }) => ({
    name: "ab.txt",
    text: `This is ApacheBench, Version 2.3 <$Revision: 1 $>
Concurrency Level:      ${users}
Time taken for tests:   ${duration.toFixed(3)} seconds
Complete requests:      ${all.requests}
Failed requests:        0
${all.failures > 0 ? `Non-2xx responses:      ${all.failures}\n` : ""}Requests per second:    ${all.perSecond.toFixed(2)} [#/sec] (mean)
Time per request:       ${((1000 * users) / all.perSecond).toFixed(3)} [ms] (mean)

Percentage of the requests served within a certain time (ms)
${[50, 90, 95, 99, 100].map((p) => `  ${p}%    ${Math.round(all.p(p / 100))}`).join("\n")} (longest request)
`,
  }),
  autocannon: ({ users, duration, all }) =>
    json("autocannon.json", {
      ...{ connections: users, pipelining: 1, duration, errors: 0, timeouts: 0 },
      non2xx: all.failures,
      requests: { average: all.perSecond, total: all.requests, sent: all.requests },
      latency: {
        ...{ average: all.mean, mean: all.mean, min: all.min, max: all.max },
        ...{ p50: all.p(0.5), p90: all.p(0.9), p97_5: all.p(0.975), p99: all.p(0.99) },
      },
      throughput: { average: 1 },
    }),
  oha: ({ users, duration, all }) =>
    json(`oha_c${users}.json`, {
      summary: {
        ...{ successRate: 1, total: duration, slowest: all.max / 1000, fastest: all.min / 1000 },
        ...{ average: all.mean / 1000, requestsPerSec: all.perSecond },
      },
      latencyPercentiles: {
        ...{ p50: all.p(0.5) / 1000, p90: all.p(0.9) / 1000 },
        ...{ p95: all.p(0.95) / 1000, p99: all.p(0.99) / 1000 },
      },
      statusCodeDistribution: {
        "200": all.requests - all.failures,
        ...(all.failures > 0 ? { "500": all.failures } : {}),
      },
      errorDistribution: {},
    }),
  fortio: ({ users, duration, all }) =>
    json("fortio.json", {
      ...{ RequestedQPS: "max", ActualQPS: all.perSecond, NumThreads: users },
      ActualDuration: duration * 1e9,
      DurationHistogram: {
        ...{ Count: all.requests, Min: all.min / 1000, Max: all.max / 1000, Avg: all.mean / 1000 },
        Percentiles: [50, 90, 95, 99].map((p) => {
          return { Percentile: p, Value: all.p(p / 100) / 1000 };
        }),
      },
      RetCodes: { "200": all.requests - all.failures, "500": all.failures },
    }),
  siege: ({ users, duration, all }) => ({
    name: "siege.txt",
    text: `** SIEGE 4.0.4
** Preparing ${users} concurrent users for battle.
Transactions:		         ${all.requests - all.failures} hits
Availability:		       ${(100 - (100 * all.failures) / all.requests).toFixed(2)} %
Elapsed time:		       ${duration.toFixed(2)} secs
Data transferred:	        0.50 MB
Response time:		        ${(all.mean / 1000).toFixed(2)} secs
Transaction rate:	       ${((all.requests - all.failures) / duration).toFixed(2)} trans/sec
Concurrency:		       ${((all.perSecond * all.mean) / 1000).toFixed(2)}
Successful transactions:         ${all.requests - all.failures}
Failed transactions:	          ${all.failures}
Longest transaction:	        ${(all.max / 1000).toFixed(2)}
Shortest transaction:	        ${(all.min / 1000).toFixed(2)}
`,
  }),
  pgbench: ({ users, duration, all }) => ({
    name: "pgbench.txt",
    text: `pgbench (18.3)
transaction type: <builtin: TPC-B (sort of)>
number of clients: ${users}
duration: ${Math.round(duration)} s
number of transactions actually processed: ${all.requests - all.failures}
number of failed transactions: ${all.failures} (${((100 * all.failures) / all.requests).toFixed(3)}%)
latency average = ${((1000 * users) / all.perSecond).toFixed(3)} ms
tps = ${((all.requests - all.failures) / duration).toFixed(6)} (without initial connection time)
`,
  }),
  sysbench: ({ users, duration, all }) => ({
    name: "sysbench.log",
    text: `sysbench 1.0.20 (using bundled LuaJIT 2.1.0-beta2)

Running the test with following options:
Number of threads: ${users}

General statistics:
    total time:                          ${duration.toFixed(4)}s
    total number of events:              ${all.requests}

Latency (ms):
         min:                                    ${all.min.toFixed(2)}
         avg:                                   ${all.mean.toFixed(2)}
         max:                                   ${all.max.toFixed(2)}
         95th percentile:                       ${all.p(0.95).toFixed(2)}
         sum:                              ${(all.mean * all.requests).toFixed(2)}

Threads fairness:
    events (avg/stddev):           ${(all.requests / users).toFixed(4)}/1.00
`,
  }),
  "genai-perf": ({ users, all, duration }) => {
    const good = all.requests - all.failures;
    const ms = { unit: "ms", avg: all.mean, p50: all.p(0.5), p95: all.p(0.95), p99: all.p(0.99) };
    return json("profile_export_genai_perf.json", {
      request_throughput: { unit: "requests/sec", avg: good / duration },
      ...{ request_latency: ms, request_count: { unit: "count", avg: good } },
      error_request_count: { unit: "count", avg: all.failures },
      input_config: { loadgen: { concurrency: users } },
    });
  },
};

/** Of open load, which stands beside levels. */
export const openWriters: Readonly<Record<string, Writer>> = {
  vegeta: ({ duration, all }) =>
    json("vegeta.json", {
      latencies: {
        ...{ mean: all.mean * 1e6, max: all.max * 1e6, "50th": all.p(0.5) * 1e6 },
        ...{ "95th": all.p(0.95) * 1e6, "99th": all.p(0.99) * 1e6 },
      },
      ...{ duration: duration * 1e9, wait: 0, requests: all.requests, rate: all.perSecond },
      ...{ throughput: all.perSecond, success: 1 },
      status_codes: { "200": all.requests - all.failures, "500": all.failures },
      errors: [],
    }),
  artillery: ({ start, duration, all }) =>
    json("artillery.json", {
      aggregate: {
        counters: {
          ...{ "vusers.created": all.requests, "http.requests": all.requests },
          ...{ "http.responses": all.requests, "http.codes.200": all.requests - all.failures },
          ...(all.failures > 0 ? { "http.codes.500": all.failures } : {}),
        },
        ...{ firstCounterAt: start * 1000, lastCounterAt: (start + duration) * 1000 },
        summaries: {
          "http.response_time": {
            ...{ count: all.requests, min: all.min, max: all.max, mean: all.mean },
            ...{ p50: all.p(0.5), p95: all.p(0.95), p99: all.p(0.99) },
          },
        },
      },
      intermediate: [],
    }),
  Prometheus: ({ start, duration, all }) => {
    const series = (name: string, grown: number, more = {}) => ({
      metric: { __name__: `http_seconds_${name}`, code: "200", ...more },
      values: [
        [start, "7"],
        [start + duration, String(7 + grown)],
      ],
    });
    const bounds = [0.25, 0.75, 1].map((share) => Math.ceil(all.p(share)) / 1000);
    const result = [
      ...[series("count", all.requests), series("sum", (all.mean * all.requests) / 1000)],
      ...[...new Set(bounds)].map((le, i) =>
        series("bucket", Math.round(all.requests * ([0.25, 0.75, 1][i] ?? 1)), { le: String(le) }),
      ),
      series("bucket", all.requests, { le: "+Inf" }),
    ];
    return json("range.json", { status: "success", data: { resultType: "matrix", result } });
  },
};
