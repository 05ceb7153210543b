import { describe, expect, it } from "vitest";
import { importResults } from "../../import-results.ts";
import { codesOf, importOne, refusalOf } from "../../testing/import-one.ts";
import * as files from "../../testing/synthetic-files.ts";

const wrkReport = (errors: string, mean: string, most: string) =>
  `Running 10s test @ http://x/
  4 threads and 1000 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   ${mean}    1.00ms   ${most}    90.00%
    Req/Sec   250.00      6.03    300.00     69.63%
  112000 requests in 10.00s, 1.00MB read
  ${errors}
Requests/sec:  11200.00
`;

describe("importWrk", () => {
  it("takes the mean from Little's law, 50 connections at 500 per second", () => {
    const run = importOne(files.wrk);
    // 25 refused, 3 later than the time-out, and 2 more that were lost on reading.
    expect(run.level).toMatchObject({ users: 50, requests: 5002, failures: 30, throughput: 500.2 });
    expect(run.level.responseTime).toEqual({
      mean: 50 / 500.2,
      p50: 0.09,
      p90: 0.15,
      p99: 0.0009,
      max: 1.2,
    });
    expect(run.failures.map((one) => one.count)).toEqual([25, 2, 3]);
    expect(codesOf(run)).toEqual(["mean-by-little", "time-outs-in-requests"]);
  });

  it("leaves percentiles out that the mean with late answers does not go with", () => {
    // 300 of 3,000 came after 2 s: 100 connections at 100/s, 1 s in the mean, and all answers in time
    // under 2 s at most, which would be 999 ms at most by their percentiles.
    const text = [
      "Running 30s test @ http://127.0.0.1:8080/",
      "  4 threads and 100 connections",
      "  Thread Stats   Avg      Stdev     Max   +/- Stdev",
      "    Latency   700.00ms   10.00ms   2.00s    90.00%",
      "    Req/Sec   100.00     10.00   200.00     70.00%",
      "  Latency Distribution",
      "     50%  600.00ms",
      "     75%  900.00ms",
      "     90%    1.20s",
      "     99%    1.90s",
      "  3000 requests in 30.00s, 10.00MB read",
      "  Socket errors: connect 0, read 0, write 0, timeout 300",
      "Requests/sec:    100.00",
      "Transfer/sec:      1.00MB",
    ].join("\n");
    const { level } = importOne({ name: "w.txt", text });
    expect(level.responseTime).toEqual({ mean: 1 });
    expect(level).toMatchObject({ users: 100, requests: 3000, failures: 300 });
  });

  it("leaves percentiles out that are mostly of samples which wrk made up", () => {
    // 200 connections at 80,000/s: 2.5 ms in the mean. One in a hundred took 200 ms, for each of which wrk
    // adds 80 samples: nine tenths of all requests were quick, and only half of the samples are.
    const text = [
      "Running 30s test @ http://127.0.0.1:8080/",
      "  10 threads and 200 connections",
      "  Thread Stats   Avg      Stdev     Max   +/- Stdev",
      "    Latency    45.00ms   60.00ms 210.00ms   80.00%",
      "    Req/Sec     8.00k     1.00k    9.00k    70.00%",
      "  Latency Distribution",
      "     50%    1.00ms",
      "     75%   90.00ms",
      "     90%  150.00ms",
      "     99%  195.00ms",
      "  2400000 requests in 30.00s, 1.00GB read",
      "Requests/sec:  80000.00",
    ].join("\n");
    const run = importOne({ name: "w.txt", text });
    expect(run.level.responseTime).toEqual({ mean: 0.0025, max: 0.21 });
    expect(run.findings[0]?.message).toMatch(/samples it made up.*percentiles.*left out/);
  });

  it("takes wrk2 as an open load with times from the intended start", () => {
    const run = importOne(files.wrk2);
    expect(run.loadModel).toBe("open");
    expect(run.level).toMatchObject({ users: null, arrivalRate: 2000 });
    expect(run.level.responseTime.p99).toBeCloseTo(0.01118, 12);
  });

  it.each([
    ["Socket errors: connect 776, read 0, write 0, timeout 0", "20.00ms", "30.00ms", 224],
    // One of them fails and is tried again and again: X·R tells that all are at work.
    ["Socket errors: connect 776, read 0, write 0, timeout 0", "90.00ms", "300.00ms", 1000],
    ["Socket errors: connect 900, read 0, write 0, timeout 0", "30.00ms", "60.00ms", 336],
    // Answers beyond the time-out are in no figure but the count.
    ["Socket errors: connect 776, read 0, write 0, timeout 9", "15.00ms", "30.00ms", 224],
  ])("counts the connections that were made: %s, mean %s", (errors, mean, most, users) => {
    const run = importOne({ name: "w.txt", text: wrkReport(errors, mean, most) });
    expect(run.level.users).toBe(users);
    expect(run.level.responseTime.mean).toBeCloseTo(users / 11_200, 12);
    expect(codesOf(run).includes("connections-not-made")).toBe(users < 1000);
  });

  it("takes no connections that its threads cannot share", () => {
    const text = files.wrk.text.replace("2 threads and 50", "12 threads and 50");
    expect(importOne({ ...files.wrk, text }).level.users).toBe(48);
  });

  it("takes a mean beyond the printed maximum for pauses of the script", () => {
    const run = importOne({ name: "w.txt", text: wrkReport("", "20.00ms", "30.00ms") });
    expect(run.level).toMatchObject({ users: 1000, responseTime: { mean: 0.02 } });
    expect(codesOf(run)).toContain("connections-pause");
  });

  it("reads several reports of one file", () => {
    const { runs } = importResults([{ name: "w.txt", text: files.wrk.text.repeat(3) }]);
    expect(runs).toHaveLength(3);
  });
});

