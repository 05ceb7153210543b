/**
 * OpenTelemetry metrics in OTLP JSON, one export or one a line. Histograms of durations of requests
 * (`http.server.request.duration`, `http.client.…`, `rpc.…`, `db.client.…`, `locust.client.duration`)
 * become throughput, mean and percentiles, one run a metric; delta points are added, of cumulative ones the
 * growth is taken. Gauges and other sums are kept as gauges. 64-bit integers are JSON strings.
 *
 * Source: open-telemetry/opentelemetry-proto, metrics.proto; OTLP specification 1.x.
 */
import type { Gauge, ImportedRun, Importer } from "../../imported-run.ts";
import { refused } from "../rejections.ts";
import { at, listAt, numberAt, parseJson, textAt } from "../text/json-value.ts";
import type { Bucket } from "./bucket-percentile.ts";
import { type Observed, productionRun } from "./production-run.ts";

const cumulativeTemporality = 2;
/** Units in which a metric may be a time, per second. */
const perSecond: Readonly<Record<string, number>> = { s: 1, ms: 1e3, us: 1e6, ns: 1e9 };

interface Point {
  readonly time: number;
  readonly start: number;
  readonly observed: Observed;
}

interface DurationPoints {
  readonly delta: Point[];
  /** By the attributes of the series. */
  readonly cumulative: Map<string, Point[]>;
}

function attribute(point: unknown, ...names: readonly string[]): string {
  for (const name of names) {
    const found = listAt(point, "attributes").find((one) => textAt(one, "key") === name);
    const value = at(found, "value");
    const text = textAt(value, "stringValue") || textAt(value, "intValue");
    if (text !== "") return text;
  }
  return "";
}

/** Explicit bounds, or those of an exponential histogram: base 2^(2^-scale) to the index. */
function bucketsOf(point: unknown, scale: number): Bucket[] {
  const bounds = listAt(point, "explicitBounds").map((bound) => numberAt(bound) ?? 0);
  const counts = listAt(point, "bucketCounts").map((count) => numberAt(count) ?? 0);
  if (counts.length > 0) {
    return counts.map((count, i) => ({
      upTo: (bounds[i] ?? Number.POSITIVE_INFINITY) / scale,
      count,
    }));
  }
  const exponent = Number(at(point, "scale"));
  const offset = Number(at(point, "positive", "offset") ?? 0);
  if (!Number.isInteger(exponent) || Math.abs(exponent) > 20 || !Number.isInteger(offset))
    return [];
  const base = 2 ** (2 ** -exponent);
  const zero = { upTo: 0, count: numberAt(point, "zeroCount") ?? 0 };
  const positive = listAt(point, "positive", "bucketCounts").map((count, i) => ({
    upTo: Math.min(Number.MAX_VALUE, base ** (offset + i + 1)) / scale,
    count: numberAt(count) ?? 0,
  }));
  return [zero, ...positive];
}

function pointOf(point: unknown, scale: number): Point | undefined {
  const count = numberAt(point, "count");
  const time = numberAt(point, "timeUnixNano");
  if (count === undefined || time === undefined) return undefined;
  const scaled = (value: number | undefined) => (value === undefined ? undefined : value / scale);
  return {
    time: time / 1e9,
    start: (numberAt(point, "startTimeUnixNano") ?? time) / 1e9,
    observed: {
      method: attribute(point, "http.request.method", "http.method", "rpc.method"),
      path: attribute(point, "http.route", "url.path", "http.target", "rpc.service", "name"),
      status: attribute(point, "http.response.status_code", "http.status_code"),
      count,
      sum: scaled(numberAt(point, "sum")),
      buckets: bucketsOf(point, scale),
      max: scaled(numberAt(point, "max")),
    },
  };
}

/** Growth of a cumulative series from its first point to its last; a fall was a restart. */
function grown(points: readonly Point[]): Observed[] {
  return points.slice(1).map(({ observed }, i) => {
    const before = points[i]?.observed;
    if (!before || observed.count < before.count) return observed;
    const earlier = new Map(before.buckets.map(({ upTo, count }) => [upTo, count]));
    const { max: _, ...rest } = observed;
    return {
      ...rest,
      count: observed.count - before.count,
      sum:
        observed.sum === undefined || before.sum === undefined
          ? undefined
          : Math.max(0, observed.sum - before.sum),
      buckets: observed.buckets.map(({ upTo, count }) => ({
        upTo,
        count: Math.max(0, count - (earlier.get(upTo) ?? 0)),
      })),
    };
  });
}

