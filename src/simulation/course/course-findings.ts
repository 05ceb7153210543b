import type { PerSecond, Seconds, Share } from "../../units.ts";
import type { SimulatedBucket } from "../result/simulation-result.ts";
import type { FailureCause } from "../stations/simulated-platform.ts";
import { backlogOf, causesIn, failuresOf, waitingOf } from "./bucket-figures.ts";
import { loadMoments } from "./load-moments.ts";
import type { Profile } from "./profile.ts";

/**
 * What a load that changes did to the platform. Times are since the start of the run; `after` is
 * since the moment that a finding is about: the rise of the load, or its end.
 */
export type CourseFinding =
  /** P95 went past the red line and stayed there a while; after the rise. */
  | {
      readonly code: "p95Passed";
      readonly redLine: Seconds;
      readonly at: Seconds;
      readonly after: Seconds;
    }
  | { readonly code: "p95Held"; readonly redLine: Seconds }
  | { readonly code: "p95Peak"; readonly p95: Seconds; readonly at: Seconds }
  /** P95 stays below the red line from here on; after the end of the high load. */
  | { readonly code: "p95Back"; readonly at: Seconds; readonly after: Seconds }
  | { readonly code: "p95NotBack"; readonly p95: Seconds; readonly after: Seconds }
  /** The most requests under way, and how many of them waited in a line. */
  | {
      readonly code: "backlogPeak";
      readonly requests: number;
      readonly waiting: number;
      readonly at: Seconds;
    }
  /** No more requests under way than before the rise; after the end of the high load. */
  | { readonly code: "backlogGone"; readonly at: Seconds; readonly after: Seconds }
  | { readonly code: "backlogLeft"; readonly requests: number; readonly after: Seconds }
  /** The best ten steps of throughput, and what was left of it at the end of the high load. */
  | {
      readonly code: "throughput";
      readonly best: PerSecond;
      readonly at: Seconds;
      readonly last: PerSecond;
    }
  /** Steps in which nothing was answered though requests were sent. */
  | { readonly code: "silence"; readonly seconds: Seconds; readonly at: Seconds }
  | {
      readonly code: "failures";
      readonly cause: FailureCause;
      readonly share: Share;
      readonly worst: PerSecond;
      readonly at: Seconds;
    };

/** So many steps past a line in a row: one is chance. */
const IN_A_ROW = 3;

/** Steps that throughput is averaged over. */
const SMOOTH = 10;

/** More under way than this many times the mean before the rise is a backlog. */
const AS_BEFORE = 1.5;

/** And more than the mean and this many: few are under way by chance, too. */
const FEW = 5;

/** What to say of a time series. */
export function courseFindings(
  series: readonly SimulatedBucket[],
  profile: Pick<Profile, "load">,
  redLine: Seconds,
): readonly CourseFinding[] {
  if (series.length === 0) return [];
  const { rise, end } = loadMoments(profile.load);
  const from = rise ?? 0;
  return [
    ...p95Findings(series, from, end, redLine),
    ...backlogFindings(series, rise, end),
    ...throughputFinding(series, from, end),
    ...silenceFinding(series),
    ...failureFindings(series),
  ];
}

function p95Findings(
  series: readonly SimulatedBucket[],
  from: Seconds,
  end: Seconds | null,
  redLine: Seconds,
): readonly CourseFinding[] {
  const late = series.filter(({ end: until }) => until > from);
  const isPast = ({ p95 }: SimulatedBucket) => p95 !== null && p95 > redLine;
  const first = late.findIndex((_, i) => {
    const next = late.slice(i, i + IN_A_ROW);
    return next.length === IN_A_ROW && next.every(isPast);
  });
  const worst = largest(late, ({ p95 }) => p95 ?? 0);
  if (!worst || worst.p95 === null) return [];
  const peak: CourseFinding = { code: "p95Peak", p95: worst.p95, at: worst.start };
  const passed = late[first];
  if (!passed) return [{ code: "p95Held", redLine }, peak];
  const at = passed.start;
  const found: CourseFinding[] = [
    { code: "p95Passed", redLine, at, after: Math.max(0, at - from) },
    peak,
  ];
  const stop = series.at(-1)?.end ?? 0;
  if (end === null || end >= stop) return found;
  const last = series.findLast(isPast) ?? worst;
  if (stop - last.end < IN_A_ROW * (last.end - last.start)) {
    return [...found, { code: "p95NotBack", p95: last.p95 ?? worst.p95, after: stop - end }];
  }
  return [...found, { code: "p95Back", at: last.end, after: last.end - end }];
}

