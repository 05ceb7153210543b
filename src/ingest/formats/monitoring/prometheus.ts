/**
 * The answer of Prometheus' `/api/v1/query_range` (a matrix): counters of a classic histogram
 * (`_bucket`, `_sum`, `_count`, in seconds unless the name says milliseconds) become throughput, mean
 * and percentiles of the window; what is not a counter becomes a gauge. A counter that falls was
 * reset, and counts on from 0. Values are strings and may be NaN; missing points are gaps. Native
 * histograms have their buckets in each point. Buckets are summed over instances before a percentile is
 * taken.
 *
 * Source: Prometheus documentation, "HTTP API" and "Histograms and summaries".
 */
import type { Gauge, Importer } from "../../imported-run.ts";
import { refused } from "../rejections.ts";
import { entriesAt, listAt, numberAt, parseJson, textAt } from "../text/json-value.ts";
import type { Bucket } from "./bucket-percentile.ts";
import { type Observed, productionRun } from "./production-run.ts";

interface Series {
  readonly labels: ReadonlyMap<string, string>;
  readonly values: readonly (readonly [number, number])[];
}

function seriesIn(result: unknown): Series {
  const labels = new Map(
    entriesAt(result, "metric").map(([key, value]) => [key, textAt(value)] as const),
  );
  const values = listAt(result, "values").flatMap((pair) => {
    const [time, value] = [numberAt(listAt(pair)[0]), numberAt(listAt(pair)[1])];
    return time === undefined || value === undefined ? [] : [[time, value] as const];
  });
  return { labels, values };
}

/** Growth of a counter, resets mended: after a fall the whole new value has been counted. */
function growth(values: Series["values"]): number {
  let total = 0;
  for (const [at, [, value]] of values.entries()) {
    const before = values[at - 1]?.[1];
    if (before !== undefined) total += value >= before ? value - before : value;
  }
  return total;
}

function label(series: Series, ...names: readonly string[]): string {
  for (const name of names) {
    const value = series.labels.get(name);
    if (value !== undefined) return value;
  }
  return "";
}

/** A native histogram: [time, {count, sum, buckets: [[rule, low, high, count], …]}], not cumulative. */
function nativeIn(result: unknown): readonly (readonly [number, unknown])[] {
  return listAt(result, "histograms").flatMap((pair) => {
    const time = numberAt(listAt(pair)[0]);
    return time === undefined ? [] : [[time, listAt(pair)[1]] as const];
  });
}

/** Counts by upper bound; where a bucket is missing below, an empty one keeps the lower bound. */
function bucketCounts(histogram: unknown): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const bucket of listAt(histogram, "buckets")) {
    const [, lower, upper, value] = listAt(bucket);
    const [low, high, count] = [numberAt(lower), numberAt(upper), numberAt(value)];
    if (high === undefined || count === undefined) continue;
    if (low !== undefined && !counts.has(low)) counts.set(low, 0);
    counts.set(high, (counts.get(high) ?? 0) + count);
  }
  return counts;
}

/** Growth from point to point, as of any counter: after a fall the whole new value has been counted. */
function nativeObserved(points: readonly (readonly [number, unknown])[], series: Series): Observed {
  const grown = new Map<number, number>();
  let [count, sum] = [0, 0];
  for (const [at, [, now]] of points.entries()) {
    const before = points[at - 1]?.[1];
    if (before === undefined) continue;
    const fell = (numberAt(now, "count") ?? 0) < (numberAt(before, "count") ?? 0);
    const since = (key: string) =>
      Math.max(0, (numberAt(now, key) ?? 0) - (fell ? 0 : (numberAt(before, key) ?? 0)));
    count += since("count");
    sum += since("sum");
    const earlier = fell ? new Map<number, number>() : bucketCounts(before);
    for (const [upTo, many] of bucketCounts(now)) {
      const more = Math.max(0, many - (earlier.get(upTo) ?? 0));
      grown.set(upTo, (grown.get(upTo) ?? 0) + more);
    }
  }
  const name = series.labels.get("__name__") ?? "";
  const scale = /millisecond|_ms$/.test(name) ? 1000 : 1;
  const buckets = [...grown].map(([upTo, many]) => ({ upTo: upTo / scale, count: many }));
  return { ...labelsOf(series), count, sum: sum / scale, buckets };
}