export const importOtlp: Importer = (file) => {
  const whole = parseJson(file.name, file.text);
  const exports: unknown[] = whole.ok ? [whole.value] : [];
  if (!whole.ok) {
    for (const line of file.text.split(/\r*\n/)) {
      const one = line.trim() === "" ? whole : parseJson(file.name, line);
      if (one.ok) exports.push(one.value);
    }
    if (exports.length === 0) return whole;
  }
  const durations = new Map<string, DurationPoints>();
  const gauges = new Map<string, [time: number, value: number][]>();
  for (const metric of exports
    .flatMap((one) => listAt(one, "resourceMetrics"))
    .flatMap((one) => listAt(one, "scopeMetrics"))
    .flatMap((one) => listAt(one, "metrics"))) {
    const name = textAt(metric, "name");
    const scale = perSecond[textAt(metric, "unit")];
    const histogram = at(metric, "histogram") ?? at(metric, "exponentialHistogram");
    if (histogram !== undefined && scale !== undefined && /duration|time|latency/.test(name)) {
      const found: DurationPoints = durations.get(name) ?? { delta: [], cumulative: new Map() };
      durations.set(name, found);
      const cumulative = numberAt(histogram, "aggregationTemporality") === cumulativeTemporality;
      for (const one of listAt(histogram, "dataPoints")) {
        const point = pointOf(one, scale);
        if (!point) continue;
        const key = JSON.stringify(at(one, "attributes") ?? []);
        const series = found.cumulative.get(key);
        if (!cumulative) found.delta.push(point);
        else if (series) series.push(point);
        else found.cumulative.set(key, [point]);
      }
      continue;
    }
    for (const one of [
      ...listAt(metric, "gauge", "dataPoints"),
      ...listAt(metric, "sum", "dataPoints"),
    ]) {
      const value = numberAt(one, "asDouble") ?? numberAt(one, "asInt");
      if (value === undefined) continue;
      // Connections of a pool are told apart by their state.
      const state = attribute(one, "db.client.connection.state", "state");
      const key = state === "" ? name : `${name}{state="${state}"}`;
      const point: [number, number] = [(numberAt(one, "timeUnixNano") ?? 0) / 1e9, value];
      const points = gauges.get(key);
      if (points) points.push(point);
      else gauges.set(key, [point]);
    }
  }
  const list = [...gauges].map(([name, points]): Gauge => {
    const values = points.map(([, value]) => value);
    const sum = values.reduce((a, b) => a + b, 0);
    const min = values.reduce((a, b) => Math.min(a, b));
    return {
      name,
      mean: sum / values.length,
      min,
      max: values.reduce((a, b) => Math.max(a, b)),
      points,
    };
  });
  const runs = [...durations].flatMap(([name, { delta, cumulative }]): ImportedRun[] => {
    const series = [...cumulative.values()].map((points) => points.sort((a, b) => a.time - b.time));
    const several = series.filter((points) => points.length > 1);
    // A single cumulative export has counted since its own start.
    const single = several.length > 0 ? [] : series.flat();
    const counted = [...delta, ...single];
    let start = Number.POSITIVE_INFINITY;
    let end = 0;
    for (const point of counted) {
      start = Math.min(start, point.start);
      end = Math.max(end, point.time);
    }
    for (const point of several.flat()) {
      start = Math.min(start, point.time);
      end = Math.max(end, point.time);
    }
    const observed = [...counted.map((point) => point.observed), ...several.flatMap(grown)];
    if (!observed.some((one) => one.count > 0)) return [];
    const run = productionRun(
      "otlp",
      file.name,
      observed,
      { start, duration: Math.max(0, end - start) },
      list,
    );
    return [{ ...run, name: `${run.name} ${name}` }];
  });
  return runs.length > 0
    ? { ok: true, value: runs }
    : refused(
        file.name,
        "no histogram of a duration in s, ms, us or ns has counted anything",
        "export http.server.request.duration of the service",
      );
};