describe("importBombardier", () => {
  it("takes the rate over the time asked for, and reads text and JSON alike", () => {
    const [text, json] = [importOne(files.bombardier), importOne(files.bombardierJson)];
    // 4,990 answers and 30 without one in 10 s; 4xx, 5xx and those failed.
    expect(text.level).toMatchObject({ users: 50, requests: 5020, failures: 60, throughput: 502 });
    expect(text.level.responseTime).toEqual({
      mean: 0.0996,
      p50: 0.09027,
      p90: 0.15053,
      p95: 0.20174,
      p99: 0.5043,
      max: 1.12,
    });
    for (const [name, time] of Object.entries(text.level.responseTime)) {
      expect(json.level.responseTime).toHaveProperty(name, expect.closeTo(time, 12));
    }
    expect(json.level).toMatchObject({ users: 50, requests: 5020, failures: 60, throughput: 502 });
    expect(text.failures.map(({ count }) => count)).toEqual([20, 10, 25, 5]);
  });

  it("takes the printed rate of a number of requests, and each report for a run", () => {
    const counted = files.bombardier.text.replace("for 10s", "with 5020 request(s)");
    const { runs } = importResults([{ name: "b.md", text: counted + files.bombardier.text }]);
    expect(runs.map(({ wholeRun }) => wholeRun.throughput)).toEqual([501.2, 502]);
  });
});

describe("importAutocannonText", () => {
  it("counts by the mean of every second, since the total is rounded", () => {
    const { level, failures } = importOne(files.autocannonText);
    expect(level).toMatchObject({ users: 40, requests: 39_802, failures: 300, duration: 10 });
    expect(level.throughput).toBeCloseTo(3980.2, 9);
    const shown = Object.entries(level.responseTime).map(([name, time]) => [name, time.toFixed(9)]);
    expect(Object.fromEntries(shown)).toEqual({
      mean: "0.010050000",
      p50: "0.009000000",
      p99: "0.050000000",
      max: "0.900000000",
    });
    expect(failures.map(({ count }) => count)).toEqual([300]);
  });
});

describe("importGhz", () => {
  it("reads the unit at each time, and text and JSON alike", () => {
    const [text, json] = [importOne(files.ghzText), importOne(files.ghzJson)];
    const told = { users: 40, requests: 2000, failures: 10, throughput: 1600, duration: 1.25 };
    expect(text.level).toMatchObject(told);
    expect(json.level).toMatchObject(told);
    expect(text.level.responseTime.mean).toBeCloseTo(0.0248, 12);
    expect(text.level.responseTime.p95).toBeCloseTo(0.06092, 12);
    expect(json.level.responseTime.p95).toBeCloseTo(0.06092, 12);
  });

  it("is an open load where calls come at a rate", () => {
    const text = files.ghzText.text.replace("--concurrency=40", "--concurrency=40 --rps=1600");
    const { runs } = importResults([{ name: "g.txt", text }]);
    expect(runs[0]).toMatchObject({ loadModel: "open", levels: [{ arrivalRate: 1600 }] });
  });
});

