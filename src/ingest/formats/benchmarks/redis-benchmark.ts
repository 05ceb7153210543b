/**
 * redis-benchmark and valkey-benchmark: `--csv`, their text, and the lines of `-q`. Its tests (SET, GET, …) run one behind the other, each
 * with all clients and as many requests as the others: together they are a level whose rate is all requests
 * over all time. N is clients × pipeline (-c 50 and -P 1 unless it says otherwise); a table does not tell
 * them, so that they come from the command line. A client is one thread of many connections: the time it
 * needs for itself is no response time, and looks like a pause.
 *
 * Source: redis/redis, src/redis-benchmark.c (`showLatencyReport`).
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { Finding } from "../../../measurement/finding.ts";
import type { Importer, ImportOptions } from "../../imported-run.ts";
import { eachReport } from "../each-report.ts";
import { finding } from "../finding.ts";
import { usersKnown } from "../log/users-known.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { readCount, readMilliseconds, readNumber } from "../text/read-number.ts";
import { readRows } from "../text/read-rows.ts";

/** What was asked of one command, such as SET. */
interface Test {
  readonly title: string;
  readonly rate: number;
  readonly requests: number | undefined;
  readonly clients: number | undefined;
  readonly times: ResponseTimes;
}

/** Requests in flight a client, up to which it is taken to send one at a time. */
const oneInFlight = 1.1;

const titles = {
  mean: "avg_latency_ms",
  p50: "p50_latency_ms",
  p95: "p95_latency_ms",
  p99: "p99_latency_ms",
  max: "max_latency_ms",
} as const;

function testsOfTable(text: string): readonly Test[] {
  const { rows } = readRows(text.slice(Math.max(0, text.search(/^"?test"?,"?rps"?,/m))));
  const [header, ...others] = rows;
  const at = (title: string) => header?.cells.indexOf(title) ?? -1;
  return others.flatMap(({ cells }) => {
    const rate = readNumber(cells[at("rps")]);
    if (!rate) return [];
    const time = (name: keyof typeof titles) => readMilliseconds(cells[at(titles[name])]);
    const times = {
      mean: time("mean"),
      p50: time("p50"),
      p95: time("p95"),
      p99: time("p99"),
      max: time("max"),
    };
    const title = cells[at("test")] ?? "";
    const told = { title, rate, requests: undefined, clients: undefined };
    return [{ ...told, times: present<ResponseTimes>(times) }];
  });
}

function testsOfText(text: string): readonly Test[] {
  const blocks = text.split(/^(?======= )/m);
  return blocks.flatMap((block) => {
    const title = /^====== (.*) ======/.exec(block)?.[1];
    // Before 6.2 there is no summary, and percentages of whole milliseconds tell no percentile.
    const rate = readNumber(/(\d[\d.]*) requests per second/.exec(block)?.[1]);
    const summary = /^ +avg +min +p50 +p95 +p99 +max\s*\n +(.*)$/m.exec(block)?.[1] ?? "";
    if (title === undefined || !rate) return [];
    const [mean, , p50, p95, p99, max] = summary.trim().split(/\s+/).map(readMilliseconds);
    return [
      {
        title,
        rate,
        requests: readCount(/^ *(\d+) requests completed in/m.exec(block)?.[1]),
        clients: readCount(/^ *(\d+) parallel clients/m.exec(block)?.[1]) || undefined,
        times: present<ResponseTimes>({ mean, p50, p95, p99, max }),
      },
    ];
  });
}

/** With -q a line a test, behind what it printed over while the test ran. */
function testsOfLines(text: string): readonly Test[] {
  const lines = text.matchAll(
    /(?:^|\r)([^\r\n:]+): (\d[\d.]*) requests per second(?:, p50=([\d.]+) msec)?/gm,
  );
  return Array.from(lines, ([, title = "", rate, p50]) => ({
    title: title.trim(),
    rate: readNumber(rate) ?? 0,
    requests: undefined,
    clients: undefined,
    times: present<ResponseTimes>({ p50: readMilliseconds(p50) }),
  })).filter(({ rate }) => rate > 0);
}

/** Tests of one run: a test that comes again, or has other clients, begins the next one. */
function runsOf(tests: readonly Test[]): readonly (readonly Test[])[] {
  const runs: Test[][] = [];
  for (const test of tests) {
    const run = runs.at(-1);
    const same =
      run?.[0]?.clients === test.clients && !run?.some(({ title }) => title === test.title);
    if (run && same) run.push(test);
    else runs.push([test]);
  }
  return runs;
}

