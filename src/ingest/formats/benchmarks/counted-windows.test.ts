import { describe, expect, it } from "vitest";
import { audit } from "../../../measurement/audit.ts";
import { importCampaign } from "../../import-campaign.ts";
import { importResults } from "../../import-results.ts";
import { codesOf, importOne, refusalOf } from "../../testing/import-one.ts";
import * as files from "../../testing/synthetic-tables.ts";

describe("importYcsb", () => {
  it("adds the kinds of operations up, with those that failed and their times", () => {
    const run = importOne(files.ycsb);
    expect(run).toMatchObject({ version: "0.17.0", loadModel: "closed" });
    expect(run.level).toMatchObject({
      users: 2,
      duration: 10,
      requests: 10_000,
      failures: 10,
      throughput: 1000,
    });
    // (5,000 × 1 + 4,990 × 3 + 10 × 5 ms) / 10,000; N = X·R is 2 threads to 0.1 %.
    expect(run.level.responseTime.mean).toBeCloseTo(0.002002, 12);
    // Percentiles of kinds do not add up.
    expect(run.level.responseTime.p95).toBeUndefined();
    const [read, update] = run.level.endpoints;
    expect(read).toMatchObject({ path: "READ", requests: 5000, failures: 0 });
    expect(read?.responseTime).toEqual({
      mean: 0.001,
      p50: 0.0009,
      p95: 0.002,
      p99: 0.004,
      max: 0.009,
    });
    expect(update).toMatchObject({ path: "UPDATE", requests: 5000, failures: 10 });
    expect(update?.responseTime.mean).toBeCloseTo(0.003004, 12);
    expect(run.failures).toEqual([{ method: "", path: "UPDATE", error: "ERROR", count: 10 }]);
  });

  it("reads the percentiles of the first versions in milliseconds", () => {
    const { level } = importOne(files.ycsbOld);
    expect(level).toMatchObject({ users: 4, requests: 2000, failures: 0, throughput: 400 });
    expect(level.responseTime).toEqual({ mean: 0.01, p95: 0.02, p99: 0.04, max: 0.09 });
  });

  it("counts a read-modify-write as its read and its write, of its JSON too", () => {
    const run = importOne(files.ycsbJson);
    expect(run.level).toMatchObject({ users: 8, requests: 1500, throughput: 1500 });
    // (1,000 × 4 + 500 × 8 ms) / 1,500: N = X·R = 8.
    expect(run.level.responseTime.mean).toBeCloseTo(0.008 / 1.5, 12);
    expect(codesOf(run)).toEqual(["composite-operations"]);
    // Its other JSON is no list, one object behind the other.
    const objects = JSON.parse(files.ycsbJson.text) as readonly object[];
    const text = objects.map((one) => JSON.stringify(one, null, 2)).join("\n");
    expect(importOne({ name: "other_8_threads.json", text }).level.requests).toBe(1500);
  });

  it("takes each report of a file for a run, with its own threads", () => {
    const more = files.ycsb.text.replace("-threads 2", "-threads 32");
    const { runs } = importResults([{ name: "all.txt", text: files.ycsb.text + more }]);
    expect(runs.map(({ levels }) => levels[0]?.users)).toEqual([2, 32]);
  });

  it("refuses a run that did nothing", () => {
    const text = "[OVERALL], RunTime(ms), 66\n[OVERALL], Throughput(ops/sec), 0.0\n";
    expect(refusalOf({ name: "y.txt", text })).toMatch(/^no complete YCSB report/);
  });
});

