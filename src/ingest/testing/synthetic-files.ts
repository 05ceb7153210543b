/**
 * Load-test files made up for the tests, each with the quirks of its format and with figures that can be
 * checked in the head. None is the output of a real run.
 */
import type { SourceText } from "../imported-run.ts";
import { syntheticLlmFiles } from "./synthetic-llm-files.ts";

const file = (name: string, text: string): SourceText => ({ name, text });

const locustHeader =
  "Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%";

/** Two endpoints, one with a comma and quotes in its name; Windows line ends, CR CR LF. */
export const locustStats = file(
  "shop_u40_stats.csv",
  `${[
    locustHeader,
    'GET,"/list?a=1,2&q=""x""",3000,30,90,100.0,10.5,990.25,10,30.0,0.3,90,95,100,110,150,200,300,400,900,990,990',
    "POST,/buy,1000,10,190,300.0,20.5,1990.5,10,10.0,0.1,190,200,250,300,500,700,900,1000,1900,2000,2000",
    ",Aggregated,4000,40,100,150.0,10.5,1990.5,10,40.0,0.4,100,110,150,190,300,500,700,900,1900,2000,2000",
  ].join("\r\r\n")}\r\r\n`,
);

export const locustIdle = file(
  "idle_stats.csv",
  `${locustHeader}\r\n,Aggregated,0,0,0,0.0,0,0,0,0.0,0.0${",N/A".repeat(11)}\r\n`,
);

/** Locust 0.12: integers, quoted cells, percentiles in a file of their own. */
export const locustOldRequests = file(
  "old_20_users_requests.csv",
  [
    '"Method","Name","# requests","# failures","Median response time","Average response time","Min response time","Max response time","Average Content Size","Requests/s"',
    '"GET","/",600,6,80,100,10,900,55,10.00',
    '"None","Total",600,6,80,100,10,900,55,10.00',
    "",
  ].join("\n"),
);
export const locustOldDistribution = file(
  "old_20_users_distribution.csv",
  [
    '"Name","# requests","50%","66%","75%","80%","90%","95%","98%","99%","100%"',
    '"GET /",600,80,90,100,110,150,210,300,400,900',
    '"Total",600,80,90,100,110,150,210,300,400,900',
    "",
  ].join("\n"),
);

export const locustFailures = file(
  "shop_u40_failures.csv",
  [
    "Method,Name,Error,Occurrences,First Seen,Last Seen",
    `GET,"/list?a=1,2&q=""x""","HTTPError('503 Server Error: busy, try ""later""')",25,2026-01-01T00:00:00Z,`,
    `POST,/buy,"OSError(49, ""Can't assign requested address"")",15,,`,
    "",
  ].join("\r\n"),
);

export const locustExceptions = file(
  "shop_u40_exceptions.csv",
  'Count,Message,Traceback,Nodes\r\n3,list index out of range,"Traceback:\n  File ""x.py"", line 1\n",local\r\n',
);

export const historyHeader =
  "Timestamp,User Count,Type,Name,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%,Total Request Count,Total Failure Count,Total Median Response Time,Total Average Response Time,Total Min Response Time,Total Max Response Time,Total Average Content Size";

/** One row of a history whose percentiles are all `share` ms. */
const historyRow = (
  time: number,
  users: number,
  name: string,
  share: string,
  count: number,
  failures: number,
  mean: number,
) =>
  `${time},${users},${name === "Aggregated" ? "" : "GET"},${name},0.000000,0.000000${`,${share}`.repeat(11)},${count},${failures},1,${mean},1,9,10`;

/**
 * Default history of 40 users: 40 requests a second at 150 ms, after 10 s of warm-up in which they
 * took 950 ms; only Aggregated rows, percentiles cumulative (they never fall).
 */
export const locustHistory = file(
  "shop_u40_stats_history.csv",
  [
    historyHeader,
    historyRow(1_700_000_000, 0, "Aggregated", "N/A", 0, 0, 0),
    ...Array.from({ length: 99 }, (_, i) => {
      const count = 40 * (i + 1);
      const slow = Math.min(count, 400);
      const mean = (slow * 950 + (count - slow) * 150) / count;
      const share = String(100 + 10 * Math.floor(i / 10));
      return historyRow(1_700_000_001 + i, 40, "Aggregated", share, count, i, mean);
    }),
    "1700000100,40,,Aggr",
  ].join("\r\n"),
);

/** Full history: 8 s of warm-up, the counters put back, then 60 s at 20 requests a second. */
export const locustFullHistory = file(
  "bench_N20_stats_history.csv",
  [
    historyHeader,
    ...Array.from({ length: 68 }, (_, i) => {
      const since = i < 8 ? i + 1 : i - 7;
      const share = String(50 + (i % 7) * 10);
      const mean = i < 8 ? 500 : 100;
      return [
        historyRow(1_700_000_000 + i, 20, "/a", share, 15 * since, 0, mean),
        historyRow(1_700_000_000 + i, 20, "/b", share, 5 * since, since, mean),
        historyRow(1_700_000_000 + i, 20, "Aggregated", share, 20 * since, since, mean),
      ].join("\r\n");
    }),
    "",
  ].join("\r\n"),
);

