import { describe, expect, it } from "vitest";
import { importOne } from "../../testing/import-one.ts";
import { locustJson, locustWorkers } from "../../testing/synthetic-files.ts";

describe("importLocustJson", () => {
  it("finds the array between log lines and adds histograms up", () => {
    const { level, usersFrom } = importOne(locustJson);
    expect(usersFrom).toBe("in the file name");
    expect(level).toMatchObject({ users: 50, requests: 1000, failures: 9, duration: 100 });
    expect(level.throughput).toBe(10);
    // (90,000 + 60,000) ms / 1000
    expect(level.responseTime.mean).toBeCloseTo(0.15, 12);
    // 450 at 50, 405 at 100, 45 at 480, 100 at 600 ms. floor(1000·0.5) = 500 may lie below: 100 ms has
    // 450 below, 480 has 855. floor(1000·0.9) = 900: 600 has 900 below.
    expect(level.responseTime).toMatchObject({ p50: 0.1, p90: 0.6, p95: 0.6, max: 0.601 });
  });

  it("gives an endpoint the run's own duration, so that rates add up", () => {
    const { level } = importOne(locustJson);
    expect(level.endpoints.map((one) => one.throughput)).toEqual([9, 1]);
  });
});

describe("importLocustWorkers", () => {
  it("adds workers, users and errors up", () => {
    const { level, failures } = importOne(locustWorkers);
    expect(level).toMatchObject({ users: 50, requests: 1800, failures: 18 });
    expect(failures.map((one) => one.count)).toEqual([4, 4]);
  });
});