describe("importTsung", () => {
  it("makes a level of each number of users that was held, of its windows added up", () => {
    const { runs } = importResults([files.tsung]);
    const levels = runs[0]?.levels ?? [];
    expect(levels.map(({ users, covers }) => [users, covers])).toEqual([
      [10, "steady"],
      [20, "steady"],
    ]);
    expect(levels[0]?.throughput).toBeCloseTo(10, 9);
    expect(levels[0]?.responseTime.mean).toBeCloseTo(0.05, 9);
    expect(levels[1]?.throughput).toBeCloseTo(20, 9);
    expect(levels[1]?.responseTime.mean).toBeCloseTo(0.06, 9);
    expect(levels[1]?.failures).toBe(4);
    expect(runs[0]?.wholeRun).toMatchObject({ requests: 1800, failures: 4 });
    expect(runs[0]?.findings.map(({ code }) => code)).toEqual(["errors-not-timed"]);
  });

  it("reads its JSON, also where the run was killed", () => {
    const { level } = importOne(files.tsungJson);
    expect(level).toMatchObject({ users: 5, throughput: 5 });
    expect(level.responseTime.mean).toBeCloseTo(0.1, 12);
  });

  it("counts failures by kind in the windows of the levels, not in the run", () => {
    // Nine more answers of 500 while the users settle at 20.
    const settling = "# stats: dump at 1700000080";
    const text = files.tsung.text.replace(settling, `stats: 500 9 9\n${settling}`);
    const made = importCampaign("made", [{ ...files.tsung, text }]);
    if (!made.ok) throw new Error(JSON.stringify(made.problems));
    const { campaign, runs } = made.value;
    expect(runs[0]?.wholeRun.failures).toBe(13);
    expect(campaign.levels.map(({ failures }) => failures)).toEqual([0, 4]);
    expect(campaign.failures).toMatchObject([{ users: 20, error: "status 500", count: 4 }]);
    expect(audit(campaign).findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("refuses a log in which no load was held", () => {
    const text = files.tsung.text.slice(0, files.tsung.text.indexOf("# stats: dump at 1700000020"));
    expect(refusalOf({ name: "tsung.log", text })).toMatch(/^no load was held/);
  });
});

describe("importH2load", () => {
  it("adds the clients of its threads up", () => {
    const run = importOne(files.h2load);
    expect(run.level).toMatchObject({
      users: 100,
      requests: 100_000,
      failures: 10,
      throughput: 5000,
    });
    expect(run.level.responseTime.mean).toBeCloseTo(0.01992, 12);
    expect(run.level.responseTime.max).toBeCloseTo(0.12031, 12);
    expect(run.failures).toEqual([{ method: "", path: "", error: "status 5xx", count: 10 }]);
  });

  it("asks for the users where clients had several streams, and takes them from the command line", () => {
    // 5,000/s × 200 ms are 1,000 requests in flight of 100 clients.
    const text = files.h2load.text.replace("19.92ms", "200.00ms").replace("120.31ms", "900.00ms");
    const { runs } = importResults([{ name: "h.txt", text }]);
    expect(runs[0]?.levels[0]?.users).toBeNull();
    expect(runs[0]?.findings.map(({ code }) => code)).toEqual(["streams-not-told"]);
    const told = `$ h2load -n100000 -c100 -m10 https://localhost\n${text}`;
    expect(importOne({ name: "h.txt", text: told }).level.users).toBe(1000);
  });

  it("reads the percentiles of newer versions by the titles of the columns", () => {
    const text = files.h2load.text
      .replace(
        /^ +min .*$/m,
        "                     min       max    median       p95       p99      mean        sd    +/- sd",
      )
      .replace(
        /^time for request:.*$/m,
        "request     :     1.02ms  120.31ms   18.00ms   30.00ms   50.00ms   19.92ms    5.31ms    78.50%",
      );
    const { mean, p50, p95, p99, max } = importOne({ name: "h.txt", text }).level.responseTime;
    const inMilliseconds = [mean, p50, p95, p99, max].map(
      (one) => Math.round((one ?? 0) * 1e5) / 100,
    );
    expect(inMilliseconds).toEqual([19.92, 18, 30, 50, 120.31]);
  });
});

describe("importNbomber", () => {
  it("adds copies and requests of scenarios side by side up, failures with their times", () => {
    const run = importOne(files.nbomber);
    expect(run.level).toMatchObject({
      users: 14,
      duration: 180,
      requests: 50_040,
      failures: 2,
      throughput: 278,
    });
    const orders = (7198 * 174.5 + 2 * 1004.5) / 7200;
    expect(run.level.responseTime.mean).toBeCloseTo(
      (7200 * orders + 42_840 * 29.4) / 50_040 / 1000,
      9,
    );
    expect(run.level.responseTime.p95).toBeUndefined();
    expect(run.level.endpoints.map(({ path }) => path)).toEqual([
      "Orders / getOrdersPage",
      "Products / getProductsPage",
    ]);
    expect(run.level.endpoints[1]?.responseTime.p95).toBeCloseTo(0.0605, 12);
  });

  it("reads newer reports, whose scenario is one request", () => {
    const { level } = importOne(files.nbomberNew);
    expect(level).toMatchObject({ users: 50, requests: 6000, throughput: 100 });
    expect(level.responseTime).toEqual({ mean: 0.5, p50: 0.45, p95: 0.9, p99: 1.2, max: 2 });
  });

  it("takes inject for an open load, and says where the load changed in the run", () => {
    const rate = "  - `inject`, rate: `150`, interval: `00:00:01`, during: `00:01:00`";
    const inject = files.nbomberNew.text.replace(/^ {2}- `keep_constant`.*$/m, rate);
    expect(importResults([{ name: "n.md", text: inject }]).runs[0]?.loadModel).toBe("open");
    const ramp = "  - `ramping_constant`, copies: `50`, during: `00:00:30`\n\n$&";
    const changed = files.nbomberNew.text.replace(/^ {2}- `keep_constant`.*$/m, ramp);
    const run = importOne({ name: "n_50_users.md", text: changed });
    expect(codesOf(run)).toEqual(["load-changed-in-run"]);
    expect(run.level.users).toBe(50);
  });
});

describe("importSysbench of 1.1", () => {
  it("knows the time elapsed and several percentiles", () => {
    const text = [
      "sysbench 1.1.0-ead2689 (using bundled LuaJIT 2.1.0-beta3)",
      "",
      "Running the test with following options:",
      "Number of threads: 64",
      "",
      "Throughput:",
      "    events/s (eps):                      7268.3045",
      "    time elapsed:                        600.0000s",
      "    total number of events:              4364960",
      "",
      "Latency (ms):",
      "         min:                                    2.41",
      "         avg:                                    8.80",
      "         max:                                 2133.89",
      "         95th percentile:                        9.39",
      "         99th percentile:                       27.17",
      "         sum:                             38411648.00",
      "",
      "Threads fairness:",
    ].join("\n");
    const { level } = importOne({ name: "s.txt", text });
    expect(level).toMatchObject({ users: 64, duration: 600, requests: 4_364_960 });
    expect(level.responseTime.p95).toBeCloseTo(0.00939, 12);
    expect(level.responseTime.p99).toBeCloseTo(0.02717, 12);
  });
});
