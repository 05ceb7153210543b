/**
 * How far chance alone may have carried a measured figure, from how many requests were counted:
 * 90 %, the level's own noise only, not what two runs differ by. Null where nothing was counted.
 */
import { normalQuantile } from "../stats/normal-distribution.ts";
import { wilsonInterval } from "../stats/wilson-interval.ts";
import type { Level } from "./campaign.ts";

export interface ChanceInterval {
  readonly low: number;
  readonly high: number;
}

const HALF_WIDTH = normalQuantile(0.95);

const shares = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;

export type MeasuredPercentile = keyof typeof shares;

/** Of the error rate: Wilson's. */
export function errorRateByChance({ requests, failures }: Level): ChanceInterval | null {
  if (requests === undefined || failures === undefined || requests <= 0) return null;
  return wilsonInterval(Math.min(failures, requests), requests);
}

/** Of a count of n: n ± 1.645·√n, as if requests came by themselves; too wide where users wait for answers. */
export function throughputByChance({ requests, throughput }: Level): ChanceInterval | null {
  if (requests === undefined || throughput === undefined || requests <= 0) return null;
  const spread = HALF_WIDTH / Math.sqrt(requests);
  return { low: Math.max(0, throughput * (1 - spread)), high: throughput * (1 + spread) };
}

/**
 * Of a percentile: the times at the ranks n·p ± 1.645·√(n·p·(1 − p)) (H. A. David, Order Statistics,
 * §7.1), read off between the percentiles that were measured, ln t along −ln(1 − p), and beyond the
 * outermost two on their line. Approximate; null unless two percentiles were measured.
 */
export function percentileByChance(
  { requests, responseTime }: Level,
  name: MeasuredPercentile,
): ChanceInterval | null {
  const value = responseTime[name];
  if (requests === undefined || value === undefined || requests <= 1) return null;
  const known = (Object.keys(shares) as MeasuredPercentile[]).flatMap((one) => {
    const time = responseTime[one];
    return time === undefined || time <= 0
      ? []
      : [{ depth: depthOf(shares[one]), log: Math.log(time) }];
  });
  if (known.length < 2 || value <= 0) return null;
  const share = shares[name];
  const spread = HALF_WIDTH * Math.sqrt((share * (1 - share)) / requests);
  const least = 1 / requests;
  const at = (p: number) => Math.exp(logAt(known, depthOf(Math.min(1 - least, Math.max(0, p)))));
  return { low: Math.min(value, at(share - spread)), high: Math.max(value, at(share + spread)) };
}

const depthOf = (share: number) => -Math.log(1 - share);

interface Known {
  readonly depth: number;
  readonly log: number;
}

function logAt(known: readonly Known[], depth: number): number {
  const next = known.findIndex((one) => one.depth >= depth);
  const end = next === -1 ? known.length - 1 : Math.max(1, next);
  const [from, to] = [known[end - 1], known[end]];
  if (from === undefined || to === undefined) return known[0]?.log ?? 0;
  return from.log + ((depth - from.depth) / (to.depth - from.depth)) * (to.log - from.log);
}
