import { describe, expect, it } from "vitest";
import { codesOf, importOne, refusalOf } from "../../testing/import-one.ts";
import { gatlingLog, gatlingStats } from "../../testing/synthetic-files.ts";

describe("importGatlingStats", () => {
  it("reads totals with their KO, and requests inside groups", () => {
    const run = importOne(gatlingStats, { users: 12 });
    expect(run.level).toMatchObject({ users: 12, requests: 600, failures: 6, throughput: 10 });
    expect(run.level.duration).toBe(60);
    expect(run.level.responseTime).toMatchObject({ mean: 0.12, p50: 0.1, p95: 0.3, p99: 0.5 });
    expect(run.level.endpoints.map((one) => one.path)).toEqual(["Shop / Home"]);
    expect(codesOf(run)).toEqual(["load-model-unknown"]);
  });
});

describe("importGatlingLog", () => {
  it("reads records of all layouts backwards from their status", () => {
    const run = importOne(gatlingLog);
    // 200, 300 and 400 ms
    expect(run.wholeRun.requests).toBe(3);
    expect(run.wholeRun.responseTime.mean).toBeCloseTo(0.3, 12);
    expect(run.level.endpoints.map((one) => one.path)).toEqual(["Shop / Home", "Home", "Cart"]);
    expect(run.failures).toMatchObject([{ error: "status 500", count: 1 }]);
    expect(run.level.users).toBe(2);
    expect(codesOf(run)).toContain("cut-last-line");
  });

  it("refuses the binary log with advice", () => {
    expect(refusalOf({ name: "simulation.log", text: "\0\0\0\0\u00063.14.3" })).toMatch(
      /stats\.js of its report/,
    );
  });
});