const jsonEntries = [
  {
    name: "/a",
    method: "GET",
    last_request_timestamp: 1_700_000_100,
    start_time: 1_700_000_000,
    num_requests: 900,
    num_none_requests: 0,
    num_failures: 9,
    total_response_time: 90_000,
    max_response_time: 480.5,
    min_response_time: 5,
    total_content_length: 1,
    response_times: { "50": 450, "100": 405, "480": 45 },
    num_reqs_per_sec: { "1700000001": 9 },
    num_fail_per_sec: {},
  },
  {
    name: "/b",
    method: "POST",
    last_request_timestamp: 1_700_000_090,
    start_time: 1_700_000_000,
    num_requests: 100,
    num_none_requests: 0,
    num_failures: 0,
    total_response_time: 60_000,
    max_response_time: 601,
    min_response_time: 590,
    total_content_length: 1,
    response_times: { "600": 100 },
    num_reqs_per_sec: {},
    num_fail_per_sec: {},
  },
];
/** `--json` between a log line and the table that Locust prints after it. */
export const locustJson = file(
  "json-50-users.json",
  `[2026-01-01 00:00:00,000] host/INFO/locust.main: done\n${JSON.stringify(jsonEntries, null, 1)}\nType Name # reqs\n`,
);

export const locustWorkers = file(
  "locust-workers.ldjson",
  [1, 2]
    .map((worker) =>
      JSON.stringify({
        errors: { e: { name: "/a", method: "GET", occurrences: 4, error: "ValueError('x')" } },
        stats: jsonEntries.slice(0, 1),
        user_count: 25,
        client_id: `w${worker}`,
      }),
    )
    .join("\n"),
);

export const locustHtml = file(
  "report.html",
  `<!doctype html><script>var a = "}";</script><script>window.templateArgs = ${JSON.stringify({
    start_time: "2026-01-01T10:00:00Z",
    end_time: "2026-01-01T10:01:40Z",
    host: 'a "quoted" } brace',
    requests_statistics: [
      {
        method: "GET",
        name: "/}&quot;{",
        num_requests: 2000,
        num_failures: 20,
        avg_response_time: 250,
        max_response_time: 900,
        total_rps: 20,
      },
      {
        method: "",
        name: "Aggregated",
        num_requests: 2000,
        num_failures: 20,
        avg_response_time: 250,
        max_response_time: 900,
        total_rps: 20,
      },
    ],
    failures_statistics: [{ method: "GET", name: "/", error: "503", occurrences: 20 }],
    response_time_statistics: [
      {
        method: "",
        name: "Aggregated",
        "0.5": 200,
        "0.9": 400,
        "0.95": 500,
        "0.99": 800,
        "1.0": 900,
      },
    ],
    history: [
      { user_count: ["2026-01-01T10:00:05Z", 10] },
      { user_count: ["2026-01-01T10:00:10Z", 30] },
      { user_count: 30 },
    ],
  })};\n</script>`,
);

export const locustRequestLog = file(
  "requests_10_users.csv",
  [
    "timestamp,request_type,name,response_time_ms,response_length,status_code,exception",
    '1700000001.5,GET,"/a, b",100,10,200,',
    '1700000002.5,GET,"/a, b",300,10,500,"HTTPError(\'500\')"',
    "1700000003.5,POST,/c,200,10,0,",
    "",
  ].join("\n"),
);

/** k6 v0/v1 `--summary-export`: the threshold reads true, which means it was crossed. */
export const k6SummaryExport = file(
  "summary.json",
  JSON.stringify({
    root_group: { name: "", groups: {}, checks: {} },
    metrics: {
      http_reqs: { count: 10_000, rate: 100 },
      http_req_duration: {
        avg: 250,
        min: 10,
        med: 200,
        max: 5000,
        "p(90)": 400,
        "p(95)": 600,
        thresholds: { "p(95)<500": true },
      },
      "http_req_duration{name:login,method:POST}": {
        avg: 300,
        min: 10,
        med: 210,
        max: 900,
        "p(90)": 420,
        "p(95)": 610,
      },
      http_req_failed: { passes: 500, fails: 9500, value: 0.05 },
      iterations: { count: 10_000, rate: 100 },
      iteration_duration: { avg: 250, min: 10, med: 200, max: 5000 },
      vus: { value: 1, min: 1, max: 30 },
      vus_max: { value: 30, min: 30, max: 30 },
    },
  }),
);
/** handleSummary of an arrival-rate run that could not keep up. */
export const k6HandleSummary = file(
  "handle.json",
  JSON.stringify({
    state: { testRunDurationMs: 50_000 },
    metrics: {
      http_reqs: { type: "counter", contains: "default", values: { count: 1000, rate: 20 } },
      http_req_duration: {
        type: "trend",
        contains: "time",
        values: { avg: 100, med: 90, max: 800, "p(90)": 200, "p(95)": 300, "p(99)": 500 },
        thresholds: { "p(95)<500": { ok: true } },
      },
      http_req_failed: {
        type: "rate",
        contains: "default",
        values: { rate: 0, passes: 0, fails: 1000 },
      },
      dropped_iterations: { type: "counter", contains: "default", values: { count: 77, rate: 1 } },
      vus: { type: "gauge", contains: "default", values: { value: 50, min: 5, max: 50 } },
      vus_max: { type: "gauge", contains: "default", values: { value: 50, min: 50, max: 50 } },
    },
  }),
);
export const k6MachineSummary = file(
  "machine.json",
  JSON.stringify({
    version: "1.0.0",
    config: { duration: 20, execution: "local", script: "x.js" },
    metadata: { k6Version: "1.2.3", generatedAt: "2026-01-01T00:00:00Z" },
    results: {
      checks: [],
      metrics: [
        {
          name: "http_reqs",
          type: "counter",
          contains: "default",
          values: { count: 400, rate: 20 },
        },
        {
          name: "http_req_duration",
          type: "trend",
          contains: "time",
          values: { avg: 50, max: 90, med: 45, min: 1, "p(90)": 70, "p(95)": 80 },
        },
        {
          name: "http_req_failed",
          type: "rate",
          contains: "default",
          values: { matches: 4, total: 400, rate: 0.01 },
        },
        { name: "vus", type: "gauge", contains: "default", values: { value: 2, min: 2, max: 2 } },
      ],
    },
  }),
);