interface Histogram {
  count?: number;
  sum?: number;
  readonly cumulative: [number, number][];
  readonly first: Series;
}

export const importPrometheus: Importer = (file) => {
  const json = parseJson(file.name, file.text);
  if (!json.ok) return json;
  // promtool query range -o json prints the series alone.
  const bare = Array.isArray(json.value);
  if (!bare && textAt(json.value, "data", "resultType") !== "matrix") {
    return refused(
      file.name,
      `a matrix was expected, got "${textAt(json.value, "data", "resultType")}"`,
      "query /api/v1/query_range, which gives the figures over time",
    );
  }
  const histograms = new Map<string, Histogram>();
  const gauges: Gauge[] = [];
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  const natives: Observed[] = [];
  for (const result of bare ? listAt(json.value) : listAt(json.value, "data", "result")) {
    const series = seriesIn(result);
    const native = nativeIn(result);
    for (const [time] of native) {
      start = Math.min(start, time);
      end = Math.max(end, time);
    }
    if (native.length > 0) natives.push(nativeObserved(native, series));
    if (series.values.length === 0) continue;
    const name = series.labels.get("__name__") ?? "";
    const part = /^(.*)_(bucket|sum|count)$/.exec(name);
    if (!part) {
      const labels = [...series.labels].filter(([key]) => key !== "__name__");
      gauges.push(gaugeOf(`${name}{${labels.map(([k, v]) => `${k}="${v}"`).join(",")}}`, series));
      continue;
    }
    for (const [time] of series.values) {
      start = Math.min(start, time);
      end = Math.max(end, time);
    }
    const [, base = "", kind] = part;
    const identity = [...series.labels]
      .filter(([key]) => key !== "le" && key !== "__name__")
      .sort();
    const key = JSON.stringify([base, identity]);
    const histogram: Histogram = histograms.get(key) ?? { cumulative: [], first: series };
    histograms.set(key, histogram);
    const grown = growth(series.values);
    if (kind === "count") histogram.count = grown;
    else if (kind === "sum") histogram.sum = /millisecond|_ms$/.test(base) ? grown / 1000 : grown;
    else {
      const bound = Number(series.labels.get("le")?.replace("+Inf", "Infinity"));
      const scale = /millisecond|_ms$/.test(base) ? 1000 : 1;
      if (!Number.isNaN(bound)) histogram.cumulative.push([bound / scale, grown]);
    }
  }
  const classic = [...histograms.values()].flatMap((histogram) => observedOf(histogram) ?? []);
  const observed = [...classic, ...natives];
  if (observed.every((one) => one.count === 0) && gauges.length === 0) {
    return refused(
      file.name,
      "the matrix holds neither growing request counters nor gauges",
      'query a histogram whole, e.g. {__name__=~"http_request_duration_seconds_(bucket|sum|count)"}',
    );
  }
  const from = Number.isFinite(start) ? start : 0;
  const run = productionRun(
    "prometheus",
    file.name,
    observed,
    from,
    Math.max(0, end - from),
    gauges,
  );
  return { ok: true, value: [run] };
};

function observedOf({ count, sum, cumulative, first }: Histogram): Observed | undefined {
  const ascending = cumulative.sort(([a], [b]) => a - b);
  const buckets: Bucket[] = ascending.map(([upTo, total], at) => ({
    upTo,
    // Scrapes of a histogram are not atomic: a lower bucket may be ahead by a little.
    count: Math.max(0, total - (ascending[at - 1]?.[1] ?? 0)),
  }));
  const total = count ?? ascending.at(-1)?.[1];
  if (total === undefined) return undefined;
  return { ...labelsOf(first), count: total, sum, buckets };
}

function labelsOf(series: Series): Pick<Observed, "method" | "path" | "status"> {
  return {
    method: label(series, "method", "http_method", "http_request_method"),
    path: label(series, "path", "route", "uri", "handler", "http_route", "endpoint"),
    status: label(series, "status", "code", "status_code", "http_response_status_code"),
  };
}

function gaugeOf(name: string, { values }: Series): Gauge {
  let [min, max, sum] = [Number.POSITIVE_INFINITY, 0, 0];
  for (const [, value] of values) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
  }
  return { name, mean: sum / values.length, min, max, points: values };
}
