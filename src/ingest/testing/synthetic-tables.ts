/** Made-up output of YCSB, Tsung and h2load, and tables that people write, with figures to be checked in the head. */
import type { SourceText } from "../imported-run.ts";

const file = (name: string, ...lines: readonly string[]): SourceText => ({
  name,
  text: `${lines.join("\n")}\n`,
});

/** 2 threads, 10,000 operations in 10 s, of which 10 updates failed; garbage collection and status lines. */
export const ycsb = file(
  "workloada.txt",
  "/usr/bin/java -cp lib site.ycsb.Client -db site.ycsb.db.MongoDbClient -P workloads/workloada -threads 2 -t",
  "YCSB Client 0.17.0",
  "",
  "2026-01-01 10:00:10:000 10 sec: 10000 operations; 1000 current ops/sec; [READ: Count=5000, Max=9000, Min=100, Avg=1000, 90=2, 99=3]",
  "[OVERALL], RunTime(ms), 10000",
  "[OVERALL], Throughput(ops/sec), 1000.0",
  "[TOTAL_GCs], Count, 3",
  "[TOTAL_GC_TIME_%], Time(%), 0.23",
  "[READ], Operations, 5000",
  "[READ], AverageLatency(us), 1000.0",
  "[READ], MinLatency(us), 100",
  "[READ], MaxLatency(us), 9000",
  "[READ], 50thPercentileLatency(us), 900",
  "[READ], 95thPercentileLatency(us), 2000",
  "[READ], 99thPercentileLatency(us), 4000",
  "[READ], Return=OK, 5000",
  "[CLEANUP], Operations, 2",
  "[CLEANUP], AverageLatency(us), 50000.0",
  "[UPDATE], Operations, 4990",
  "[UPDATE], AverageLatency(us), 3000.0",
  "[UPDATE], 95thPercentileLatency(us), 6000",
  "[UPDATE], Return=OK, 4990",
  "[UPDATE], Return=ERROR, 10",
  "[UPDATE-FAILED], Operations, 10",
  "[UPDATE-FAILED], AverageLatency(us), 5000.0",
);

/** The first versions: one kind, percentiles in milliseconds, the histogram below. */
export const ycsbOld = file(
  "ycsb_old.log",
  "YCSB Client 0.1",
  "Command line: -db com.yahoo.ycsb.BasicDB -P workloads/workloadc -threads 4 -load",
  "[OVERALL], RunTime(ms), 5000.0",
  "[OVERALL], Throughput(ops/sec), 400.0",
  "[INSERT], Operations, 2000",
  "[INSERT], AverageLatency(us), 10000.0",
  "[INSERT], MinLatency(us), 800",
  "[INSERT], MaxLatency(us), 90000",
  "[INSERT], 95thPercentileLatency(ms), 20",
  "[INSERT], 99thPercentileLatency(ms), 40",
  "[INSERT], Return=0, 2000",
  "[INSERT], 0, 3",
  "[INSERT], >1000, 0",
);

/** A read-modify-write is counted once more beside its read and its write. */
export const ycsbJson = file(
  "workloadf_8_threads.json",
  JSON.stringify(
    [
      ["OVERALL", "RunTime(ms)", 1000],
      ["OVERALL", "Throughput(ops/sec)", 1000],
      ["READ", "Operations", 1000],
      ["READ", "AverageLatency(us)", 4000],
      ["UPDATE", "Operations", 500],
      ["UPDATE", "AverageLatency(us)", 8000],
      ["READ-MODIFY-WRITE", "Operations", 500],
      ["READ-MODIFY-WRITE", "AverageLatency(us)", 12000],
      ["Intended-READ", "Operations", 1000],
      ["Intended-READ", "AverageLatency(us)", 40000],
    ].map(([metric, measurement, value]) => ({ metric, measurement, value })),
    null,
    2,
  ),
);

/** Ten seconds of a run: users at the end of it, requests and their mean in ms. */
const dump = (time: number, users: number, requests: number, mean: number, ...more: string[]) => [
  `# stats: dump at ${1_700_000_000 + time}`,
  'stats: {cpu,"tsung_controller@a"} 1 5.5 0.0 6.0 5.0 5.5 3',
  `stats: users ${users} ${users}`,
  `stats: users_count 0 ${users}`,
  ...(requests > 0
    ? [
        `stats: request ${requests} ${mean} 3.2 90.5 1.5 41.0 500`,
        `stats: tr_login ${requests} 900.0 3.2 990.5 1.5 410.0 500`,
      ]
    : []),
  `stats: 200 ${requests} ${requests}`,
  ...more,
];

/** 10 users at 10/s and 50 ms, then 20 at 20/s and 60 ms, a minute each; 4 answers of 500, 3 connections lost. */
export const tsung = file(
  "tsung.log",
  ...dump(0, 10, 0, 0),
  ...[10, 20, 30, 40, 50, 60].flatMap((time) => dump(time, 10, 100, 50)),
  ...[70, 80, 90, 100, 110].flatMap((time) => dump(time, 20, 200, 60)),
  ...dump(120, 20, 200, 60, "stats: 500 4 4", "stats: error_connect_etimedout 3 3"),
  "EndMonitor:1700000121",
);

