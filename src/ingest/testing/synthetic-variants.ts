/** Further synthetic files: the layouts of other versions and ways of keeping a tool's output. */
import type { SourceText } from "../imported-run.ts";
import { syntheticCommandTests } from "./synthetic-command-tests.ts";
import { syntheticTables } from "./synthetic-tables.ts";

const file = (name: string, ...lines: readonly string[]): SourceText => ({
  name,
  text: `${lines.join("\n")}\n`,
});

/** A stats.js of Gatling 3.14: a script, figures as text with thousands and blanks. */
export const gatlingScript = file(
  "js/stats_12_users.js",
  "var stats = {",
  '    type: "GROUP",',
  'name: "All Requests",',
  'path: "",',
  "stats: {",
  '    "name": "All Requests",',
  '    "numberOfRequests": {"total": "   32,682", "ok": "   32,676", "ko": "        6"},',
  '    "maxResponseTime": {"total": "      900", "ok": "900", "ko": "        -"},',
  '    "meanResponseTime": {"total": "      120", "ok": "120", "ko": "        -"},',
  '    "percentiles1": {"total": "      100", "ok": "100", "ko": "-"},',
  '    "percentiles3": {"total": "    1,300", "ok": "1,300", "ko": "-"},',
  '    "group1": {"name": "t < 800 ms", "htmlName": "t: {a, b}", "count": 1},',
  '    "meanNumberOfRequestsPerSecond": {"total": "  1,089.4", "ok": "1,089.4", "ko": "-"}',
  "},",
  "contents: {",
  '"req_home-1": {',
  '        type: "REQUEST",',
  '        name: "Home",',
  'stats: {"numberOfRequests": {"total": "32,682", "ok": "32,676", "ko": "-"}, "meanResponseTime": {"total": "120"}}',
  "    },",
  "}",
  "}",
  "",
  "function fillStats(stat){",
  '    $("#numberOfRequests").append(stat.numberOfRequests.total);',
  "}",
);

/** JMeter 2.x knew one percentile, and wrote shares without a sign. */
export const jmeterOldAggregate = file(
  "old_10_users.csv",
  "Label,# Samples,Average,Median,90% Line,Min,Max,Error %,Throughput,KB/sec",
  "Home,400,100,90,150,5,900,.05,4.0,2.1",
  "Cart,400,100,90,150,5,800,.05,4.0,2.1",
  "TOTAL,800,100,90,150,5,900,.05,8.0,4.2",
);

/** What JMeterPluginsCMD writes, in a locale with decimal commas. */
export const jmeterPluginAggregate = file(
  "plugin_10_users.csv",
  "sampler_label,aggregate_report_count,average,aggregate_report_median,aggregate_report_90%_line,aggregate_report_95%_line,aggregate_report_99%_line,aggregate_report_min,aggregate_report_max,aggregate_report_error%,aggregate_report_rate,aggregate_report_bandwidth,aggregate_report_stddev",
  'Home,800,100,90,150,200,300,5,900,"5,00%",",5",",0","1,25"',
  'TOTAL,800,100,90,150,200,300,5,900,"5,00%",",5",",0","1,25"',
);

/** A Summary Report of a Chinese GUI: no English name, no percentile, a total of another name. */
export const jmeterForeignSummary = file(
  "summary_10_users.csv",
  "标签,# 样本,平均值,最小值,最大值,标准偏差,异常 %,吞吐量,接收 KB/sec,发送 KB/sec,平均字节数",
  "首页,300,100,5,700,9.1,1.000%,3.0,1,1,100",
  "购物车,500,200,5,900,9.1,0.200%,5.0,1,1,100",
  "总体,800,162,5,900,9.1,0.500%,8.0,1,1,100",
);

