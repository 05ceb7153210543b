/**
 * The answer of Prometheus' `/api/v1/query_range` (a matrix): counters of a classic histogram
 * (`_bucket`, `_sum`, `_count`, in seconds unless the name says milliseconds) become throughput, mean
 * and percentiles of the window; what is not a counter becomes a gauge. A counter that falls was
 * reset, and counts on from 0. Values are strings and may be NaN; missing points are gaps. Native
 * histograms have their buckets in each point. Without a histogram `…requests_total` counts requests. Hours of a
 * longer window are levels of their own, and so are the loads that a generator's own gauge of users tells.
 * Buckets are summed over instances before a percentile is taken.
 *
 * Source: Prometheus documentation, "HTTP API" and "Histograms and summaries".
 */
import type { Gauge, Importer } from "../../imported-run.ts";
import { refused } from "../rejections.ts";
import { entriesAt, listAt, numberAt, parseJson, textAt } from "../text/json-value.ts";
import type { Bucket } from "./bucket-percentile.ts";
import { heldUsers, tellsUsers } from "./held-users.ts";
import { hoursOfDay } from "./hours-of-day.ts";
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

/** Whether what grew between two points, by the time in the middle, belongs to the window. */
type Within = (time: number) => boolean;

/** Growth of a counter, resets mended: after a fall the whole new value has been counted. */
function growth(values: Series["values"], within: Within): number {
  let total = 0;
  for (const [at, [time, value]] of values.entries()) {
    const before = values[at - 1];
    if (before === undefined || !within((before[0] + time) / 2)) continue;
    total += value >= before[1] ? value - before[1] : value;
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
function nativeObserved(
  points: readonly (readonly [number, unknown])[],
  series: Series,
  within: Within,
): Observed {
  const grown = new Map<number, number>();
  let [count, sum] = [0, 0];
  for (const [at, [time, now]] of points.entries()) {
    const [timeBefore, before] = points[at - 1] ?? [];
    if (timeBefore === undefined || !within((timeBefore + time) / 2)) continue;
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

export const importPrometheus: Importer = (file, options) => {
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
  const results = bare ? listAt(json.value) : listAt(json.value, "data", "result");
  const all = results.map((result) => ({ series: seriesIn(result), native: nativeIn(result) }));
  const gauges = all.flatMap(({ series }) => gaugeIn(series) ?? []);
  const timed = all.filter(({ series, native }) => native.length > 0 || isCounter(series));
  // Beside a histogram a plain counter would count its requests twice.
  const counters = timed.length > 0 ? timed : all.filter(({ series }) => isRequestTotal(series));
  const times = counters.map(({ series: { values }, native }) => [
    ...values.map(([time]) => time),
    ...native.map(([time]) => time),
  ]);
  const observed = observe(counters, () => true);
  if (observed.every((one) => one.count === 0) && gauges.length === 0) {
    return refused(
      file.name,
      "the matrix holds neither growing request counters nor gauges",
      'query a histogram whole, e.g. {__name__=~"http_request_duration_seconds_(bucket|sum|count)"}',
    );
  }
  const start = times.flat().reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const end = times.flat().reduce((a, b) => Math.max(a, b), 0);
  const from = Number.isFinite(start) ? start : 0;
  const hours = hoursOfDay(times).map(({ within, ...hour }) => {
    return { ...hour, observed: observe(counters, within) };
  });
  const users = all.filter(({ series }) => tellsUsers(series.labels));
  const held = heldUsers(
    users.map(({ series }) => series.values),
    options.warmUp,
  ).map(({ within, ...load }) => ({ ...load, observed: observe(counters, within) }));
  const gauge = [...new Set(users.map(({ series }) => nameOf(series)))].join(", ");
  const window = { start: from, duration: Math.max(0, end - from), hours, held, gauge };
  return {
    ok: true,
    value: [productionRun("prometheus", file.name, observed, window, gauges)],
  };
};

interface Counter {
  readonly series: Series;
  readonly native: ReturnType<typeof nativeIn>;
}

const counterName = /^(.*)_(bucket|sum|count)$/;
const requestTotal = /requests?(?:_[a-z]+)*_total$/;

const nameOf = ({ labels }: Series) => labels.get("__name__") ?? "";

const isCounter = (series: Series) => series.values.length > 0 && counterName.test(nameOf(series));

const isRequestTotal = (series: Series) =>
  series.values.length > 0 && requestTotal.test(nameOf(series));

function gaugeIn(series: Series): Gauge | undefined {
  if (series.values.length === 0 || isCounter(series) || isRequestTotal(series)) return undefined;
  const labels = [...series.labels].filter(([key]) => key !== "__name__");
  return gaugeOf(`${nameOf(series)}{${labels.map(([k, v]) => `${k}="${v}"`).join(",")}}`, series);
}

/** What was counted within a window, by labels. */
function observe(counters: readonly Counter[], within: Within): readonly Observed[] {
  const histograms = new Map<string, Histogram>();
  const natives: Observed[] = [];
  for (const { series, native } of counters) {
    if (native.length > 0) natives.push(nativeObserved(native, series, within));
    const plain = isRequestTotal(series) ? ["", nameOf(series), "count"] : [];
    const [, base = "", kind] = counterName.exec(nameOf(series)) ?? plain;
    if (series.values.length === 0 || kind === undefined) continue;
    const identity = [...series.labels]
      .filter(([key]) => key !== "le" && key !== "__name__")
      .sort();
    const key = JSON.stringify([base, identity]);
    const histogram: Histogram = histograms.get(key) ?? { cumulative: [], first: series };
    histograms.set(key, histogram);
    const grown = growth(series.values, within);
    if (kind === "count") histogram.count = grown;
    else if (kind === "sum") histogram.sum = /millisecond|_ms$/.test(base) ? grown / 1000 : grown;
    else {
      const bound = Number(series.labels.get("le")?.replace("+Inf", "Infinity"));
      const scale = /millisecond|_ms$/.test(base) ? 1000 : 1;
      if (!Number.isNaN(bound)) histogram.cumulative.push([bound / scale, grown]);
    }
  }
  return [...[...histograms.values()].flatMap((one) => observedOf(one) ?? []), ...natives];
}

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
