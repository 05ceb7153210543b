import { describe, expect, it } from "vitest";
import { codesOf, importOne, refusalOf } from "../../testing/import-one.ts";
import {
  k6HandleSummary,
  k6MachineSummary,
  k6SummaryExport,
} from "../../testing/synthetic-files.ts";

describe("importK6Summary", () => {
  it("counts the passes of http_req_failed as failures", () => {
    const run = importOne(k6SummaryExport);
    // 100 iterations a second of 250 ms: 25 users in the mean, though 30 at most.
    expect(run.level).toMatchObject({
      users: 25,
      mostUsers: 30,
      requests: 10_000,
      failures: 500,
      throughput: 100,
      duration: 100,
    });
    expect(run.level.responseTime).toEqual({ mean: 0.25, p50: 0.2, p90: 0.4, p95: 0.6, max: 5 });
    expect(codesOf(run)).toEqual(["load-model-unknown", "ramp-included", "no-p99"]);
  });

  it("does not guess users that rose and fell where iterations are not told", () => {
    const text = k6SummaryExport.text.replace('"iteration_duration"', '"other"');
    expect(importOne({ ...k6SummaryExport, text }).level.users).toBeNull();
    expect(importOne({ ...k6SummaryExport, text }, { users: 12 }).level.users).toBe(12);
  });

  it("takes a tagged submetric for an endpoint", () => {
    const [endpoint] = importOne(k6SummaryExport).level.endpoints;
    expect(endpoint).toMatchObject({ method: "POST", path: "login", responseTime: { mean: 0.3 } });
  });

  it("takes dropped iterations as an open load that was not met", () => {
    const run = importOne(k6HandleSummary);
    expect(run.loadModel).toBe("open");
    expect(run.level.users).toBeNull();
    expect(run.level.duration).toBe(50);
    expect(run.generatorWarnings[0]).toMatch(/dropped 77 iterations although all 50/);
  });

  it("reads the machine-readable summary, whose failures are matches", () => {
    const run = importOne(k6MachineSummary);
    expect(run.version).toBe("1.2.3, machine-readable summary");
    expect(run.level).toMatchObject({ users: 2, requests: 400, failures: 4, duration: 20 });
  });

  it("refuses a summary without HTTP requests", () => {
    const text = k6SummaryExport.text.replaceAll("http_req", "grpc_req");
    expect(refusalOf({ ...k6SummaryExport, text })).toMatch(/lacks http_reqs/);
  });
});