/** The JSON of a run that was killed, so that its end is missing. */
export const tsungJson = file(
  "tsung_json.log",
  "{",
  ' "stats": [',
  ...[0, 10, 20, 30, 40].map(
    (time) =>
      ` {"timestamp": ${1_700_000_000 + time},  "samples": [   {"name": "users", "value": 5, "max": 5}, {"name": "request", "value": ${time === 0 ? 0 : 50}, "mean": 100.0,"stddev": 3.0,"max": 900.0,"min": 1.0,"global_mean": 90.0,"global_count": 50}, {"name": "200", "value": 50, "total": 100}]},`,
  ),
  ' {"timestamp": 1700000050,  "samples": [   {"name": "use',
);

/** 100 clients in two threads, 100,000 requests in 20 s, 10 of them answered by 503. */
export const h2load = file(
  "h2load.txt",
  "starting benchmark...",
  "spawning thread #0: 50 total client(s). 50000 total requests",
  "spawning thread #1: 50 total client(s). 50000 total requests",
  "Application protocol: h2",
  "progress: 100% done",
  "",
  "finished in 20.00s, 5000.00 req/s, 1.20MB/s",
  "requests: 100000 total, 100000 started, 100000 done, 99990 succeeded, 10 failed, 0 errored, 0 timeout",
  "status codes: 99990 2xx, 0 3xx, 0 4xx, 10 5xx",
  "traffic: 24.01MB (25176500) total, 2.81MB (2946500) headers (space savings 90.11%), 20.98MB (22000000) data",
  "                     min         max         mean         sd        +/- sd",
  "time for request:     1.02ms    120.31ms     19.92ms      5.31ms    78.50%",
  "time for connect:     3.10ms      9.90ms      6.20ms      1.10ms    60.00%",
  "req/s           :      49.97       50.31       50.01        0.10    70.00%",
);

/** Two scenarios of 7 copies each for 3 minutes, 2 of the requests failed; the decimal comma of the machine. */
export const nbomber = file(
  "nbomber_report.md",
  "> test suite: `nbomber_default_test_suite_name`",
  "",
  "> scenario: `Orders`, duration: `00:03:00`, ok count: `7198`, fail count: `2`, all data: `0` MB MB",
  "",
  "load simulation: `keep_constant`, copies: `7`, during: `00:03:00`",
  "|step|ok stats|",
  "|---|---|",
  "|name|`getOrdersPage`|",
  "|request count|all = `7200`, ok = `7198`, RPS = `40`|",
  "|latency|min = `18,67`, mean = `174,5`, max = `874,52`, StdDev = `118,1`|",
  "|latency percentile|50% = `137,09`, 75% = `190,98`, 95% = `435,71`, 99% = `653,31`|",
  "",
  "|step|fail stats|",
  "|---|---|",
  "|name|`getOrdersPage`|",
  "|request count|all = `7200`, fail = `2`, RPS = `0`|",
  "|latency|min = `1002,45`, mean = `1004,5`, max = `1006,12`, StdDev = `2,05`|",
  "> status codes for scenario: `Orders`",
  "",
  "|status code|count|message|",
  "|---|---|---|",
  "|200|7198||",
  "",
  "> scenario: `Products`, duration: `00:03:00`, ok count: `42840`, fail count: `0`, all data: `0` MB MB",
  "",
  "load simulation: `keep_constant`, copies: `7`, during: `00:03:00`",
  "|step|ok stats|",
  "|---|---|",
  "|name|`getProductsPage`|",
  "|request count|all = `42840`, ok = `42840`, RPS = `238`|",
  "|latency|min = `4,28`, mean = `29,4`, max = `300`, StdDev = `10`|",
  "|latency percentile|50% = `25`, 75% = `30`, 95% = `60,5`, 99% = `90`|",
);

/** Version 5: one scenario without steps of its own, its kind of load in a list. */
export const nbomberNew = file(
  "nbomber_new.md",
  "> test info",
  "",
  "test suite: `nbomber_default_test_suite_name`",
  "",
  "> scenario stats",
  "",
  "scenario: `http_scenario`",
  "",
  "  - ok count: `6000`",
  "",
  "  - fail count: `0`",
  "",
  "  - duration: `00:01:00`",
  "",
  "load simulations:",
  "",
  "  - `keep_constant`, copies: `50`, during: `00:01:00`",
  "",
  "|step|ok stats|",
  "|---|---|",
  "|name|`global information`|",
  "|request count|all = `6000`, ok = `6000`, RPS = `100`|",
  "|latency (ms)|min = `32.85`, mean = `500`, max = `2000`, StdDev = `60`|",
  "|latency percentile (ms)|p50 = `450`, p75 = `600`, p95 = `900`, p99 = `1200`|",
);

/** A spreadsheet in German: semicolons, decimal commas, shares of failures, a row of means. */
export const germanSheet = file(
  "lasttest.csv",
  "Lasttest Shop;;;;;;",
  "Nutzer;Dauer (s);RPS;Ø (ms);p95 (ms);Fehler %;Bemerkung",
  "50;300;48,2;37,5;71,2;0,0 %;warm",
  "100;300;95,1;51,0;98,7;0,1 %;",
  "200;300;1.180,4;108,4;–;0,5 %;",
  "Mittel;;441,2;65,6;85,0;;",
);

/** Every file above, for tests that go over all formats. */
export const syntheticTables: readonly SourceText[] = [
  ycsb,
  ycsbOld,
  ycsbJson,
  tsung,
  tsungJson,
  h2load,
  nbomber,
  nbomberNew,
  germanSheet,
];
