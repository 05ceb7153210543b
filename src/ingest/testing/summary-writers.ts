/** Summaries of tools whose users pause as they like, and of tools that send at a rate. */

import type { SourceText } from "../imported-run.ts";
import {
  jsonFile,
  type MadeFigures,
  type MadeSummary,
  type SummaryWriter,
} from "./made-summary.ts";

function locustStats({ users, all, labels }: MadeSummary): SourceText {
  const shares = [0.5, 0.66, 0.75, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999, 1];
  const row = (type: string, name: string, of: MadeFigures) =>
    [
      ...[type, name, of.requests, of.failures, Math.round(of.p(0.5)), of.mean, of.min, of.max, 9],
      ...[of.perSecond, (of.perSecond * of.failures) / of.requests],
      ...shares.map((share) => Math.round(of.p(share))),
    ].join(",");
  const header =
    "Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%";
  const rows = labels.map((one) => row("GET", one.label.replace("GET ", ""), one));
  return {
    name: `made_u${users}_stats.csv`,
    text: [header, ...rows, row("", "Aggregated", all)].join("\r\n"),
  };
}

function k6Summary({ users, all, duration }: MadeSummary): SourceText {
  const trend = { avg: all.mean, med: all.p(0.5), min: all.min, max: all.max };
  return jsonFile("k6.json", {
    root_group: { name: "", path: "", groups: {}, checks: {} },
    metrics: {
      http_reqs: { count: all.requests, rate: all.perSecond },
      http_req_duration: { ...trend, "p(90)": all.p(0.9), "p(95)": all.p(0.95) },
      http_req_failed: {
        ...{ value: all.failures / all.requests, passes: all.failures },
        fails: all.requests - all.failures,
      },
      iterations: { count: all.requests, rate: all.perSecond },
      iteration_duration: { avg: (1000 * users * duration) / all.requests },
      vus: { value: users, min: users, max: users },
      vus_max: { value: users, min: users, max: users },
    },
  });
}

function jmeterStatistics({ users, all, labels }: MadeSummary): SourceText {
  const entry = (transaction: string, of: MadeFigures) => ({
    ...{ transaction, sampleCount: of.requests, errorCount: of.failures },
    errorPct: (100 * of.failures) / of.requests,
    ...{ meanResTime: of.mean, medianResTime: of.p(0.5) },
    ...{ minResTime: of.min, maxResTime: of.max },
    ...{ pct1ResTime: of.p(0.9), pct2ResTime: of.p(0.95), pct3ResTime: of.p(0.99) },
    ...{ throughput: of.perSecond, receivedKBytesPerSec: 1, sentKBytesPerSec: 1 },
  });
  const entries = [...labels.map((one) => [one.label, entry(one.label, one)])];
  const total = ["Total", entry("Total", all)];
  return jsonFile(`u${users}/statistics.json`, Object.fromEntries([...entries, total]));
}

function gatlingStats({ users, all, labels }: MadeSummary): SourceText {
  const stats = (name: string, of: MadeFigures) => {
    const both = (value: number) => ({ total: Math.round(value), ok: Math.round(value), ko: 0 });
    return {
      name,
      numberOfRequests: {
        ...{ total: of.requests, ok: of.requests - of.failures },
        ko: of.failures,
      },
      ...{ minResponseTime: both(of.min), maxResponseTime: both(of.max) },
      meanResponseTime: both(of.mean),
      ...{ percentiles1: both(of.p(0.5)), percentiles2: both(of.p(0.75)) },
      ...{ percentiles3: both(of.p(0.95)), percentiles4: both(of.p(0.99)) },
      meanNumberOfRequestsPerSecond: { total: of.perSecond, ok: of.perSecond, ko: 0 },
    };
  };
  const contents = labels.map((one, i) => {
    return [`req_${i}`, { type: "REQUEST", name: one.label, stats: stats(one.label, one) }];
  });
  return jsonFile(`u${users}/stats.json`, {
    ...{ type: "GROUP", name: "All Requests", stats: stats("All Requests", all) },
    contents: Object.fromEntries(contents),
  });
}

/** Of runs in which users pause as they like. */
export const summaryWriters: Readonly<Record<string, SummaryWriter>> = {
  "Locust _stats.csv": locustStats,
  "k6 --summary-export": k6Summary,
  "JMeter statistics.json": jmeterStatistics,
  "Gatling stats.json": gatlingStats,
  "JMeter Aggregate Report": ({ users, all, labels }) => {
    const row = (label: string, of: MadeFigures) =>
      [
        ...[label, of.requests, Math.trunc(of.mean), Math.round(of.p(0.5)), Math.round(of.p(0.9))],
        ...[Math.round(of.p(0.95)), Math.round(of.p(0.99)), of.min, of.max],
        ...[`${((100 * of.failures) / of.requests).toFixed(3)}%`, of.perSecond.toFixed(5), 1, 1],
      ].join(",");
    const header =
      "Label,# Samples,Average,Median,90% Line,95% Line,99% Line,Min,Max,Error %,Throughput,Received KB/sec,Sent KB/sec";
    const rows = labels.map((one) => row(one.label, one));
    return {
      name: `u${users}/aggregate.csv`,
      text: [header, ...rows, row("TOTAL", all)].join("\n"),
    };
  },
  "Taurus final statistics": ({ users, all, labels }) => {
    const row = (label: string, of: MadeFigures) =>
      [
        ...[of.mean / 1000, users, of.failures, of.requests - of.failures, of.requests],
        ...[of.p(0.5), of.p(0.9), of.p(0.95), of.p(0.99), of.max].map((ms) => ms / 1000),
        label,
      ].join(",");
    const header =
      "avg_rt,concurrency,fail,succ,throughput,perc_50.0,perc_90.0,perc_95.0,perc_99.0,perc_100.0,label";
    return {
      name: "final.csv",
      text: [header, row("", all), ...labels.map((one) => row(one.label, one))].join("\n"),
    };
  },
};

