/** What monitoring of a running system has in common: histograms of requests by label, and gauges. */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import {
  emptyRun,
  type Gauge,
  type ImportedEndpoint,
  type ImportedRun,
} from "../../imported-run.ts";
import { finding } from "../finding.ts";
import type { FormatName } from "../format-name.ts";
import { nameOfRun } from "../name-of-run.ts";
import { present } from "../present.ts";
import { type Bucket, bucketPercentile } from "./bucket-percentile.ts";

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
  };
}

/** A window of production traffic. Its load is open and its users unknown; N in flight is X·R. */
export function productionRun(
  format: FormatName,
  file: string,
  observed: readonly Observed[],
  start: number,
  duration: number,
  gauges: readonly Gauge[],
): ImportedRun {
  const knowsStatus = observed.some((one) => one.status !== "");
  const groups = new Map<string, Observed[]>();
  for (const one of observed) {
    const key = `${one.method} ${one.path}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  const total = figuresOf(observed, duration, knowsStatus);
  const endpoints: ImportedEndpoint[] = [...groups.values()].map((group) => ({
    method: group[0]?.method ?? "",
    path: group[0]?.path ?? "",
    ...figuresOf(group, duration, knowsStatus),
  }));
  const inFlight = (total.throughput ?? 0) * (total.responseTime.mean ?? 0);
  const hasRequests = observed.some((one) => one.count > 0);
  return {
    ...emptyRun(format, nameOfRun(file)),
    loadModel: "open",
    wholeRun: total,
    levels: hasRequests
      ? [
          {
            users: null,
            arrivalRate: total.throughput ?? null,
            start,
            duration: duration > 0 ? duration : null,
            warmUpCut: 0,
            covers: "whole run",
            ...total,
            endpoints,
            note: "production traffic",
          },
        ]
      : [],
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
        ]
      : [],
  };
}
