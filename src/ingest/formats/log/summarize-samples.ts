/**
 * From single requests to levels: the path shared by every format that logs each request. Counts,
 * means and percentiles are exact; a request belongs to the second in which it ended.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { Seconds } from "../../../units.ts";
import type {
  Figures,
  ImportedEndpoint,
  ImportedFailure,
  ImportedLevel,
  SeriesPoint,
} from "../../imported-run.ts";
import { percentile } from "../percentile.ts";
import { present } from "../present.ts";
import { type UsersAt, usersOver } from "./mean-users.ts";
import { type CumulativePoint, steadyLevels } from "./steady-levels.ts";

/** One request. */
export interface Sample {
  /** When it ended: unix seconds, or seconds since the start. */
  readonly end: number;
  readonly responseTime: Seconds;
  readonly method: string;
  readonly path: string;
  /** What went wrong; "" for a success. */
  readonly error: string;
  /** The time is a part of several requests' together: a mean may be taken of it, no percentile. */
  readonly averaged?: boolean;
}

export interface SampleSummary {
  readonly wholeRun: Figures;
  readonly levels: readonly ImportedLevel[];
  readonly failures: readonly ImportedFailure[];
  readonly series: readonly SeriesPoint[];
}

/** What linear interpolation over all samples gives. */
export const exactPercentiles = {
  method: "exact, linear interpolation over all samples",
  resolution: "that of the logged times",
} as const;

/** The series keeps at most this many points; a longer run gets wider ones. */
export const mostPoints = 20_000;
/** Errors of more kinds than this are counted together. */
export const mostErrors = 1000;

/**
 * Summarizes the requests of one run. With a timeline of users the held loads become levels, their
 * warm-up cut; without one, or when no load was held, the whole run is one level of `users`.
 * O(n log n) in the number of requests.
 */
export function summarizeSamples(
  samples: readonly Sample[],
  timeline: readonly UsersAt[],
  users: number | null,
  warmUp?: Seconds,
): SampleSummary {
  const sorted = [...samples].sort((a, b) => a.end - b.end);
  const earliest = sorted.reduce(
    (least, { end, responseTime }) => Math.min(least, end - responseTime),
    Number.POSITIVE_INFINITY,
  );
  // A clock that counts from the start may give 0 − rounding.
  const first = Math.max(0, earliest);
  const last = sorted.at(-1)?.end ?? 0;
  if (sorted.length === 0) {
    return { wholeRun: { responseTime: {} }, levels: [], failures: [], series: [] };
  }
  const wholeRun = figuresOf(sorted, last - first);
  const changes = [...timeline].sort((a, b) => a.time - b.time);
  const points = pointsOf(sorted, changes, first, last);
  const found = timeline.length > 0 ? steadyLevels(points, warmUp) : [];
  const levels = found.map(({ level, from, to }): ImportedLevel => {
    if (level.covers === "ramp") return level;
    const inside = sorted.slice(after(sorted, from.time), after(sorted, to.time));
    const duration = to.time - from.time;
    return {
      ...level,
      ...figuresOf(inside, duration),
      endpoints: endpointsOf(inside, duration),
      failureKinds: failuresOf(inside),
    };
  });
  const whole: ImportedLevel = {
    ...wholeUsers(users, changes, first, last),
    arrivalRate: null,
    start: first,
    duration: last > first ? last - first : null,
    warmUpCut: 0,
    covers: "whole run",
    ...wholeRun,
    endpoints: endpointsOf(sorted, last - first),
    failureKinds: failuresOf(sorted),
    note: "whole run, ramp included",
  };
  return {
    wholeRun,
    levels: levels.length > 0 ? levels : [whole],
    failures: failuresOf(sorted),
    series: seriesOf(points, timeline.length > 0),
  };
}

/** Users of the whole run: what is known, else their mean over time. */
export function wholeUsers(
  known: number | null,
  timeline: readonly UsersAt[],
  first: number,
  last: number,
): { readonly users: number | null; readonly mostUsers?: number } {
  return known === null ? (usersOver(timeline, first, last) ?? { users: null }) : { users: known };
}

/** Exact figures of these requests over a window of this length. */
export function figuresOf(samples: readonly Sample[], duration: Seconds): Figures {
  const times = Float64Array.from(samples, (sample) => sample.responseTime).sort();
  let total = 0;
  for (const time of times) total += time;
  const failures = samples.reduce((count, { error }) => count + (error === "" ? 0 : 1), 0);
  const single = !samples.some(({ averaged }) => averaged);
  const share = (p: number) => (single ? percentile(times, p) : undefined);
  return {
    requests: samples.length,
    failures,
    ...present({ throughput: duration > 0 ? samples.length / duration : undefined }),
    responseTime: present<ResponseTimes>({
      mean: samples.length > 0 ? total / samples.length : undefined,
      p50: share(0.5),
      p90: share(0.9),
      p95: share(0.95),
      p99: share(0.99),
      max: single ? times.at(-1) : undefined,
    }),
  };
}

function endpointsOf(samples: readonly Sample[], duration: Seconds): ImportedEndpoint[] {
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const key = `${sample.method} ${sample.path}`;
    const group = groups.get(key);
    if (group) group.push(sample);
    else groups.set(key, [sample]);
  }
  return [...groups.values()].map((group) => ({
    method: group[0]?.method ?? "",
    path: group[0]?.path ?? "",
    ...figuresOf(group, duration),
  }));
}

function failuresOf(samples: readonly Sample[]): ImportedFailure[] {
  const counted = new Map<string, { sample: Sample; count: number }>();
  let others = 0;
  for (const sample of samples) {
    if (sample.error === "") continue;
    const key = JSON.stringify([sample.method, sample.path, sample.error]);
    const known = counted.get(key);
    if (known) known.count++;
    else if (counted.size < mostErrors) counted.set(key, { sample, count: 1 });
    else others++;
  }
  const failures = [...counted.values()].map(({ sample, count }): ImportedFailure => {
    const { method, path, error } = sample;
    return { method, path, error, count };
  });
  if (others > 0) {
    failures.push({ method: "", path: "", error: "other errors", count: others });
  }
  return failures;
}

/** Index of the first sample that ended after an instant. */
function after(sorted: readonly Sample[], time: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.end ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function pointsOf(
  sorted: readonly Sample[],
  timeline: readonly UsersAt[],
  first: number,
  last: number,
): CumulativePoint[] {
  const step = Math.max(1, Math.ceil((last - first) / mostPoints));
  const points: CumulativePoint[] = [];
  let taken = 0;
  let change = 0;
  let users = 0;
  let failures = 0;
  let totalTime = 0;
  for (let time = Math.floor(first); time < last + step; time += step) {
    for (let next = sorted[taken]; next && next.end <= time; next = sorted[++taken]) {
      totalTime += next.responseTime;
      if (next.error !== "") failures++;
    }
    for (let next = timeline[change]; next && next.time <= time; next = timeline[++change]) {
      users = next.users;
    }
    points.push({ time, users, requests: taken, failures, totalTime, endpoints: new Map() });
  }
  return points;
}

export function seriesOf(points: readonly CumulativePoint[], knowsUsers: boolean): SeriesPoint[] {
  return points.slice(1).map((point, at) => {
    const before = points[at] ?? point;
    const duration = point.time - before.time;
    const requests = point.requests - before.requests;
    return {
      time: point.time,
      users: knowsUsers ? point.users : null,
      throughput: requests / duration,
      failureRate: (point.failures - before.failures) / duration,
      responseTime: requests > 0 ? (point.totalTime - before.totalTime) / requests : null,
    };
  });
}