/** Of open load, which stands beside levels. */
export const openWriters: Readonly<Record<string, SummaryWriter>> = {
  vegeta: ({ duration, all }) =>
    jsonFile("vegeta.json", {
      latencies: {
        ...{ mean: all.mean * 1e6, max: all.max * 1e6, "50th": all.p(0.5) * 1e6 },
        ...{ "95th": all.p(0.95) * 1e6, "99th": all.p(0.99) * 1e6 },
      },
      ...{ duration: duration * 1e9, wait: 0, requests: all.requests, rate: all.perSecond },
      ...{ throughput: all.perSecond, success: 1 },
      status_codes: { "200": all.requests - all.failures, "500": all.failures },
      errors: [],
    }),
  "vegeta text": ({ duration, all }) => ({
    name: "vegeta.txt",
    text: `Requests      [total, rate, throughput]  ${all.requests}, ${all.perSecond.toFixed(2)}, ${all.perSecond.toFixed(2)}
Duration      [total, attack, wait]      ${duration.toFixed(3)}s, ${duration.toFixed(3)}s, 1ms
Latencies     [min, mean, 50, 90, 95, 99, max]  ${[all.min, all.mean, all.p(0.5), all.p(0.9), all.p(0.95), all.p(0.99), all.max].map((ms) => `${ms.toFixed(3)}ms`).join(", ")}
Success       [ratio]                    ${(100 - (100 * all.failures) / all.requests).toFixed(2)}%
Status Codes  [code:count]               ${all.failures > 0 ? `500:${all.failures}  ` : ""}200:${all.requests - all.failures}
Error Set:
`,
  }),
  "OpenTelemetry metrics": ({ start, duration, all }) => {
    const point = {
      startTimeUnixNano: `${Math.round(start * 1000)}000000`,
      timeUnixNano: `${Math.round((start + duration) * 1000)}000000`,
      ...{ count: String(all.requests), sum: (all.mean * all.requests) / 1000 },
      ...{ bucketCounts: ["0", String(all.requests), "0"] },
      ...{ explicitBounds: [(all.min - 1) / 1000, all.max / 1000] },
      attributes: [],
    };
    const metric = {
      ...{ name: "http.server.request.duration", unit: "s" },
      histogram: { aggregationTemporality: 1, dataPoints: [point] },
    };
    return jsonFile("otlp.json", {
      resourceMetrics: [{ resource: {}, scopeMetrics: [{ metrics: [metric] }] }],
    });
  },
  artillery: ({ start, duration, all }) =>
    jsonFile("artillery.json", {
      aggregate: {
        counters: {
          ...{ "vusers.created": all.requests, "http.requests": all.requests },
          ...{ "http.responses": all.requests, "http.codes.200": all.requests - all.failures },
          ...(all.failures > 0 ? { "http.codes.500": all.failures } : {}),
        },
        ...{ firstCounterAt: start * 1000, lastCounterAt: (start + duration) * 1000 },
        summaries: {
          "http.response_time": {
            ...{ count: all.requests, min: all.min, max: all.max, mean: all.mean },
            ...{ p50: all.p(0.5), p95: all.p(0.95), p99: all.p(0.99) },
          },
        },
      },
      intermediate: [],
    }),
  Prometheus: ({ start, duration, all }) => {
    const series = (name: string, grown: number, more = {}) => ({
      metric: { __name__: `http_seconds_${name}`, code: "200", ...more },
      values: [
        [start, "7"],
        [start + duration, String(7 + grown)],
      ],
    });
    const bounds = [0.25, 0.75, 1].map((share) => Math.ceil(all.p(share)) / 1000);
    const result = [
      ...[series("count", all.requests), series("sum", (all.mean * all.requests) / 1000)],
      ...[...new Set(bounds)].map((le, i) =>
        series("bucket", Math.round(all.requests * ([0.25, 0.75, 1][i] ?? 1)), { le: String(le) }),
      ),
      series("bucket", all.requests, { le: "+Inf" }),
    ];
    return jsonFile("range.json", { status: "success", data: { resultType: "matrix", result } });
  },
};