/** The page of Locust 2.8, with its figures in tables. */
export const locustPageFile = file(
  "report.html",
  "<!DOCTYPE html><html><head><title>Test Report</title></head><body>",
  '<p>During: <span class="l10n datetime">2022-01-01 10:00:00</span> - <span class="l10n datetime">2022-01-01 10:01:40</span></p>',
  "<h2>Request Statistics</h2><table><thead><tr>",
  ...["Method", "Name", "# Requests", "# Fails", "Average (ms)", "Min (ms)", "Max (ms)", "RPS"].map(
    (name) => `<th>${name}</th>`,
  ),
  "</tr></thead><tbody>",
  "<tr><td>GET</td><td>/a?x=1&amp;y=2</td><td>2000</td><td>20</td><td>250</td><td>1</td><td>900</td><td>20.0</td></tr>",
  '<tr class="total"><td></td><td>Aggregated</td><td>2000</td><td>20</td><td>250</td><td>1</td><td>900</td><td>20.0</td></tr>',
  "</tbody></table>",
  "<h2>Response Time Statistics</h2><table><thead><tr>",
  ...["Method", "Name", "50%ile (ms)", "90%ile (ms)", "95%ile (ms)", "99%ile (ms)"].map(
    (name) => `<th>${name}</th>`,
  ),
  "</tr></thead><tbody>",
  "<tr><td></td><td>Aggregated</td><td>200</td><td>400</td><td>500</td><td>800</td></tr>",
  "</tbody></table>",
  "<h2>Failures Statistics</h2><table><thead><tr>",
  "<th>Method</th><th>Name</th><th>Error</th><th>Occurrences</th></tr></thead><tbody>",
  "<tr><td>GET</td><td>/a</td><td>503 &lt;busy&gt;</td><td>20</td></tr></tbody></table>",
  '<script>var stats_history = {"time": [1, 2], "user_count": [{"value": 10, "users": 10}, {"value": 30, "users": 30}]};</script>',
);

/** What k6 0.x prints: the tick of http_req_failed counts the requests that failed. */
export const k6OldText = file(
  "k6.log",
  "  scenarios: (100.00%) 1 scenario, 30 max VUs, 1m0s max duration (incl. graceful stop):",
  "           * default: 30 looping VUs for 30s (gracefulStop: 30s)",
  "     ✓ status is 200",
  "     http_req_blocked...............: avg=160.55µs min=1µs   med=2µs   max=171ms p(90)=3µs   p(95)=4.8µs",
  "   ✗ http_req_duration..............: avg=200ms    min=7ms   med=150ms max=2.24s p(90)=300ms p(95)=1.2s",
  "       { expected_response:true }...: avg=190ms    min=7ms   med=150ms max=2s    p(90)=300ms p(95)=1s",
  "       { name:login,method:POST }...: avg=400ms    min=7ms   med=350ms max=2s    p(90)=500ms p(95)=1.5s",
  "     http_req_failed................: 2.00%   ✓ 20         ✗ 980",
  "     http_reqs......................: 1000    33.333333/s",
  "     vus............................: 30      min=30       max=30",
  "     vus_max........................: 30      min=30       max=30",
);

/** What k6 1.x prints, under an arrival-rate executor that it could not serve. */
export const k6NewText = file(
  "k6.txt",
  "     * contacts: 50.00 iterations/s for 30s (maxVUs: 50-100, gracefulStop: 30s)",
  "  █ TOTAL RESULTS",
  "    HTTP",
  "    http_req_duration..............: avg=841.88µs min=562.81µs med=780.16µs max=4.66ms p(90)=1ms p(95)=1.19ms",
  "      { expected_response:true }...: avg=841.88µs min=562.81µs med=780.16µs max=4.66ms p(90)=1ms p(95)=1.19ms",
  "    http_req_failed................: 0.50% 5 out of 1000",
  "    http_reqs......................: 1000  33.333333/s",
  "    EXECUTION",
  "    dropped_iterations.............: 500   16.6/s",
  "    vus............................: 3     min=0        max=100",
);

/** vegeta encode, whose default is JSON; the last line is cut. */
export const vegetaLog = file(
  "results.json",
  '{"attack":"","seq":0,"code":200,"timestamp":"2022-07-04T17:52:06.000000000+02:00","latency":100000000,"bytes_out":0,"bytes_in":10,"error":"","body":null,"method":"GET","url":"http://x/"}',
  '{"attack":"","seq":1,"code":0,"timestamp":"2022-07-04T17:52:07.000000000+02:00","latency":300000000,"bytes_out":0,"bytes_in":0,"error":"refused","body":null,"method":"GET","url":"http://x/"}',
  '{"attack":"","seq":2,"code":200,"timestamp":"2022-07-04T17:52:08.000000000+02:00","latency":200000000,"bytes_out":0,"bytes_in":10,"error":"","body":null,"method":"GET","url":"http://x/"}',
  '{"attack":"","seq":3,"code":2',
);

/** vegeta 6 wrote six columns. */
export const vegetaOldCsv = file(
  "old.csv",
  '1476696644000000000,200,100000000,0,103,""',
  '1476696645000000000,500,300000000,0,103,"500 Internal Server Error"',
);

