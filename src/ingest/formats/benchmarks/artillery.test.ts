import { describe, expect, it } from "vitest";
import { codesOf, importOne, refusalOf } from "../../testing/import-one.ts";
import { artilleryOne, artilleryTwo } from "../../testing/synthetic-files.ts";

describe("importArtillery", () => {
  it("divides what was counted by the time counted in, not by the rounded rate", () => {
    const run = importOne(artilleryTwo);
    expect(run.loadModel).toBe("open");
    // 980 answers and 20 errors in 100 s; 500 users came in them
    expect(run.level).toMatchObject({
      users: null,
      arrivalRate: 5,
      requests: 1000,
      failures: 30,
      throughput: 10,
      duration: 100,
    });
    expect(run.level.responseTime.mean).toBeCloseTo(0.0505, 12);
    expect(run.level.endpoints.map((one) => one.path)).toEqual(["/a"]);
    expect(run.generatorWarnings[0]).toMatch(/skipped 3 users/);
  });

  it("reads version 1, which has no mean, strings for numbers and NaN", () => {
    const run = importOne(artilleryOne);
    expect(run.level).toMatchObject({ arrivalRate: 5, requests: 200, throughput: 10 });
    expect(run.level.responseTime).toEqual({ p50: 0.02, p95: 0.06, max: 0.09 });
    expect(codesOf(run)).toContain("no-mean");
    expect(run.failures.map(({ error }) => error)).toContain("ENOTFOUND");
  });

  it("refuses a report in which nothing completed", () => {
    const text = artilleryOne.text.replace('"requestsCompleted":200', '"requestsCompleted":0');
    expect(refusalOf({ ...artilleryOne, text })).toMatch(/no completed request/);
  });
});
