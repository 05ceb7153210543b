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

  it.each([
    ["summary export", { value: 0.25, passes: 30, fails: 90 }],
    ["handleSummary", { rate: 0.25, passes: 30, fails: 90 }],
    ["machine-readable summary", { matches: 30, total: 120, rate: 0.25 }],
  ])("keeps the failures of an endpoint in a %s, and what they are of", (kind, failed) => {
    const metrics = {
      http_reqs: { count: 1000, rate: 10 },
      http_req_duration: { avg: 20, med: 18, max: 90, "p(90)": 40, "p(95)": 50 },
      http_req_failed: { rate: 0.03, value: 0.03, passes: 30, fails: 970 },
      "http_req_duration{name:order}": { avg: 30, med: 28, max: 90, "p(90)": 50, "p(95)": 60 },
      "http_req_failed{name:order}": failed,
      vus: { value: 4, min: 4, max: 4 },
    };
    const list = Object.entries(metrics).map(([name, values]) => ({ name, values }));
    const nested = Object.fromEntries(list.map(({ name, values }) => [name, { values }]));
    const json =
      kind === "summary export"
        ? { metrics }
        : kind === "handleSummary"
          ? { metrics: nested }
          : { results: { metrics: list } };
    const { level } = importOne({ name: "k6.json", text: JSON.stringify(json) });
    expect(level.endpoints).toMatchObject([{ path: "order", requests: 120, failures: 30 }]);
  });

  it.each([
    // 50 ready, 100/s × 50 ms = 5 at work; 60/s × 0.8 s = 48 at work, 2 cut off at the end.
    [100, 50, "open", null],
    [60, 800, "unknown", 48],
  ])(
    "tells virtual users who wait from those who loop: %s/s of %s ms",
    (rate, avg, load, users) => {
      const metrics = {
        http_reqs: { count: rate * 60, rate },
        http_req_duration: { avg, med: avg, max: 2 * avg, "p(90)": avg, "p(95)": avg },
        iterations: { count: rate * 60, rate },
        iteration_duration: { avg, med: avg, max: 2 * avg },
        vus: { value: 50, min: 50, max: 50 },
        vus_max: { value: 50, min: 50, max: 50 },
      };
      const run = importOne({ name: "k6.json", text: JSON.stringify({ metrics }) });
      expect(run.loadModel).toBe(load);
      expect(run.level.throughput).toBe(rate);
      if (users === null) expect(run.level.users).toBeNull();
      else expect(run.level.users).toBeGreaterThanOrEqual(users);
      expect(codesOf(run).includes("users-idle")).toBe(users === null);
    },
  );

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
