import { describe, expect, it } from "vitest";
import { importOne, refusalOf } from "../../testing/import-one.ts";
import { otlp, prometheus } from "../../testing/synthetic-files.ts";

describe("importPrometheus", () => {
  it("takes the growth of counters, a restart mended, over the window", () => {
    const run = importOne(prometheus);
    // 1000 → 1100, then restarted and at 200: 300 requests in 60 s, (1 + 2) s in all
    expect(run.loadModel).toBe("open");
    expect(run.level).toMatchObject({ requests: 300, throughput: 5, arrivalRate: 5, users: null });
    expect(run.level.responseTime.mean).toBeCloseTo(0.01, 12);
    // 150 up to 10 ms, 150 up to 20 ms: P50 at 10 ms, P90 at 10 + 10·(270 − 150)/150 = 18 ms
    expect(run.level.responseTime.p50).toBeCloseTo(0.01, 12);
    expect(run.level.responseTime.p90).toBeCloseTo(0.018, 12);
    expect(run.level.endpoints).toMatchObject([{ method: "GET", path: "/a" }]);
  });

  it("keeps gauges, NaN passed over", () => {
    expect(importOne(prometheus).gauges).toMatchObject([
      { name: 'pool_in_use{pool="main"}', mean: 3, min: 2, max: 4 },
    ]);
  });

  it("refuses an instant query", () => {
    const text = prometheus.text.replace('"matrix"', '"vector"');
    expect(refusalOf({ ...prometheus, text })).toMatch(/query_range/);
  });
});

describe("importOtlp", () => {
  it("reads a delta histogram with 64-bit integers as strings", () => {
    const run = importOne(otlp);
    expect(run.level).toMatchObject({ requests: 100, failures: 100, throughput: 10, duration: 10 });
    expect(run.level.responseTime).toMatchObject({ mean: 0.05, p50: 0.05, max: 0.09 });
    expect(run.gauges).toMatchObject([{ name: "process.cpu.utilization", mean: 0.5 }]);
  });

  it("takes the growth of a cumulative histogram", () => {
    const value = JSON.parse(otlp.text);
    const { histogram } = value.resourceMetrics[0].scopeMetrics[0].metrics[0];
    const [point] = histogram.dataPoints;
    histogram.aggregationTemporality = 2;
    const later = { ...point, timeUnixNano: "1700000030000000000", count: "300", sum: 25 };
    histogram.dataPoints.push({ ...later, bucketCounts: ["0", "300", "0"] });
    const { level } = importOne({ ...otlp, text: JSON.stringify(value) });
    // 200 requests and 20 s of work in 20 s
    expect(level).toMatchObject({ requests: 200, throughput: 10, duration: 20 });
    expect(level.responseTime.mean).toBeCloseTo(0.1, 12);
  });

  it("reads an exponential histogram", () => {
    const value = JSON.parse(otlp.text);
    const [metric] = value.resourceMetrics[0].scopeMetrics[0].metrics;
    const [{ bucketCounts: _, explicitBounds: __, ...point }] = metric.histogram.dataPoints;
    metric.exponentialHistogram = {
      aggregationTemporality: 1,
      // scale 0: base 2; offset −4: buckets up to 1/8 and 1/4
      dataPoints: [{ ...point, scale: 0, positive: { offset: -4, bucketCounts: ["50", "50"] } }],
    };
    metric.histogram = undefined;
    const { level } = importOne({ ...otlp, text: JSON.stringify(value) });
    expect(level.responseTime.p50).toBeCloseTo(0.125, 12);
  });
});