const read: Importer = (file, options) => {
  const { text } = file;
  const inBlocks = testsOfText(text);
  const untitled = inBlocks.length > 0 ? inBlocks : testsOfLines(text);
  const tests = /^"?test"?,"?rps"?,/m.test(text) ? testsOfTable(text) : untitled;
  if (tests.length === 0) {
    return refused(
      file.name,
      "no complete redis-benchmark result: rates and latencies",
      "keep the whole output of redis-benchmark, or write it with --csv (6.2 or later)",
    );
  }
  return { ok: true, value: runsOf(tests).map((run) => runOf(file.name, text, run, options)) };
};

function runOf(name: string, text: string, tests: readonly Test[], options: ImportOptions) {
  const command = /\b(?:redis|valkey)-benchmark(?:\.exe)?\s+([^\n]*)/.exec(text)?.[1];
  const told = (flag: string) =>
    readCount(new RegExp(`(?:^|\\s)-${flag}\\s*(\\d+)\\b`).exec(command ?? "")?.[1]) || undefined;
  const asked = command === undefined ? undefined : (told("n") ?? 100_000);
  const counts = tests.map(({ requests }) => requests ?? asked);
  const counted = counts.every((count) => count !== undefined);
  // Where nobody counts, all tests have the same number.
  const weights = counts.map((count) => (counted ? (count ?? 1) : 1));
  const sum = (of: (test: Test, weight: number) => number) =>
    tests.reduce((total, test, at) => total + of(test, weights[at] ?? 1), 0);
  const requests = sum((_, weight) => weight);
  const time = sum(({ rate }, weight) => weight / rate);
  const [only, ...others] = tests;
  const single = others.length === 0;
  const throughput = single && only ? only.rate : requests / time;
  const mean = tests.every(({ times }) => times.mean !== undefined)
    ? sum(({ times }, weight) => weight * (times.mean ?? 0)) / requests
    : undefined;
  const most = Math.max(...tests.map(({ times }) => times.max ?? Number.NaN));
  const clients = only?.clients ?? (command === undefined ? undefined : (told("c") ?? 50));
  const inFlight = throughput * (mean ?? 0);
  const untold = clients !== undefined && command === undefined && inFlight > oneInFlight * clients;
  const users = clients === undefined || untold ? null : clients * (told("P") ?? 1);
  const known =
    users === null
      ? usersKnown(clients === undefined ? name : "", options.users)
      : {
          users,
          from:
            only?.clients === undefined || told("P") !== undefined
              ? "in the command line kept in the file"
              : "in the file (clients)",
        };
  return singleLevelRun({
    format: "redis-benchmark",
    file: name,
    loadModel: "closed",
    users: known.users,
    usersFrom: known.from,
    duration: counted ? time : undefined,
    figures: {
      ...present({ requests: counted ? requests : undefined, throughput }),
      responseTime: single ? (only?.times ?? {}) : present<ResponseTimes>({ mean, max: most }),
    },
    endpoints: tests.map(({ title, times }, at) => ({
      method: "",
      path: title,
      ...present({ requests: counts[at] }),
      responseTime: times,
    })),
    percentiles: { method: "HDR histogram", resolution: "1 µs" },
    findings: [
      ...(single ? [] : [oneBehindTheOther(tests.length)]),
      ...(untold && known.users === null ? [pipelineUntold(inFlight, clients)] : []),
    ],
    allAtOnce: true,
    note: single ? "" : "tests one behind the other",
  });
}

const oneBehindTheOther = (tests: number): Finding =>
  finding(
    "tests-in-turn",
    "note",
    null,
    `redis-benchmark ran its ${tests} tests one behind the other: the rate is of all requests over all time, percentiles of all are not known.`,
    "the mean of a mix is that of its parts; its percentiles are not",
    "measure the mix of production, or one command a run with -t",
  );

const pipelineUntold = (inFlight: number, clients: number): Finding =>
  finding(
    "pipeline-not-told",
    "warning",
    null,
    `${Math.round(inFlight)} requests of ${clients} clients were under way at once, so each sent several (-P).`,
    "a client with a pipeline of m is m users",
    "keep the command line with the output, or state --users as clients × pipeline",
  );

export const importRedisBenchmark: Importer = eachReport(
  [
    { begins: /^"?test"?,"?rps"?,/, above: /(?:redis|valkey)-benchmark\s/ },
    { begins: /(?:redis|valkey)-benchmark(?:\.exe)?\s+-/ },
  ],
  read,
);
