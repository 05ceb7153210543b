import { describe, expect, it } from "vitest";
import { locustIdle, locustOldRequests, locustStats } from "../../testing/synthetic-files.ts";
import { readLocustStats } from "./locust-stats.ts";

const read = (file: typeof locustStats) => {
  const parsed = readLocustStats(file);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed.value;
};

describe("readLocustStats", () => {
  it("reads names with commas and quotes across CR CR LF, and milliseconds as seconds", () => {
    const { total, endpoints, rejected } = read(locustStats);
    expect(endpoints.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /list?a=1,2&q="x"',
      "POST /buy",
    ]);
    expect(total).toEqual({
      requests: 4000,
      failures: 40,
      throughput: 40,
      responseTime: { mean: 0.15, p50: 0.1, p90: 0.3, p95: 0.5, p99: 0.9, max: 1.9905 },
    });
    expect(rejected.count).toBe(0);
  });

  it("reads the columns of 0.12, whose total is called Total and typed None", () => {
    const { total, endpoints, version } = read(locustOldRequests);
    expect(version).toBe("0.8–0.12");
    expect(endpoints).toHaveLength(1);
    expect(total).toMatchObject({ requests: 600, failures: 6, throughput: 10 });
    expect(total.responseTime.mean).toBe(0.1);
  });

  it("takes N/A as absent and says nothing of times without requests", () => {
    expect(read(locustIdle).total).toEqual({
      requests: 0,
      failures: 0,
      throughput: 0,
      responseTime: {},
    });
  });

  it("leaves out a last line that is cut and adds the endpoints up in its stead", () => {
    const cut = locustStats.text.slice(0, locustStats.text.indexOf(",Aggregated") + 14);
    const { total, cut: told } = read({ ...locustStats, text: cut });
    expect(told).toBe(true);
    expect(total.requests).toBe(4000);
    // (3000·100 + 1000·300) / 4000 = 150 ms; percentiles do not add up and are absent.
    expect(total.responseTime).toEqual({ mean: 0.15 });
  });

  it("locates a row with more failures than requests", () => {
    const text = locustStats.text.replace("POST,/buy,1000,10", "POST,/buy,1000,1001");
    const { rejected } = read({ ...locustStats, text });
    expect(rejected.first[0]).toMatchObject({ file: locustStats.name, line: 3, column: 4 });
  });

  it("refuses a file without rows", () => {
    const header = locustStats.text.split("\r")[0] ?? "";
    expect(readLocustStats({ ...locustStats, text: `${header}\n` }).ok).toBe(false);
  });
});
