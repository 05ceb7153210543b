/** What monitoring of a running system has in common: histograms of requests by label, and gauges. */
import type { PercentileBounds, ResponseTimes } from "../../../measurement/campaign.ts";
import type { Finding } from "../../../measurement/finding.ts";
import type { Seconds } from "../../../units.ts";
import { inTime } from "../../../wording/wording.ts";
import {
  emptyRun,
  type Figures,
  type Gauge,
  type ImportedEndpoint,
  type ImportedLevel,
  type ImportedRun,
} from "../../imported-run.ts";
import { finding } from "../finding.ts";
import type { FormatName } from "../format-name.ts";
import { nameOfRun } from "../name-of-run.ts";
import { present } from "../present.ts";
import { bucketBounds } from "./bucket-bounds.ts";
import { type Bucket, bucketPercentile } from "./bucket-percentile.ts";
import type { HeldUsers } from "./held-users.ts";

/** Growth of one labelled histogram over the window; `buckets` may be empty. */
export interface Observed {
  readonly method: string;
  readonly path: string;
  readonly status: string;
  readonly count: number;
  /** Sum of the response times, seconds; undefined where the source has none. */
  readonly sum: number | undefined;
  readonly buckets: readonly Bucket[];
  readonly max?: number | undefined;
}

interface Merged {
  requests: number;
  failures: number;
  sum: number | undefined;
  max: number | undefined;
  readonly buckets: Map<number, number>;
}

/** Buckets of equal bounds add up; percentiles are taken once, after all were added. */
function merge(observed: readonly Observed[]): Merged {
  const merged: Merged = { requests: 0, failures: 0, sum: 0, max: 0, buckets: new Map() };
  for (const one of observed) {
    merged.requests += one.count;
    if (/^5|^(?:error|UNKNOWN)$/i.test(one.status)) merged.failures += one.count;
    merged.sum =
      merged.sum === undefined || one.sum === undefined ? undefined : merged.sum + one.sum;
    merged.max =
      merged.max === undefined || one.max === undefined ? undefined : Math.max(merged.max, one.max);
    for (const { upTo, count } of one.buckets) {
      merged.buckets.set(upTo, (merged.buckets.get(upTo) ?? 0) + count);
    }
  }
  return merged;
}

