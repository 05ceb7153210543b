import { describe, expect, it } from "vitest";
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import { importResults } from "../../import-results.ts";
import { codesOf, importOne, refusalOf } from "../../testing/import-one.ts";
import * as files from "../../testing/synthetic-command-tests.ts";

/** Times in ms as they are printed. */
const inMs = (times: ResponseTimes | undefined) =>
  Object.fromEntries(
    Object.entries(times ?? {}).map(([name, time]) => [name, Number((time * 1000).toPrecision(9))]),
  );

describe("importDrill", () => {
  it("reads users, totals and each name", () => {
    const run = importOne(files.drill);
    expect(run.usersFrom).toContain("concurrency");
    expect(run.level).toMatchObject({
      users: 4,
      duration: 8,
      requests: 1000,
      failures: 20,
      throughput: 125,
    });
    expect(run.level.covers).toBe("whole run");
    // 4 = 125 × 0.032.
    expect(inMs(run.level.responseTime)).toEqual({ mean: 32, p50: 30, p99: 58 });
    expect(
      run.level.endpoints.map(({ path, requests, failures }) => [path, requests, failures]),
    ).toEqual([
      ["Fetch users", 500, 0],
      ["Create user", 500, 20],
    ]);
    expect(run.failures).toMatchObject([{ count: 20 }]);
  });

  it("has no more users than iterations, and reads nanoseconds", () => {
    const text = files.drill.text
      .replace("Iterations 500", "Iterations 3")
      .replace("Rampup 2", "Rampup 0")
      .replace(/(\d+)ms$/gm, "$1000000ns");
    const run = importOne({ name: "d.txt", text });
    expect(run.level).toMatchObject({ users: 3, covers: "steady" });
    expect(run.level.responseTime.mean).toBeCloseTo(0.032, 12);
  });

  it("reads several reports in one file, and refuses one without its figures", () => {
    const twice = {
      name: "d.txt",
      text: files.drill.text + files.drill.text.replace("Concurrency 4", "Concurrency 8"),
    };
    expect(importResults([twice]).runs.map(({ levels }) => levels[0]?.users)).toEqual([4, 8]);
    const cut = files.drill.text.replace(/^Total requests.*$/m, "");
    expect(refusalOf({ name: "d.txt", text: cut })).toContain("--stats");
  });
});

describe("importGoose", () => {
  it("reads the last metrics, the users that were held, and errors", () => {
    const run = importOne(files.goose);
    expect(run).toMatchObject({ version: "0.18.1", usersFrom: "in the file (maintained users)" });
    expect(run.level).toMatchObject({
      users: 9,
      duration: 60,
      requests: 1240,
      failures: 12,
      covers: "steady",
    });
    expect(run.level.throughput).toBeCloseTo(1240 / 60, 10);
    // The P99 of 1,000 ms may be anything from 950 to 1,500.
    expect(inMs(run.level.responseTime)).toEqual({ mean: 284.16, p50: 290, max: 1304 });
    expect(
      run.level.endpoints.map(({ method, path, requests }) => [method, path, requests]),
    ).toEqual([
      ["GET", "anon /", 40],
      ["POST", "auth /en/node/%/e..", 1200],
    ]);
    expect(inMs(run.level.endpoints[0]?.responseTime)).toEqual({
      mean: 38.95,
      p50: 24,
      p99: 130,
      max: 132,
    });
    expect(run.failures).toEqual([
      { method: "", path: "", error: "503 Service Unavailable: /en/node/1/edit", count: 12 },
    ]);
  });

  it("takes a test plan's users by their time", () => {
    const text = files.goose.text.replace(
      "(00:01:00, 9)",
      "(00:00:30, 9)\n Maintaining: 2022-05-17 07:10:08 - 2022-05-17 07:11:38 (00:00:30, 1,001)",
    );
    const { level } = importOne({ name: "goose.log", text });
    expect(level).toMatchObject({ users: 505, mostUsers: 1001, covers: "whole run" });
  });

  it("reads its JSON report, also beside a baseline", () => {
    const run = importOne(files.gooseJson);
    expect(run.level).toMatchObject({
      users: 20,
      duration: 60,
      requests: 6000,
      failures: 30,
      throughput: 100,
    });
    expect(inMs(run.level.responseTime)).toEqual({
      mean: 40.5,
      p50: 35,
      p90: 80,
      p95: 120,
      p99: 300,
      max: 900,
    });
    expect(run.level.endpoints).toMatchObject([{ method: "GET", path: "/", requests: 6000 }]);
    expect(run.failures).toMatchObject([{ path: "/", count: 30 }]);
  });
});