describe("importPgbench, up to version 13", () => {
  const report = (latency: string) => ({
    name: "pgbench.txt",
    text: [
      "transaction type: <builtin: TPC-B (sort of)>",
      "number of clients: 10",
      "duration: 60 s",
      "number of transactions actually processed: 15000",
      `latency average = ${latency} ms`,
      "tps = 250.000000 (including connections establishing)",
      "tps = 256.410256 (excluding connections establishing)",
      "",
    ].join("\n"),
  });

  it.each([
    // -C: each transaction connects, and 10 clients by 40 ms are 250 a second.
    ["40.000", 250],
    // Connected once: 10 by 39 ms are 256 a second while they work.
    ["39.000", 256.410256],
  ])("takes the rate that goes with a latency of %s ms", (latency, rate) => {
    const { level } = importOne(report(latency));
    expect(level).toMatchObject({ users: 10, requests: 15_000, throughput: rate });
  });
});

describe("importAb", () => {
  it("does not count pages of another length as failures", () => {
    const run = importOne(files.ab);
    // 30 failed, 20 of them by length, and 15 answered with another status
    expect(run.level).toMatchObject({ users: 50, requests: 5000, failures: 25, throughput: 500 });
    expect(run.level.responseTime).toMatchObject({ mean: 0.1, p50: 0.09, p95: 0.2, max: 0.9 });
    expect(codesOf(run)).toEqual(["length-failures"]);
  });

  it("does not call pages of errors pages of another length", () => {
    const text = files.ab.text
      .replace("Receive: 5, Length: 20, Exceptions: 5", "Receive: 0, Length: 30, Exceptions: 0")
      .replace("Non-2xx responses:      15", "Non-2xx responses:      30");
    const run = importOne({ name: "ab.txt", text });
    expect(run.level.failures).toBe(30);
    expect(codesOf(run)).toEqual([]);
    expect(run.failures).toMatchObject([{ error: "status other than 2xx", count: 30 }]);
  });

  it("refuses the gnuplot file with advice", () => {
    expect(refusalOf(files.abGnuplot)).toMatch(/text that ab printed/);
  });

  it.each([
    "0 199 2241 0 1175850568 995998\n0 200 2465 0 1175850568 998079\n",
    "3 0 skipped 0 1415905860 12\n",
    "1649114136 5815 27552565 177846919143 1078 21716 2756787 7264696105 0 9661 0\n",
  ])("refuses pgbench's logs with advice: %s", (text) => {
    expect(refusalOf({ name: "pgbench_log.1234", text })).toMatch(/text that pgbench printed/);
  });

  it("refuses the table of percentiles with advice", () => {
    const text = "Percentage served,Time in ms\n0,9.123\n1,9.530\n2,9.701\n";
    expect(refusalOf({ name: "ab_c10_e.csv", text })).toMatch(/percentiles alone.*that ab printed/);
  });
});

describe("importVegetaJson, importVegetaText and importVegetaCsv", () => {
  it("reads nanoseconds, and completions over attack and wait", () => {
    const run = importOne(files.vegetaJson);
    expect(run.loadModel).toBe("open");
    expect(run.level).toMatchObject({ arrivalRate: 101.01, failures: 50, throughput: 100 });
    expect(run.level.responseTime).toMatchObject({ mean: 0.1, p95: 0.2, max: 0.9 });
  });

  it("reads Go durations", () => {
    const { level } = importOne(files.vegetaText);
    expect(level).toMatchObject({
      arrivalRate: 120,
      requests: 1200,
      failures: 540,
      throughput: 120,
    });
    expect(level.responseTime.mean).toBeCloseTo(0.1135, 12);
    expect(level.responseTime.p99).toBeCloseTo(62.3, 12);
  });

  it("reads the log, whose five requests start a second apart", () => {
    const { level } = importOne(files.vegetaCsv);
    expect(level).toMatchObject({ arrivalRate: 1, requests: 5, failures: 1, users: null });
    expect(level.endpoints).toMatchObject([{ method: "GET", path: "http://x/" }]);
  });
});