function endpointsOf(
  observed: readonly Observed[],
  duration: Seconds,
  knowsStatus: boolean,
): readonly ImportedEndpoint[] {
  const groups = new Map<string, Observed[]>();
  for (const one of observed) {
    const key = `${one.method} ${one.path}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()].map((group) => ({
    method: group[0]?.method ?? "",
    path: group[0]?.path ?? "",
    ...figuresOf(group, duration, knowsStatus),
  }));
}

/** A percentile of buckets is known to its bucket. */
function bucketFindings({ percentileBounds, responseTime }: Figures): readonly Finding[] {
  const [from, to] = percentileBounds?.p95 ?? [];
  const { p95 } = responseTime;
  if (from === undefined || to === undefined || p95 === undefined) return [];
  const bounds =
    to === null ? `above ${inTime(from)}` : `between ${inTime(from)} and ${inTime(to)}`;
  return [
    finding(
      "bucket-percentiles",
      "note",
      null,
      `Percentiles are read off the buckets of a histogram: P95 lies ${bounds}; ${inTime(p95)} is a straight line through its bucket.`,
      "a histogram tells how many requests lie in a bucket, not where in it",
      "add bucket bounds around the red line, or use native histograms",
    ),
  ];
}

function figuresOf(observed: readonly Observed[], duration: number, knowsStatus: boolean) {
  const { requests, failures, sum, max, buckets } = merge(observed);
  const list: Bucket[] = [...buckets].map(([upTo, count]) => ({ upTo, count }));
  const share = (p: number) => bucketPercentile(list, p);
  return {
    ...present({
      requests: Math.round(requests),
      failures: knowsStatus ? Math.round(failures) : undefined,
      throughput: duration > 0 ? requests / duration : undefined,
    }),
    responseTime: present<ResponseTimes>({
      mean: requests > 0 && sum !== undefined ? sum / requests : undefined,
      p50: share(0.5),
      p90: share(0.9),
      p95: share(0.95),
      p99: share(0.99),
      max,
    }),
    ...(list.length === 0 ? {} : { percentileBounds: boundsOf(list) }),
  };
}

function boundsOf(buckets: readonly Bucket[]): PercentileBounds {
  const bounds = (["p50", "p90", "p95", "p99"] as const).flatMap((name) => {
    const found = bucketBounds(buckets, Number(name.slice(1)) / 100);
    return found === undefined ? [] : [[name, found] as const];
  });
  return Object.fromEntries(bounds);
}

/** The end of a bucket over its beginning; a percentile of a wider one is no figure to fit. */
const widestBucket = 1.3;

function withoutWide(times: ResponseTimes, bounds: PercentileBounds = {}): ResponseTimes {
  const kept: { -readonly [K in keyof ResponseTimes]: ResponseTimes[K] } = { ...times };
  for (const name of ["p50", "p90", "p95", "p99"] as const) {
    const [from = 0, to = null] = bounds[name] ?? [];
    if (to === null || !(to <= from * widestBucket)) delete kept[name];
  }
  return kept;
}

export interface ProductionWindow {
  /** Unix seconds. */
  readonly start: number;
  readonly duration: Seconds;
  /** Hours of the day that are levels of their own; none where the window is short. */
  readonly hours?: readonly {
    readonly name: string;
    readonly start: number | null;
    readonly duration: Seconds;
    readonly observed: readonly Observed[];
  }[];
  /** Loads that a generator held meanwhile, by its own gauge of users; none where nothing tells. */
  readonly held?: readonly (Omit<HeldUsers, "within"> & {
    readonly observed: readonly Observed[];
  })[];
  /** Name of that gauge. */
  readonly gauge?: string;
}

/**
 * A window of production traffic. Its load is open and its users unknown; N in flight is X·R. Where a load
 * generator tells its users beside it, it is a test of so many levels.
 */
export function productionRun(
  format: FormatName,
  file: string,
  observed: readonly Observed[],
  { start, duration, hours = [], held = [], gauge = "" }: ProductionWindow,
  gauges: readonly Gauge[],
): ImportedRun {
  const knowsStatus = observed.some((one) => one.status !== "");
  const levelOf = (
    of: readonly Observed[],
    window: { readonly start: number | null; readonly duration: Seconds },
    note: string,
  ): ImportedLevel => {
    const figures = figuresOf(of, window.duration, knowsStatus);
    return {
      users: null,
      arrivalRate: figures.throughput ?? null,
      start: window.start,
      duration: window.duration > 0 ? window.duration : null,
      warmUpCut: 0,
      covers: "whole run",
      ...figures,
      endpoints: endpointsOf(of, window.duration, knowsStatus),
      note,
    };
  };
  const total = figuresOf(observed, duration, knowsStatus);
  const loads = held.filter((load) => load.observed.some((one) => one.count > 0));
  if (loads.length > 0) {
    const levels = loads.map(({ users, warmUpCut, ...load }): ImportedLevel => {
      const { percentileBounds, ...level } = levelOf(load.observed, load, "");
      const narrow = (times: ResponseTimes) => withoutWide(times, percentileBounds);
      return {
        ...level,
        ...{ users, warmUpCut, arrivalRate: null, covers: "steady" },
        responseTime: narrow(level.responseTime),
        endpoints: level.endpoints.map(({ percentileBounds: bounds, ...one }) => {
          return { ...one, responseTime: withoutWide(one.responseTime, bounds) };
        }),
      };
    });
    return {
      ...emptyRun(format, nameOfRun(file)),
      loadModel: "closed",
      usersFrom: `in the gauge ${gauge}`,
      wholeRun: total,
      levels,
      gauges,
      percentiles: {
        method: "histogram, linear inside a bucket",
        resolution: "buckets up to 30 % wide",
      },
      findings: [
        finding(
          "test-seen-by-server",
          "note",
          null,
          "Requests and times are those that the system counted while the load generator ran: network and clients are part of the think time, and requests of others are counted, too.",
          "a server's histogram begins where a request arrives; P50 to P99 of wide buckets are left out",
          "give the load generator's own results beside it where there are any",
        ),
      ],
    };
  }
  const inFlight = (total.throughput ?? 0) * (total.responseTime.mean ?? 0);
  const hasRequests = observed.some((one) => one.count > 0);
  return {
    ...emptyRun(format, nameOfRun(file)),
    loadModel: "open",
    wholeRun: total,
    levels: !hasRequests
      ? []
      : hours.length > 1
        ? hours
            .filter((hour) => hour.observed.some((one) => one.count > 0))
            .map((hour) => levelOf(hour.observed, hour, `production traffic, ${hour.name}`))
        : [levelOf(observed, { start, duration }, "production traffic")],
    gauges,
    percentiles: observed.some((one) => one.buckets.length > 0)
      ? { method: "histogram, linear inside a bucket", resolution: "the width of its buckets" }
      : null,
    findings: hasRequests
      ? [
          finding(
            "production-traffic",
            "note",
            null,
            `On average ${inFlight.toPrecision(3)} requests were in flight (X·R); how many users that were is not in the file.`,
            "Little's law, N = X·R, counts requests and not the users who think",
            "use these figures to check a model, not as a level of a closed test",
          ),
          ...bucketFindings(total),
        ]
      : [],
  };
}