/** 60 s of 4 users, one request a second each of 200 ms, the last of each second failing. */
const k6Rows = Array.from({ length: 60 }, (_, second) =>
  [0, 1, 2, 3].map((user) => ({ time: 1_700_000_000 + second, user, failed: user === 3 })),
).flat();
export const k6Points = file(
  "points.json",
  [
    JSON.stringify({
      type: "Metric",
      metric: "http_req_duration",
      data: { name: "http_req_duration", type: "trend" },
    }),
    ...k6Rows.flatMap(({ time, user, failed }) => {
      const at = `2023-11-14T${new Date(time * 1000).toISOString().slice(11, 19)}.500000001Z`;
      const tags = {
        name: "home",
        method: "GET",
        status: failed ? "500" : "200",
        expected_response: String(!failed),
      };
      const request = {
        metric: "http_req_duration",
        type: "Point",
        data: { time: at, value: 200, tags },
      };
      const vus = { data: { time: at, value: 4, tags: {} }, type: "Point", metric: "vus" };
      return user === 0
        ? [JSON.stringify(vus), JSON.stringify(request)]
        : [JSON.stringify(request)];
    }),
    '{"metric":"http_req_dura',
  ].join("\n"),
);
export const k6Csv = file(
  "points.csv",
  [
    "metric_name,timestamp,metric_value,check,error,error_code,expected_response,method,name,status,extra_tags,metadata",
    ...k6Rows.flatMap(({ time, user, failed }) => [
      ...(user === 0 ? [`vus,${time},4.000000,,,,,,,,,`] : []),
      `http_req_duration,${time},200.000000,,,${failed ? "1500" : ""},${!failed},GET,home,${failed ? 500 : 200},a=b&c=d,`,
    ]),
    "",
  ].join("\n"),
);

const jtlHeader =
  "timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect";
/** 5 threads for 100 s, one request a second each of 400 ms, unsorted; a controller beside some. */
export const jmeterCsv = file(
  "results.jtl",
  `\uFEFF${[
    jtlHeader,
    ...Array.from({ length: 100 }, (_, second) =>
      [4, 2, 0, 3, 1].map((thread) => {
        const start = 1_700_000_000_000 + second * 1000 + thread;
        const bad = thread === 4 && second % 10 === 0;
        const message = bad ? '"Non HTTP, ""odd""\nmessage"' : "OK";
        return `${start},400,"Buy, fast",${bad ? "500" : "200"},${message},Group 1-${thread},text,${!bad},,10,10,5,5,http://x/,390,0,1`;
      }),
    ).flat(),
    '1700000000000,400,All,200,"Number of samples in transaction : 1, number of failing samples : 0",Group 1-0,,true,,10,10,5,5,null,390,0,1',
    "1700000099000,4",
  ].join("\n")}`,
);
/** Semicolons, no header line beyond the first columns' values, dates nowhere. */
export const jmeterHeadless = file(
  "headless_2_threads.csv",
  [
    "1700000000000;100;A;200;OK;G 1-1;text;true;;1;1;2;2;http://x/;9;0;1",
    "1700000000500;300;A;404;Not Found;G 1-2;text;false;;1;1;2;2;http://x/;9;0;1",
    "",
  ].join("\n"),
);
/** A redirected request and its two parts; dates as time stamps, tabs. */
export const jmeterRedirect = file(
  "redirect.jtl",
  [
    "timeStamp\telapsed\tlabel\tresponseCode\tresponseMessage\tthreadName\tsuccess",
    "2026/01/01 10:00:00.000\t100\tHome-0\t302\tFound\tG 1-1\ttrue",
    "2026/01/01 10:00:00.100\t200\tHome-1\t200\tOK\tG 1-1\ttrue",
    "2026/01/01 10:00:00.000\t300\tHome\t200\tOK\tG 1-1\ttrue",
    "2026/01/01 10:00:01.000\t500\tHome\t200\tOK\tG 1-1\ttrue",
    "",
  ].join("\n"),
);
export const jmeterXml = file(
  "results.xml",
  `  <?xml version="1.0" encoding="UTF-8"?>
