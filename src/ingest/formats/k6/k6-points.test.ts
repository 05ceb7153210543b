import { describe, expect, it } from "vitest";
import { codesOf, importOne } from "../../testing/import-one.ts";
import { k6Csv, k6Points } from "../../testing/synthetic-files.ts";

describe.each([
  ["importK6Points", k6Points],
  ["importK6Csv", k6Csv],
])("%s", (_, file) => {
  it("reads the held load after its warm-up, users from the gauge", () => {
    const { level, wholeRun, usersFrom } = importOne(file);
    expect(usersFrom).toMatch(/gauge vus/);
    expect(wholeRun).toMatchObject({ requests: 240, failures: 60 });
    expect(level).toMatchObject({ users: 4, covers: "steady", throughput: 4 });
    expect(level.responseTime.mean).toBeCloseTo(0.2, 12);
    expect(level.responseTime.p99).toBeCloseTo(0.2, 12);
    expect(level.warmUpCut).toBeGreaterThanOrEqual(14);
    // one request in four fails
    expect((level.failures ?? 0) / (level.requests ?? 1)).toBe(0.25);
    expect(level.endpoints[0]).toMatchObject({ method: "GET", path: "home" });
  });
});

describe("importK6Points", () => {
  it("leaves out a cut last line and says so", () => {
    expect(codesOf(importOne(k6Points))).toContain("cut-last-line");
  });

  it("counts and locates lines that are not JSON", () => {
    const text = k6Points.text.replace('{"metric"', "damaged");
    expect(importOne({ ...k6Points, text }).rejected).toMatchObject({ count: 1 });
  });
});
