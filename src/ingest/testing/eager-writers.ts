/** Summaries of tools whose users never pause: the run must be made without a pause. */
import type { SourceText } from "../imported-run.ts";
import { jsonFile, type MadeSummary, type SummaryWriter } from "./made-summary.ts";

function vllm({ users, duration, all }: MadeSummary): SourceText {
  const good = all.requests - all.failures;
  return jsonFile("vllm.json", {
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
  return jsonFile("stage_0_lifecycle_metrics.json", {
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
  return jsonFile("benchmarks.json", {
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

/** Of tools whose users never pause: the run must be made without a pause. */
export const eagerWriters: Readonly<Record<string, SummaryWriter>> = {
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
    jsonFile("autocannon.json", {
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
    jsonFile(`oha_c${users}.json`, {
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
  "oha text": ({ users, duration, all }) => ({
    name: `oha_c${users}.txt`,
    text: `Summary:
  Success rate:	100.00%
  Total:	${duration.toFixed(4)} secs
  Slowest:	${(all.max / 1000).toFixed(4)} secs
  Fastest:	${(all.min / 1000).toFixed(4)} secs
  Average:	${(all.mean / 1000).toFixed(4)} secs
  Requests/sec:	${all.perSecond.toFixed(4)}

Response time histogram:
  0.001 [1]     |

Response time distribution:
${[50, 90, 95, 99].map((p) => `  ${p.toFixed(2)}% in ${(all.p(p / 100) / 1000).toFixed(4)} secs`).join("\n")}

Status code distribution:
  [200] ${all.requests - all.failures} responses
${all.failures > 0 ? `  [500] ${all.failures} responses\n` : ""}`,
  }),
  fortio: ({ users, duration, all }) =>
    jsonFile("fortio.json", {
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
    return jsonFile("profile_export_genai_perf.json", {
      request_throughput: { unit: "requests/sec", avg: good / duration },
      ...{ request_latency: ms, request_count: { unit: "count", avg: good } },
      error_request_count: { unit: "count", avg: all.failures },
      input_config: { loadgen: { concurrency: users } },
    });
  },
};