function backlogFindings(
  series: readonly SimulatedBucket[],
  rise: Seconds | null,
  end: Seconds | null,
): readonly CourseFinding[] {
  const peak = largest(series, backlogOf);
  if (!peak) return [];
  const found: CourseFinding = {
    code: "backlogPeak",
    requests: backlogOf(peak),
    waiting: waitingOf(peak),
    at: peak.start,
  };
  const before = series.filter((bucket) => rise !== null && bucket.end <= rise);
  const stop = series.at(-1)?.end ?? 0;
  if (end === null || end >= stop || before.length === 0) return [found];
  // The first half of the quiet time may still be filling up.
  const settled = before.slice(Math.floor(before.length / 2));
  const mean = settled.reduce((sum, bucket) => sum + backlogOf(bucket), 0) / settled.length;
  const limit = Math.max(AS_BEFORE * mean, mean + FEW);
  if (backlogOf(peak) <= limit) return [found];
  const last = series.findLast((bucket) => backlogOf(bucket) > limit) ?? peak;
  if (last.end === stop) {
    return [found, { code: "backlogLeft", requests: backlogOf(last), after: stop - end }];
  }
  return [found, { code: "backlogGone", at: last.end, after: Math.max(0, last.end - end) }];
}

function throughputFinding(
  series: readonly SimulatedBucket[],
  from: Seconds,
  end: Seconds | null,
): readonly CourseFinding[] {
  const high = series.filter((one) => one.start >= from && (end === null || one.end <= end));
  const means = high.slice(SMOOTH - 1).map((_, i) => {
    const part = high.slice(i, i + SMOOTH);
    const mean = part.reduce((sum, { goodput }) => sum + goodput, 0) / SMOOTH;
    return { at: part[0]?.start ?? 0, mean };
  });
  const best = largest(means, ({ mean }) => mean);
  const last = means.at(-1);
  if (!best || !last) return [];
  return [{ code: "throughput", best: best.mean, at: best.at, last: last.mean }];
}

function silenceFinding(series: readonly SimulatedBucket[]): readonly CourseFinding[] {
  const silent = series.filter((bucket) => bucket.goodput === 0 && failuresOf(bucket) > 0);
  const [first] = silent;
  if (!first || silent.length < IN_A_ROW) return [];
  const seconds = silent.reduce((sum, { start, end }) => sum + end - start, 0);
  return [{ code: "silence", seconds, at: first.start }];
}

function failureFindings(series: readonly SimulatedBucket[]): readonly CourseFinding[] {
  const total = (read: (bucket: SimulatedBucket) => number) =>
    series.reduce((sum, bucket) => sum + read(bucket) * (bucket.end - bucket.start), 0);
  const sent = total((bucket) => bucket.goodput + failuresOf(bucket));
  return causesIn(series[0]?.failures ?? {}).flatMap((cause): CourseFinding[] => {
    const worst = largest(series, ({ failures }) => failures[cause]);
    if (!worst || worst.failures[cause] === 0) return [];
    const share = total(({ failures }) => failures[cause]) / sent;
    return [{ code: "failures", cause, share, worst: worst.failures[cause], at: worst.start }];
  });
}

function largest<T>(list: readonly T[], read: (one: T) => number): T | undefined {
  return list.reduce<T | undefined>(
    (best, one) => (best === undefined || read(one) > read(best) ? one : best),
    undefined,
  );
}
