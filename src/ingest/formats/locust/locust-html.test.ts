import { describe, expect, it } from "vitest";
import { codesOf, importOne, refusalOf } from "../../testing/import-one.ts";
import { locustHtml } from "../../testing/synthetic-files.ts";

describe("importLocustHtml", () => {
  it("reads the embedded figures past braces and quotes inside names", () => {
    const run = importOne(locustHtml);
    expect(run.level).toMatchObject({
      users: 23,
      mostUsers: 30,
      requests: 2000,
      failures: 20,
      throughput: 20,
    });
    expect(run.level.duration).toBe(100);
    expect(run.level.responseTime).toEqual({
      mean: 0.25,
      p50: 0.2,
      p90: 0.4,
      p95: 0.5,
      p99: 0.8,
      max: 0.9,
    });
    expect(run.level.endpoints[0]?.path).toBe('/}"{');
    expect(codesOf(run)).toEqual(["ramp-included"]);
  });

  it("refuses a page that is cut off", () => {
    const text = locustHtml.text.slice(0, -60);
    expect(refusalOf({ ...locustHtml, text })).toMatch(/templateArgs/);
  });
});
