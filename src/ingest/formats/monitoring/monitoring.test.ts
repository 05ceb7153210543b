import { describe, expect, it } from "vitest";
import { importCampaign } from "../../import-campaign.ts";
import { importResults } from "../../import-results.ts";
import type { SourceText } from "../../imported-run.ts";
import { codesOf, importOne, refusalOf } from "../../testing/import-one.ts";
import { otlp, prometheus, wrk } from "../../testing/synthetic-files.ts";

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

/** Hours of one day, so many requests a second in each: half within 100 ms, the others within 250 ms. */
function dayOf(rates: readonly number[], step = 300, days = 1): SourceText {
  const start = 1_767_225_600;
  const points = (share: number) => {
    let total = 1000;
    const values: [number, string][] = [[start, String(total)]];
    for (let at = step; at <= 86_400 * days; at += step) {
      total += (rates[Math.floor(((at - step / 2) % 86_400) / 3600)] ?? 0) * step * share;
      values.push([start + at, String(total)]);
    }
    return values;
  };
  const one = (name: string, share: number, more = {}) => ({
    metric: { __name__: `http_request_duration_seconds_${name}`, code: "200", ...more },
    values: points(share),
  });
  const result = [
    ...[one("count", 1), one("sum", 0.12)],
    ...[one("bucket", 0.5, { le: "0.1" }), one("bucket", 1, { le: "0.25" })],
    one("bucket", 1, { le: "+Inf" }),
  ];
  return {
    name: "day.json",
    text: JSON.stringify({ status: "success", data: { resultType: "matrix", result } }),
  };
}

const rates = Array.from({ length: 24 }, (_, hour) => 10 + 5 * (hour % 12));

describe("a day of monitoring", () => {
  it.each([1, 3])("is a level an hour of the day, as open load, over %d days", (days) => {
    const [run] = importResults([dayOf(rates, 300, days)]).runs;
    expect(run?.loadModel).toBe("open");
    expect(run?.levels).toHaveLength(24);
    for (const [hour, level] of (run?.levels ?? []).entries()) {
      expect(level.arrivalRate).toBeCloseTo(rates[hour] ?? 0, 6);
      expect(level).toMatchObject({ users: null, duration: 3600 * days, failures: 0 });
      expect(level.responseTime.mean).toBeCloseTo(0.12, 9);
      // Half of the requests took at most 100 ms, and nobody knows where between 100 and 250 ms P95 lies.
      expect(level.percentileBounds).toMatchObject({ p50: [0, 0.1], p95: [0.1, 0.25] });
    }
    expect(run?.levels[14]?.note).toBe("production traffic, 14:00–15:00 UTC");
    expect(run?.wholeRun.throughput).toBeCloseTo(rates.reduce((a, b) => a + b, 0) / 24, 6);
    expect(run && codesOf(run)).toEqual(["production-traffic", "bucket-percentiles"]);
  });

  it("is one level where its points do not tell hours apart, or the window is short", () => {
    expect(importOne(dayOf(rates, 3600)).level.note).toBe("production traffic");
    expect(importOne(prometheus).level.note).toBe("production traffic");
  });

  it("counts plain counters of requests where there is no histogram", () => {
    const { text, name } = dayOf(rates);
    const value = JSON.parse(text);
    const [count] = value.data.result;
    count.metric.__name__ = "http_requests_total";
    value.data.result = [count];
    const [run] = importResults([{ name, text: JSON.stringify(value) }]).runs;
    expect(run?.levels[3]?.arrivalRate).toBeCloseTo(25, 6);
    expect(run?.levels[3]?.responseTime).toEqual({});
    // Beside a histogram it would count the same requests twice.
    const both = JSON.parse(text);
    both.data.result.push(count);
    const [other] = importResults([{ name, text: JSON.stringify(both) }]).runs;
    expect(other?.levels[3]?.arrivalRate).toBeCloseTo(25, 6);
  });

  it("is kept apart from the levels of a test beside it", () => {
    const parsed = importCampaign("shop", [wrk, dayOf(rates)]);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const { campaign, leftOut } = parsed.value;
    expect(leftOut).toEqual([]);
    expect(campaign.levels.map(({ users }) => users)).toEqual([50]);
    expect(campaign.openLevels).toHaveLength(24);
    expect(campaign.openLevels?.at(-1)).toMatchObject({ arrivalRate: 65 });
    expect(campaign.notices?.map(({ code }) => code)).toContain("production-traffic");
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