<testResults version="1.2">
<httpSample t="100" lt="9" ts="1700000000000" s="true" lb="A &amp; B" rc="200" rm="OK" tn="G 1-1" ng="2" na="2">
  <httpSample t="60" lt="9" ts="1700000000000" s="true" lb="part" rc="302" rm="Found" tn="G 1-1"/>
  <responseData class="java.lang.String">a &lt;b&gt;</responseData>
</httpSample>
<sample t="300" lt="9" ts="1700000000700" s="false" lb="C" rc="Non HTTP response code: java.net.SocketTimeoutException" rm="Read timed out" tn="G 1-2" ng="2" na="2"/>
`,
);
export const jmeterStatistics = file(
  "statistics.json",
  JSON.stringify({
    A: {
      transaction: "A",
      sampleCount: 29_000,
      errorCount: 290,
      errorPct: 1,
      meanResTime: 100,
      medianResTime: 90,
      minResTime: 1,
      maxResTime: 900,
      pct1ResTime: 200,
      pct2ResTime: 300,
      pct3ResTime: 400,
      throughput: 290,
    },
    "A-0": {
      transaction: "A-0",
      sampleCount: 1000,
      errorCount: 10,
      errorPct: 1,
      meanResTime: 400,
      medianResTime: 390,
      minResTime: 1,
      maxResTime: 890,
      pct1ResTime: 500,
      pct2ResTime: 600,
      pct3ResTime: 700,
      throughput: 10,
    },
    Total: {
      transaction: "Total",
      sampleCount: 30_000,
      errorCount: 300,
      errorPct: 1,
      meanResTime: 110,
      medianResTime: 90,
      minResTime: 1,
      maxResTime: 900,
      pct1ResTime: 210,
      pct2ResTime: 310,
      pct3ResTime: 410,
      throughput: 300,
    },
  }),
);
/** Saved from a Spanish GUI: decimal commas in quotes. */
export const jmeterAggregate = file(
  "agregado_25_users.csv",
  [
    "Etiqueta,# Muestras,Media,Mediana,90% Línea,95% Línea,99% Línea,Mín,Máx,% Error,Rendimiento,Kb/sec,Sent KB/sec",
    'Inicio,800,100,90,150,200,300,5,900,"1,250%","8,50000","2,1","0,3"',
    'TOTAL,800,100,90,150,200,300,5,900,"1,250%","8,50000","2,1","0,3"',
    "",
  ].join("\n"),
);

export const gatlingStats = file(
  "js/stats.json",
  JSON.stringify({
    type: "GROUP",
    name: "All Requests",
    stats: gatlingFigures("All Requests", 600, 6),
    contents: {
      group_x: {
        type: "GROUP",
        name: "Shop",
        contents: {
          req_a: { type: "REQUEST", name: "Home", stats: gatlingFigures("Home", 600, 6) },
        },
      },
    },
  }),
);
function gatlingFigures(name: string, total: number, ko: number) {
  const all = (value: number) => ({ total: value, ok: value, ko: 0 });
  return {
    name,
    numberOfRequests: { total, ok: total - ko, ko },
    minResponseTime: all(1),
    maxResponseTime: all(900),
    meanResponseTime: all(120),
    standardDeviation: all(10),
    percentiles1: all(100),
    percentiles2: all(150),
    percentiles3: all(300),
    percentiles4: all(500),
    meanNumberOfRequestsPerSecond: { total: total / 60, ok: 1, ko: 0 },
  };
}
/** The layouts of 3.4, 3.3 and 2.1 in turn; 2 users at first, then 1. */
export const gatlingLog = file(
  "simulation.log",
  [
    "RUN\tShopSimulation\tshop\t1700000000000\t \t3.9.5",
    "USER\tBuyers\tSTART\t1700000000000",
    "USER\tBuyers\t7\tSTART\t1700000000000\t1700000000000",
    "REQUEST\tShop\tHome\t1700000000000\t1700000000200\tOK\t ",
    "REQUEST\tBuyers\t7\t\tHome\t1700000000500\t1700000000800\tKO\tstatus 500",
    "BUYERS\t7\tREQUEST\t\tCart\t1700000001000\t1700000001010\t1700000001300\t1700000001400\tOK\t",
    "GROUP\tShop\t1700000000000\t1700000000200\t200\tOK",
    "USER\tBuyers\t7\tEND\t1700000000000\t1700000002000",
    "REQUEST\tShop\tHo",
  ].join("\n"),
);

export const artilleryTwo = file(
  "artillery.json",
  JSON.stringify({
    aggregate: {
      counters: {
        "vusers.created": 500,
        "vusers.skipped": 3,
        "http.requests": 1000,
        "http.responses": 980,
        "http.codes.200": 970,
        "http.codes.503": 10,
        "errors.ETIMEDOUT": 20,
      },
      rates: { "http.request_rate": 12 },
      firstCounterAt: 1_700_000_000_000,
      lastCounterAt: 1_700_000_100_000,
      summaries: {
        "http.response_time": {
          min: 1,
          max: 900,
          count: 980,
          mean: 50.5,
          p50: 40,
          median: 40,
          p75: 60,
          p90: 90,
          p95: 120,
          p99: 300,
          p999: 800,
        },
        "plugins.metrics-by-endpoint.response_time./a": {
          min: 1,
          max: 900,
          count: 980,
          mean: 50.5,
          p50: 40,
          p95: 120,
          p99: 300,
        },
      },
    },
    intermediate: [],
  }),
);
export const artilleryOne = file(
  "artillery-1.json",
  JSON.stringify({
    aggregate: {
      scenariosCreated: 100,
      requestsCompleted: 200,
      latency: { min: 1, max: 90, median: 20, p95: 60, p99: "NaN" },
      rps: { count: 200, mean: 10 },
      errors: { ENOTFOUND: 2 },
      codes: { "200": 190, "500": 10 },
    },
    intermediate: [],
    phases: [{ duration: "20", arrivalRate: "5" }],
  }),
);

export const wrk = file(
  "wrk.txt",
  `Running 10s test @ http://x/
  2 threads and 50 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   123.00ms    1.00ms   1.20s    90.00%
    Req/Sec   250.00      6.03    300.00     69.63%
  Latency Distribution
     50%   90.00ms
     75%  100.00ms
     90%  150.00ms
     99%  900.00us
  5000 requests in 10.00s, 1.00MB read
  Socket errors: connect 1, read 2, write 0, timeout 3
  Non-2xx or 3xx responses: 25