describe("importHeyCsv and importHeyText", () => {
  it("reads seconds and warns that unanswered requests are missing", () => {
    const run = importOne(files.heyCsv);
    expect(run.level).toMatchObject({ users: 20, requests: 3, failures: 1, start: null });
    expect(run.level.throughput).toBeCloseTo(1.5, 9);
    expect(codesOf(run)).toEqual(["errors-not-logged"]);
  });

  it("counts answers of 400 and more and requests without an answer as failures", () => {
    const { level } = importOne(files.heyText);
    expect(level).toMatchObject({ users: 10, requests: 500, failures: 20, throughput: 100 });
    expect(level.responseTime).toMatchObject({ mean: 0.1, p95: 0.3, max: 0.9 });
  });
});

describe("importAutocannon", () => {
  it("multiplies connections by pipelining and makes up no P95", () => {
    const run = importOne(files.autocannon);
    // 980 answers and 20 errors in 10 s
    expect(run.level).toMatchObject({ users: 40, requests: 1000, failures: 50, throughput: 100 });
    expect(run.level.responseTime.p95).toBeUndefined();
    expect(run.failures.map((one) => one.count)).toEqual([30, 15, 5]);
  });

  it("reads one run a line", () => {
    const text = `${files.autocannon.text}\n${files.autocannon.text}\n`;
    expect(importResults([{ name: "a.json", text }]).runs).toHaveLength(2);
  });
});

describe("importOhaJson and importOhaText", () => {
  it("leaves requests that oha itself broke off at the deadline out", () => {
    const { level } = importOne(files.ohaJson);
    expect(level).toMatchObject({ users: 30, requests: 1000, failures: 30, throughput: 100 });
    expect(level.responseTime).toMatchObject({ mean: 0.1, p95: 0.3, p99: 0.5 });
  });

  it("reads the text, whatever unit it picked", () => {
    const { level } = importOne(files.ohaText, { users: 5 });
    expect(level).toMatchObject({ users: 5, requests: 1000, failures: 10 });
    expect(level.responseTime).toMatchObject({ mean: 0.1, p50: 0.08, max: 0.9 });
  });
});

describe("importSiege and importSiegeLog", () => {
  it("takes the users that were prepared, not the mean concurrency", () => {
    const { level } = importOne(files.siege);
    expect(level).toMatchObject({ users: 25, requests: 1000, failures: 10, throughput: 100 });
    expect(level.responseTime).toEqual({ mean: 0.2, max: 0.9 });
  });

  it("reads the JSON of 4.1 on one line", () => {
    const text =
      '{"transactions":90,"availability":90.0,"elapsed_time":10.0,"response_time":0.5,"transaction_rate":9.0,"successful_transactions":85,"failed_transactions":10,"longest_transaction":0.8}';
    const { level } = importOne({ name: "siege_c5.json", text });
    expect(level).toMatchObject({ users: 5, requests: 100, failures: 10, throughput: 10 });
    expect(level.responseTime).toEqual({ mean: 0.5, max: 0.8 });
  });

  it.each([
    // 11.18 × 20.46 s / 333,324 = 0.686 ms, printed as 0.00; 1.23 × 30 s / 3 is no finer than 12.34.
    ["0.00", "11.18", "333324", "20.46", (11.18 * 20.46) / 333_324],
    ["12.34", "1.23", "3", "30.00", 12.34],
    ["0.00", "0.00", "5", "10.00", undefined],
    // 12 × 60 s / 3,700 = 0.195 s is no mean that is printed as 0.13.
    ["0.13", "12.00", "3700", "60.00", 0.13],
  ])("takes a mean of %s beside a concurrency of %s by the finer of the two", (...told) => {
    const [response, concurrency, hits, elapsed, mean] = told;
    const text = `{"transactions":${hits},"availability":100.00,"elapsed_time":${elapsed},"response_time":${response},"transaction_rate":1.00,"concurrency":${concurrency},"failed_transactions":0,"longest_transaction":0.00}`;
    const { level } = importOne({ name: "siege_c12.json", text });
    if (mean === undefined) expect(level.responseTime).toEqual({});
    else expect(level.responseTime.mean).toBeCloseTo(mean, 12);
  });

  it("refuses its log of runs, which holds no users, with advice", () => {
    const text =
      "      Date & Time,  Trans,  Elap Time,  Data Trans,  Resp Time,  Trans Rate,  Throughput,  Concurrent,    OKAY,   Failed\n2026-11-30 03:00:00,   5794,      60.00,           1,       0.04,       96.57,        0.02,        3.99,    5794,       0\n";
    expect(refusalOf({ name: "siege.log", text })).toMatch(/users.*report that siege printed/);
  });

  it("reads the log through its colors", () => {
    const { level } = importOne(files.siegeLog);
    expect(level).toMatchObject({ users: 5, requests: 4, failures: 1 });
    expect(level.responseTime.mean).toBeCloseTo(0.25, 12);
  });
});

