import { describe, expect, it } from "vitest";
import { failureCause } from "../../../measurement/failure-cause.ts";
import { importResults } from "../../import-results.ts";
import { codesOf, importOne, refusalOf } from "../../testing/import-one.ts";
import * as files from "../../testing/synthetic-files.ts";
import { locustRun } from "./locust-run.ts";

const together = (...parts: (typeof files.locustStats)[]) => {
  const { runs } = importResults(parts);
  const [run] = runs;
  if (!run || runs.length > 1) throw new Error(`expected one run, got ${runs.length}`);
  return run;
};

describe("locustRun", () => {
  it("reads statistics alone over the whole run, users from the name", () => {
    const run = importOne(files.locustStats);
    expect(run).toMatchObject({ loadModel: "closed", usersFrom: "in the file name" });
    // 4000 requests at 40 per second
    expect(run.level).toMatchObject({ users: 40, covers: "whole run", duration: 100 });
    expect(codesOf(run)).toEqual(["ramp-included"]);
  });

  it("takes X and R from the history's steady window and percentiles from the whole run", () => {
    const run = together(files.locustStats, files.locustHistory);
    expect(run.levels).toHaveLength(1);
    const [level] = run.levels;
    // Users came at second 1, the cut ends at 16, the last whole row is second 99.
    expect(level).toMatchObject({ users: 40, duration: 83, throughput: 40, covers: "steady" });
    expect(level?.responseTime.mean).toBeCloseTo(0.15, 9);
    expect(level?.responseTime.p95).toBe(0.5);
    expect(run.wholeRun.throughput).toBe(40);
    expect(codesOf(run)).toEqual(["percentiles-of-whole-run", "cut-last-line"]);
    // 3320 of 4000 requests lie in the window; the endpoints' counts follow.
    expect(level?.endpoints.map((endpoint) => endpoint.requests)).toEqual([2490, 830]);
  });

  it("uses statistics that were reset after the warm-up for everything", () => {
    const stats = {
      ...files.locustStats,
      name: "bench_N20_stats.csv",
      text: files.locustStats.text.replaceAll("\r\r\n", "\n"),
    };
    const run = together(stats, files.locustFullHistory);
    expect(run.levels[0]).toMatchObject({
      users: 20,
      requests: 4000,
      throughput: 40,
      duration: 100,
    });
    expect(run.levels[0]?.responseTime.p95).toBe(0.5);
    expect(codesOf(run)).toEqual([]);
  });

  it("puts the percentiles of a full history's windows of 10 s together where they rest on enough requests", () => {
    const { level } = importOne(files.locustFullHistory);
    // 20 requests a second: 200 in each 10 s, ten of them above P95 and two above P99.
    expect(level.responseTime.p95).toBeDefined();
    expect(level.responseTime.p99).toBeUndefined();
    expect(level.endpoints).toHaveLength(2);
    expect(level.throughput).toBe(20);
  });

  it("sets a history apart that belongs to another run", () => {
    const text = files.locustStats.text.replaceAll("4000,40", "400,40");
    const run = together({ ...files.locustStats, text }, files.locustHistory);
    expect(codesOf(run)).toContain("history-of-another-run");
    expect(run.levels[0]?.responseTime.p95).toBeUndefined();
  });

  it("joins 0.12's two files", () => {
    const run = together(files.locustOldRequests, files.locustOldDistribution);
    expect(run.levels[0]).toMatchObject({ users: 20 });
    expect(run.levels[0]?.responseTime).toMatchObject({ mean: 0.1, p95: 0.21, p99: 0.4 });
  });

  it("tells the load machine's own failures from the server's", () => {
    const run = together(files.locustStats, files.locustFailures, files.locustExceptions);
    expect(run.failures.map(({ count, error }) => [count, failureCause(error)])).toEqual([
      [25, "refusal"],
      [15, "generator"],
    ]);
    // 3 exceptions of the script in 4,000 requests are no sign of the load machine's limit.
    expect(run.generatorWarnings).toEqual([]);
    expect(codesOf(run)).toContain("script-exceptions");
    expect(run.version).toBe("2.44 or later");
  });

  it("refuses a run without requests, and failures without counts", () => {
    expect(refusalOf(files.locustIdle)).toMatch(/made no request/);
    expect(refusalOf(files.locustFailures)).toMatch(/_stats\.csv/);
    expect(locustRun({}).ok).toBe(false);
  });

  it("keeps users unknown rather than guess them", () => {
    expect(
      importOne({ ...files.locustStats, name: "results_36_stats.csv" }).level.users,
    ).toBeNull();
    const stated = importOne({ ...files.locustStats, name: "results.csv" }, { users: 7 });
    expect(stated.level.users).toBe(7);
  });
});