Requests/sec:    500.00
Transfer/sec:      0.10MB
`,
);
export const wrk2 = file(
  "wrk2.txt",
  `Running 30s test @ http://x/
  2 threads and 100 connections
  Thread calibration: mean lat.: 10087 usec, rate sampling interval: 22 msec
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     6.60ms    1.92ms  12.50ms   68.46%
    Req/Sec     1.04k     1.08k    2.50k    72.79%
  Latency Distribution (HdrHistogram - Recorded Latency)
 50.000%    6.67ms
 90.000%    9.14ms
 99.000%   11.18ms
  60000 requests in 30.00s, 19.81MB read
Requests/sec:   2000.00
`,
);
export const vegetaJson = file(
  "vegeta.json",
  JSON.stringify({
    latencies: {
      total: 1e11,
      mean: 100_000_000,
      "50th": 90_000_000,
      "90th": 150_000_000,
      "95th": 200_000_000,
      "99th": 400_000_000,
      max: 900_000_000,
    },
    duration: 9_900_000_000,
    wait: 100_000_000,
    requests: 1000,
    rate: 101.01,
    throughput: 95,
    success: 0.95,
    status_codes: { "0": 20, "200": 950, "500": 30 },
    errors: ["dial tcp: lookup x: no such host"],
  }),
);
export const vegetaText = file(
  "vegeta.txt",
  `Requests      [total, rate, throughput]  1200, 120.00, 65.87