describe("importFortio", () => {
  it("reads a run at full speed as closed and one at a rate as open", () => {
    const run = importOne(files.fortio);
    expect(run.level).toMatchObject({ users: 8, requests: 2000, failures: 10, throughput: 200 });
    expect(run.level.responseTime).toEqual({ mean: 0.04, p50: 0.03, p99: 0.2, max: 0.5 });
    const open = { ...files.fortio, text: files.fortio.text.replace('"max"', '"150"') };
    expect(importOne(open).level).toMatchObject({ users: null, arrivalRate: 150 });
  });
});

describe("importTaurusCsv and importTaurusXml", () => {
  it("does not take the number of samples for a rate", () => {
    const run = importOne(files.taurusCsv);
    expect(run.level).toMatchObject({ users: 12, requests: 100, failures: 10 });
    expect(run.level.throughput).toBeUndefined();
    expect(run.level.responseTime).toMatchObject({ mean: 0.5, p95: 0.9, max: 1.5 });
    expect(codesOf(run)).toEqual(["no-throughput"]);
  });

  it("divides by the duration where the XML has it", () => {
    const { level } = importOne(files.taurusXml);
    expect(level).toMatchObject({ users: 12, requests: 100, throughput: 5, duration: 20 });
    expect(level.responseTime).toEqual({ mean: 0.5, p95: 0.9 });
  });
});

describe("importPgbench", () => {
  it("reads each run and leaves the one announced as warm-up out", () => {
    const { runs } = importResults([files.pgbench]);
    expect(runs.map((run) => run.wholeRun.throughput)).toEqual([1000, 1010]);
    expect(runs[0]?.levels[0]).toMatchObject({ users: 32, requests: 60_000, duration: 60 });
    expect(runs[0]?.wholeRun.responseTime.mean).toBeCloseTo(0.032, 12);
    expect(runs[0]?.findings.map((one) => one.code)).toEqual(["warm-up-left-out"]);
  });
});

describe("importSysbench", () => {
  it("counts events where transactions read 0", () => {
    const run = importOne(files.sysbenchOne);
    expect(run.level).toMatchObject({ users: 64, requests: 60_000, throughput: 2000 });
    expect(run.level.responseTime.mean).toBeCloseTo(0.032, 12);
    expect(run.level.responseTime.p95).toBeCloseTo(0.0505, 12);
    expect(codesOf(run)).toEqual(["ignored-errors"]);
  });

  it("reads the units of 0.5 and does not call another percentile P95", () => {
    const { level } = importOne(files.sysbenchHalf);
    expect(level).toMatchObject({ users: 8, throughput: 100 });
    expect(level.responseTime.mean).toBeCloseTo(0.08, 12);
    expect(level.responseTime).toMatchObject({ p99: 0.5 });
    expect(level.responseTime.p95).toBeUndefined();
  });
});

describe("tools that start all users at once", () => {
  it.each([files.wrk, files.ab, files.autocannon, files.heyText, files.heyCsv, files.ohaText])(
    "have no ramp that the audit should miss: $name",
    (file) => {
      const { level } = importOne(file, { users: 5 });
      expect(level.covers).toBe("steady");
      expect(level.note).not.toMatch(/ramp/);
    },
  );
});