describe("importRedisBenchmark", () => {
  it("makes a level of tests in turn: all requests over all time", () => {
    const run = importOne(files.redisCsv);
    expect(run.level).toMatchObject({ users: 100, requests: 80_000 });
    expect(run.usersFrom).toBe("in the command line kept in the file");
    expect(run.level.throughput).toBeCloseTo(20_000, 1);
    expect(run.level.duration).toBeCloseTo(4, 4);
    expect(inMs(run.level.responseTime)).toEqual({ mean: 4, max: 20.095 });
    expect(run.level.endpoints).toMatchObject([
      { path: "SET", requests: 40_000, responseTime: { mean: 0.002, p95: 0.003 } },
      { path: "GET", requests: 40_000, responseTime: { mean: 0.006, p99: 0.009 } },
    ]);
    expect(codesOf(run)).toEqual(["tests-in-turn"]);
  });

  it("keeps the percentiles of a single test, and asks for users where nothing tells them", () => {
    // redis 6.2 on one machine, as its users publish it.
    const table = [
      '"test","rps","avg_latency_ms","min_latency_ms","p50_latency_ms","p95_latency_ms","p99_latency_ms","max_latency_ms"',
      '"GET","49603.17","0.583","0.112","0.479","0.775","2.055","60.095"',
    ].join("\r\n");
    const run = importOne({ name: "run.csv", text: table }, { users: 50 });
    expect(run.level).toMatchObject({ users: 50, throughput: 49_603.17, duration: null });
    expect(inMs(run.level.responseTime)).toEqual({
      mean: 0.583,
      p50: 0.479,
      p95: 0.775,
      p99: 2.055,
      max: 60.095,
    });
    expect(importOne({ name: "run.csv", text: table }).level.users).toBeNull();
    expect(importOne({ name: "80_clients.csv", text: table }).level.users).toBe(80);
  });

  it("takes 50 clients where the command names none", () => {
    const text = files.redisCsv.text.replace(" -c 25 -P 4", "");
    expect(importOne({ name: "r.csv", text }).level.users).toBe(50);
  });

  it("reads the text of several runs in one file, and asks for a pipeline that shows", () => {
    const { runs } = importResults([files.redisText]);
    expect(runs.map(({ levels }) => levels[0]?.users)).toEqual([50, 100]);
    expect(runs[0]?.levels[0]).toMatchObject({
      requests: 100_000,
      duration: 2,
      throughput: 50_000,
    });
    expect(inMs(runs[0]?.levels[0]?.responseTime)).toMatchObject({
      mean: 0.9,
      p95: 1.5,
      max: 4.303,
    });
    const piped = importOne({
      name: "r.txt",
      text:
        files.redisText.text
          .split("====== SET")[1]
          ?.replace(/^/, "====== SET")
          .replace("50 parallel", "10 parallel") ?? "",
    });
    expect(piped.level.users).toBeNull();
    expect(codesOf(piped)).toEqual(["pipeline-not-told"]);
  });

  it("reads the lines of -q, and texts before 6.2, for their rates", () => {
    const quiet =
      "SET: rps=1000.0 (overall: 999.0)\rSET: 293255.12 requests per second, p50=0.959 msec\n";
    const { level } = importOne({
      name: "quiet.txt",
      text: `$ redis-benchmark -q -t set -n 100000 -P 8\n${quiet}`,
    });
    expect(level).toMatchObject({
      users: 400,
      throughput: 293_255.12,
      responseTime: { p50: 0.000959 },
    });
    const old =
      "====== SET ======\n  50000 requests completed in 1.62 seconds\n  50 parallel clients\n  3 bytes payload\n  keep alive: 1\n\n42.17% <= 1 milliseconds\n100.00% <= 3 milliseconds\n30883.26 requests per second\n";
    expect(importOne({ name: "old.txt", text: old }).level).toMatchObject({
      users: 50,
      throughput: 30_883.26,
      responseTime: {},
    });
  });
});

describe("importMemtier", () => {
  it("reads each report of a file; of several runs their average", () => {
    const { runs } = importResults([files.memtier]);
    expect(runs.map(({ levels }) => levels[0]?.users)).toEqual([100, 200]);
    // 100 = 20,000 × 4.9 ms, and a little for the clients.
    expect(runs[0]?.levels[0]).toMatchObject({
      duration: 30,
      requests: 600_000,
      throughput: 20_000,
    });
    expect(inMs(runs[0]?.levels[0]?.responseTime)).toEqual({ mean: 4.9, p50: 4.4, p99: 8.9 });
    expect(runs[0]?.levels[0]?.endpoints.map(({ path, requests }) => [path, requests])).toEqual([
      ["Sets", 60_000],
      ["Gets", 540_000],
    ]);
    expect(runs[1]?.levels[0]).toMatchObject({
      requests: 2_000_000,
      duration: 100,
      responseTime: { mean: 0.0099 },
    });
  });

  it("reads its JSON with the pipeline", () => {
    const { level, failures } = importOne(files.memtierJson);
    expect(level).toMatchObject({
      users: 40,
      requests: 600_000,
      failures: 6,
      throughput: 10_000,
      duration: 60,
    });
    expect(inMs(level.responseTime)).toEqual({
      mean: 3.98,
      p50: 3.5,
      p95: 7.5,
      p99: 9.5,
      max: 30.5,
    });
    expect(failures).toMatchObject([{ error: "connection error", count: 6 }]);
    const rising = files.memtierJson.text.replace('"rate_limit":0', '"clients_start":2');
    expect(refusalOf({ name: "m.json", text: rising })).toContain("clients rose");
  });
});