Duration      [total, attack, wait]      10s, 9.9s, 100ms
Latencies     [min, mean, 50, 90, 95, 99, max]  1ms, 113.5ms, 108.25ms, 130ms, 140ms, 1m2.3s, 1m3s
Success       [ratio]                    55.00%
Status Codes  [code:count]               0:540  200:660
Error Set:
Get http://x: connection refused
`,
);
export const vegetaCsv = file(
  "vegeta.csv",
  [0, 1, 2, 3, 4]
    .map(
      (i) =>
        `${1_700_000_000 + i}000000000,${i === 4 ? 500 : 200},200000000,0,10,${i === 4 ? '"500, bad"' : ""},,,${i},GET,http://x/,`,
    )
    .join("\n"),
);
export const heyCsv = file(
  "hey_c20.csv",
  `response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset
0.1000,0,0,0,0.09,0,200,0.0
0.3000,0,0,0,0.29,0,503,0.9
0.2000,0,0,0,0.19,0,200,1.8
`,
);
export const heyText = file(
  "hey_10_users.txt",
  `
Summary:
  Total:	5.0000 secs
  Slowest:	0.9000 secs
  Fastest:	0.0100 secs
  Average:	0.1000 secs
  Requests/sec:	100.0000

Response time histogram:
  0.010 [1]	|

Latency distribution:
  50% in 0.0800 secs
  90% in 0.2000 secs
  95% in 0.3000 secs
  99% in 0.6000 secs

Status code distribution:
  [200]	480 responses
  [503]	15 responses

Error distribution:
  [5]	Get http://x: EOF
`,
);
export const ab = file(
  "ab.txt",
  `This is ApacheBench, Version 2.3 <$Revision: 1 $>
Concurrency Level:      50
Time taken for tests:   10.000 seconds
Complete requests:      5000
Failed requests:        30
   (Connect: 0, Receive: 5, Length: 20, Exceptions: 5)
Non-2xx responses:      15
Requests per second:    500.00 [#/sec] (mean)
Time per request:       100.000 [ms] (mean)
Time per request:       2.000 [ms] (mean, across all concurrent requests)

Percentage of the requests served within a certain time (ms)
  50%     90
  90%    150
  95%    200
  99%    400
 100%    900 (longest request)
`,
);
export const abGnuplot = file(
  "ab.tsv",
  "starttime\tseconds\tctime\tdtime\tttime\twait\nTue\t1\t1\t1\t2\t1\n",
);
export const autocannon = file(
  "autocannon.json",
  JSON.stringify({
    url: "http://x/",
    connections: 10,
    pipelining: 4,
    duration: 10,
    start: "2026-01-01T00:00:00.000Z",
    errors: 20,
    timeouts: 15,
    non2xx: 30,
    requests: { average: 98, total: 980, sent: 1020 },
    latency: {
      average: 100.5,
      mean: 100.5,
      min: 1,
      max: 900,
      p50: 90,
      p90: 150,
      p97_5: 300,
      p99: 400,
    },
    throughput: { average: 1_000_000 },
  }),
);
export const autocannonText = file(
  "autocannon.txt",
  `Running 10s test @ http://x/
10 connections with 4 pipelining factor

┌─────────┬──────┬──────┬───────┬────────┬──────────┬─────────┬────────┐
│ Stat    │ 2.5% │ 50%  │ 97.5% │ 99%    │ Avg      │ Stdev   │ Max    │
├─────────┼──────┼──────┼───────┼────────┼──────────┼─────────┼────────┤
│ Latency │ 1 ms │ 9 ms │ 30 ms │ 0.05 s │ 10.05 ms │ 5.21 ms │ 900 ms │
└─────────┴──────┴──────┴───────┴────────┴──────────┴─────────┴────────┘
┌───────────┬─────────┬─────────┬─────────┬─────────┬──────────┬─────────┬─────────┐
│ Stat      │ 1%      │ 2.5%    │ 50%     │ 97.5%   │ Avg      │ Stdev   │ Min     │
├───────────┼─────────┼─────────┼─────────┼─────────┼──────────┼─────────┼─────────┤
│ Req/Sec   │ 3,801   │ 3,801   │ 3,979   │ 4,017   │ 3,980.2  │ 60.15   │ 3,800   │
├───────────┼─────────┼─────────┼─────────┼─────────┼──────────┼─────────┼─────────┤
│ Bytes/Sec │ 770 kB  │ 770 kB  │ 800 kB  │ 820 kB  │ 810 kB   │ 10 kB   │ 770 kB  │
└───────────┴─────────┴─────────┴─────────┴─────────┴──────────┴─────────┴─────────┘

Req/Bytes counts sampled once per second.
# of samples: 10

39502 2xx responses, 300 non 2xx responses
40k requests in 10.05s, 8.1 MB read
`,
);
export const bombardier = file(
  "bombardier.txt",
  `Bombarding http://x:80/a for 10s using 50 connection(s)
[==========================================================] 10s
Done!
Statistics        Avg      Stdev        Max
  Reqs/sec       501.20      56.50     612.01
  Latency       99.60ms    37.16ms      1.12s
  Latency Distribution
     50%    90.27ms
     75%   100.41ms
     90%   150.53ms
     95%   201.74ms
     99%   504.30ms
  HTTP codes:
    1xx - 0, 2xx - 4900, 3xx - 60, 4xx - 20, 5xx - 10
    others - 30
  Errors:
    dial tcp 10.0.0.1:80: connect: connection refused - 25
    timeout - 5
  Throughput:   150.00KB/s
`,
);
export const bombardierJson = file(
  "bombardier.json",
  JSON.stringify({
    spec: { numberOfConnections: 50, testType: "timed", testDurationSeconds: 10, method: "GET" },
    result: {
      bytesRead: 1,
      timeTakenSeconds: 10,
      req1xx: 0,
      req2xx: 4900,
      req3xx: 60,
      req4xx: 20,
      req5xx: 10,
      others: 30,
      errors: [{ description: "timeout", count: 30 }],
      latency: {
        mean: 99_600,
        stddev: 37_160,
        max: 1_120_000,
        percentiles: { 50: 90_270, 75: 100_410, 90: 150_530, 95: 201_740, 99: 504_300 },
      },
      rps: { mean: 501.2, stddev: 56.5, max: 612 },
    },
  }),
);
export const ghzText = file(
  "ghz.txt",
  `$ ghz --insecure --proto=./a.proto \\
    --call=a.A.Get --concurrency=40 --total=2000 \\
    localhost:50051

Summary:
  Count:        2000
  Total:        1.25 s
  Slowest:      136.92 ms
  Fastest:      830.10 µs
  Average:      24.80 ms
  Requests/sec: 1600.00

Response time histogram:
  0.830 [1]     |
  14.439 [1999] |∎∎∎∎∎∎∎∎

Latency distribution:
  10 % in 5.22 ms
  50 % in 20.77 ms
  90 % in 49.44 ms
  95 % in 60.92 ms
  99 % in 103.17 ms

Status code distribution:
  [OK]            1990 responses
  [Unavailable]   10 responses

Error distribution:
  [10]   rpc error: code = Unavailable desc = connection error
`,
);
export const ghzJson = file(
  "ghz.json",
  JSON.stringify({
    count: 2000,
    total: 1_250_000_000,
    average: 24_800_000,
    fastest: 830_100,
    slowest: 136_920_000,
    rps: 1600,
    endReason: "normal",
    options: { concurrency: 40, total: 2000 },
    statusCodeDistribution: { OK: 1990, Unavailable: 10 },
    errorDistribution: { "rpc error: code = Unavailable": 10 },
    latencyDistribution: [
      { percentage: 50, latency: 20_770_000 },
      { percentage: 90, latency: 49_440_000 },
      { percentage: 95, latency: 60_920_000 },
      { percentage: 99, latency: 103_170_000 },
    ],
  }),
);
export const ohaJson = file(
  "oha_c30.json",
  JSON.stringify({
    summary: {
      successRate: 0.99,
      total: 10,
      slowest: 0.9,
      fastest: 0.01,
      average: 0.1,
      requestsPerSec: 100,
    },
    latencyPercentiles: {
      p10: 0.05,
      p25: 0.06,
      p50: 0.08,
      p75: 0.1,
      p90: 0.2,
      p95: 0.3,
      p99: 0.5,
      "p99.9": 0.8,
      "p99.99": 0.9,
    },
    statusCodeDistribution: { "200": 970, "500": 20 },
    errorDistribution: { "connection refused": 10, "aborted due to deadline": 30 },
  }),
);
export const ohaText = file(
  "oha.md",
  `Summary:
  Success rate:	99.00%
  Total:	10.0000 secs
  Slowest:	900.0 ms
  Average:	0.1000 secs
  Requests/sec:	100.0000

Response time histogram:
  0.001 [1]     |

Response time distribution:
  50.00% in 0.0800 secs
  95.00% in 0.3000 secs
  99.00% in 0.5000 secs

Status code distribution:
  [200] 990 responses

Error distribution:
  [10] connection refused
`,
);
export const siege = file(
  "siege.txt",
  `** SIEGE 4.0.4
** Preparing 25 concurrent users for battle.
Transactions:		         990 hits
Availability:		       99.00 %
Elapsed time:		       10.00 secs
Data transferred:	        0.50 MB
Response time:		        0.20 secs
Transaction rate:	       99.00 trans/sec
Concurrency:		       19.80
Successful transactions:         990
Failed transactions:	          10
Longest transaction:	        0.90
Shortest transaction:	        0.01
`,
);
export const siegeLog = file(
  "siege_5_users.log",
  [0, 1, 2, 3]
    .map(
      (i) =>
        `\u001b[0;34m   ${i},HTTP/1.1,${i === 3 ? 500 : 200},  0.${i + 1}0,   99,/,0,2026-01-01 10:00:0${i}\u001b[0m`,
    )
    .join("\n"),
);
export const fortio = file(
  "fortio.json",
  JSON.stringify({
    RequestedQPS: "max",
    ActualQPS: 200,
    NumThreads: 8,
    Version: "1.60",
    ActualDuration: 10_000_000_000,
    DurationHistogram: {
      Count: 2000,
      Min: 0.01,
      Max: 0.5,
      Sum: 80,
      Avg: 0.04,
      StdDev: 0.01,
      Data: [],
      Percentiles: [
        { Percentile: 50, Value: 0.03 },
        { Percentile: 99, Value: 0.2 },
      ],
    },
    RetCodes: { "200": 1990, "503": 10 },
  }),
);
export const taurusCsv = file(
  "final.csv",
  `${[
    "avg_ct,avg_lt,avg_rt,bytes,concurrency,fail,stdev_rt,succ,throughput,perc_95.0,perc_0.0,perc_90.0,perc_100.0,perc_99.0,perc_50.0,rc_200,label",
    "0,0.1,0.5,99,12,10,0.1,90,100,0.9,0.1,0.8,1.5,1.2,0.45,90,",
    "0,0.1,0.5,99,12,10,0.1,90,100,0.9,0.1,0.8,1.5,1.2,0.45,90,home",
  ].join("\r\r\n")}\r\r\n`,
);
export const taurusXml = file(
  "final.xml",
  `<?xml version='1.0' encoding='UTF-8'?>
<FinalStatus><TestDuration>20.0</TestDuration>
<Group label="">
<succ value="90"><name>succ</name><value>90</value></succ>
<fail value="10"><name>fail</name><value>10</value></fail>
<concurrency value="12"><name>concurrency</name><value>12</value></concurrency>
<avg_rt value="0.50000"><name>avg_rt</name><value>0.50000</value></avg_rt>
<perc value="0.90000" param="95.0"><name>perc/95.0</name><value>0.90000</value></perc>
</Group></FinalStatus>
`,
);
export const pgbench = file(
  "bench.md",
  [
    ["WARM-UP", 500],
    ["RUN 1", 1000],
    ["RUN 2", 1010],
  ]
    .map(
      ([title, tps]) => `=== ${title} ===
pgbench (18.3)
transaction type: <builtin: TPC-B (sort of)>
scaling factor: 100
number of clients: 32
duration: 60 s
number of transactions actually processed: ${Number(tps) * 60}
number of failed transactions: 0 (0.000%)
latency average = ${32_000 / Number(tps)} ms
initial connection time = 100.0 ms
tps = ${tps}.000000 (without initial connection time)
`,
    )
    .join(""),
);
export const sysbenchOne = file(
  "sysbench.log",
  `sysbench 1.0.20 (using bundled LuaJIT 2.1.0-beta2)

Running the test with following options:
Number of threads: 64

SQL statistics:
    transactions:                        0 (0.00 per sec.)
    ignored errors:                      12      (0.00 per sec.)

General statistics:
    total time:                          30.0000s
    total number of events:              60000

Latency (ms):
         min:                                    1.68
         avg:                                   32.00
         max:                                   99.48
         95th percentile:                       50.50
         sum:                              1920000.00

Threads fairness:
    events (avg/stddev):           937.5/108.16
`,
);
export const sysbenchHalf = file(
  "sysbench05.txt",
  `sysbench 0.5:  multi-threaded system evaluation benchmark

Number of threads: 8
[  10s] threads: 8, tps: 100.00, response time: 537969.07us (95%), errors: 70.41
    total time:                          20.0000s
    total number of events:              2000
    response time:
         min:                                  3.02ms
         avg:                                 80.00ms
         max:                               1200.00ms
         approx.  99 percentile:             0.50s
`,
);