/** siege 4.1.7: milliseconds that say so, two reports with their commands. */
export const siegeTwice = file(
  "siege.txt",
  ...[10, 25].flatMap((users) => [
    `$ siege -b -c${users} -t 30s http://x/`,
    "Transactions:                   3000 hits",
    "Availability:                  99.00 %",
    "Elapsed time:                  30.00 secs",
    "Response time:                120.00 ms",
    "Transaction rate:             100.00 trans/sec",
    "Concurrency:                   12.00",
    "Successful transactions:        3000",
    "Failed transactions:              30",
    "Longest transaction:         1110.00 ms",
  ]),
);

/** siege 4.1's JSON below what it says while running. */
export const siegeJson = file(
  "siege.log",
  "** SIEGE 4.1.6",
  "** Preparing 40 concurrent users for battle.",
  "The server is now under siege...",
  '{\t"transactions":\t\t\t        3000,',
  '\t"availability":\t\t\t       99.00,',
  '\t"elapsed_time":\t\t\t       30.00,',
  '\t"response_time":\t\t        0.12,',
  '\t"successful_transactions":\t        3000,',
  '\t"failed_transactions":\t\t          30,',
  '\t"longest_transaction":\t\t        1.11',
  "}",
);

/** ab before 2.2 counted three kinds of failure. */
export const abOld = file(
  "ab.txt",
  "This is ApacheBench, Version 2.0.41-dev",
  "Concurrency Level:      32",
  "Time taken for tests:   100.000000 seconds",
  "Complete requests:      1000",
  "Failed requests:        94",
  "   (Connect: 4, Length: 90, Exceptions: 0)",
  "Requests per second:    10.00 [#/sec] (mean)",
  "Time per request:       3200.000 [ms] (mean)",
);

/** A native histogram of Prometheus: 100 requests in 60 s, then a restart and 20 more. */
export const prometheusNative = file(
  "native.json",
  JSON.stringify({
    status: "success",
    data: {
      resultType: "matrix",
      result: [
        {
          metric: { __name__: "http_request_duration_seconds", method: "GET", route: "/a" },
          histograms: [
            [1700000000, { count: "10", sum: "1", buckets: [[0, "0.05", "0.1", "10"]] }],
            [
              1700000060,
              {
                count: "110",
                sum: "21",
                buckets: [
                  [0, "0.05", "0.1", "60"],
                  [0, "0.4", "0.8", "50"],
                ],
              },
            ],
            [1700000120, { count: "20", sum: "4", buckets: [[0, "0.4", "0.8", "20"]] }],
          ],
        },
      ],
    },
  }),
);

/** Artillery 2.0.0-5: names with the part that counted. */
export const artilleryEarly = file(
  "artillery.json",
  JSON.stringify({
    aggregate: {
      counters: {
        "core.vusers.created.total": 100,
        "engine.http.requests": 200,
        "engine.http.responses": 198,
        "engine.http.codes.200": 190,
        "engine.http.codes.500": 8,
        "errors.ETIMEDOUT": 2,
      },
      firstCounterAt: 1_700_000_000_000,
      lastCounterAt: 1_700_000_100_000,
      summaries: { "engine.http.response_time": { mean: 100, p50: 90, p95: 200, max: 900 } },
    },
    intermediate: [],
  }),
);

/** hey doubles the per-cent sign; the command stands above, in color. */
export const heyColored = file(
  "hey.txt",
  "\u001b[32m$\u001b[0m hey -n 500 -c 50 http://x/",
  "Summary:",
  "  Total:\t5.0000 secs",
  "  Slowest:\t0.9000 secs",
  "  Average:\t0.1000 secs",
  "  Requests/sec:\t100.0000",
  "Response time histogram:",
  "Latency distribution:",
  "  50%% in 0.0900 secs",
  "  95%% in 0.3000 secs",
  "Status code distribution:",
  "  [200]\t500 responses",
);

/** What promtool prints: series without an envelope. */
export const promtool = file(
  "promtool.json",
  JSON.stringify(
    ["count", "sum"].map((part, at) => ({
      metric: { __name__: `http_request_duration_seconds_${part}` },
      values: [
        [1700000000, "0"],
        [1700000100, at === 0 ? "1000" : "200"],
      ],
    })),
  ),
);

/** Every file above, for tests that go over all formats. */
export const syntheticVariants: readonly SourceText[] = [
  ...syntheticTables,
  ...syntheticCommandTests,
  gatlingScript,
  jmeterOldAggregate,
  jmeterPluginAggregate,
  jmeterForeignSummary,
  locustPageFile,
  k6OldText,
  k6NewText,
  vegetaLog,
  vegetaOldCsv,
  siegeTwice,
  siegeJson,
  abOld,
  prometheusNative,
  artilleryEarly,
  heyColored,
  promtool,
];