const series = (metric: Record<string, string>, values: readonly number[]) => ({
  metric,
  values: values.map((value, i) => [
    1_700_000_000 + 30 * i,
    Number.isNaN(value) ? "NaN" : String(value),
  ]),
});
/** 60 s of one instance: 100 then 200 requests (a restart between), 10 ms a request on average. */
export const prometheus = file(
  "range.json",
  JSON.stringify({
    status: "success",
    data: {
      resultType: "matrix",
      result: [
        series(
          { __name__: "http_seconds_count", method: "GET", route: "/a", code: "200" },
          [1000, 1100, 200],
        ),
        series(
          { __name__: "http_seconds_sum", method: "GET", route: "/a", code: "200" },
          [10, 11, 2],
        ),
        series(
          { __name__: "http_seconds_bucket", method: "GET", route: "/a", code: "200", le: "0.01" },
          [500, 550, 100],
        ),
        series(
          { __name__: "http_seconds_bucket", method: "GET", route: "/a", code: "200", le: "0.02" },
          [1000, 1100, 200],
        ),
        series(
          { __name__: "http_seconds_bucket", method: "GET", route: "/a", code: "200", le: "+Inf" },
          [1000, 1100, 200],
        ),
        series({ __name__: "pool_in_use", pool: "main" }, [2, Number.NaN, 4]),
      ],
    },
  }),
);
export const otlp = file(
  "otlp.json",
  JSON.stringify({
    resourceMetrics: [
      {
        scopeMetrics: [
          {
            metrics: [
              {
                name: "http.server.request.duration",
                unit: "s",
                histogram: {
                  aggregationTemporality: 1,
                  dataPoints: [
                    {
                      attributes: [
                        { key: "http.route", value: { stringValue: "/a" } },
                        { key: "http.response.status_code", value: { intValue: "503" } },
                      ],
                      startTimeUnixNano: "1700000000000000000",
                      timeUnixNano: "1700000010000000000",
                      count: "100",
                      sum: 5,
                      max: 0.09,
                      bucketCounts: ["0", "100", "0"],
                      explicitBounds: [0, 0.1],
                    },
                  ],
                },
              },
              {
                name: "process.cpu.utilization",
                unit: "1",
                gauge: { dataPoints: [{ asDouble: 0.25 }, { asDouble: 0.75 }] },
              },
            ],
          },
        ],
      },
    ],
  }),
);

/** Every file above, for tests that go over all formats. */
export const syntheticFiles: readonly SourceText[] = [
  ...syntheticLlmFiles,
  locustStats,
  locustIdle,
  locustOldRequests,
  locustOldDistribution,
  locustFailures,
  locustExceptions,
  locustHistory,
  locustFullHistory,
  locustJson,
  locustWorkers,
  locustHtml,
  locustRequestLog,
  k6SummaryExport,
  k6HandleSummary,
  k6MachineSummary,
  k6Points,
  k6Csv,
  jmeterCsv,
  jmeterHeadless,
  jmeterRedirect,
  jmeterXml,
  jmeterStatistics,
  jmeterAggregate,
  gatlingStats,
  gatlingLog,
  artilleryTwo,
  artilleryOne,
  wrk,
  wrk2,
  vegetaJson,
  vegetaText,
  vegetaCsv,
  heyCsv,
  heyText,
  ab,
  abGnuplot,
  autocannon,
  autocannonText,
  bombardier,
  bombardierJson,
  ghzText,
  ghzJson,
  ohaJson,
  ohaText,
  siege,
  siegeLog,
  fortio,
  taurusCsv,
  taurusXml,
  pgbench,
  sysbenchOne,
  sysbenchHalf,
  prometheus,
  otlp,
];
