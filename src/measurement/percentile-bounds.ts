/**
 * How far a measured percentile may be from the true one, by the number of requests alone. Of n requests
 * the number below the true p-quantile is binomial, so with z of the normal law the ranks
 * p ± z·√(p(1 − p)/n) bound it whatever the distribution. Times at these ranks are read off the level's
 * own percentiles, joined by straight lines over −ln(1 − rank), on which an exponential tail is one.
 *
 * Approximate, and too narrow where requests are not independent, as those of one busy spell are.
 *
 * Source: David & Nagaraja, Order Statistics (3rd ed. 2003), §7.1.
 */
import { keysOf } from "../record.ts";
import { requireCount } from "../require.ts";
import type { Seconds } from "../units.ts";
import type { ResponseTimes } from "./campaign.ts";

const ranks = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;

type Percentile = keyof typeof ranks;

export interface Bounds {
  readonly low: Seconds;
  /** Null where the figures do not reach so far. */
  readonly high: Seconds | null;
}

/** Both sides together: 5 % below, 5 % above. */
const Z90 = 1.6449;
/** Mean of the largest of n exponential times is ln n and this. */
const EULER = 0.5772;

/**
 * 90 % bounds of each percentile given.
 *
 * @throws RangeError unless requests is a whole number, 1 or more
 */
export function percentileBounds(
  times: ResponseTimes,
  requests: number,
): Readonly<Partial<Record<Percentile, Bounds>>> {
  requireCount("requests", requests);
  const known = keysOf(ranks).flatMap((name) => {
    const value = times[name];
    return value === undefined ? [] : [{ x: -Math.log(1 - ranks[name]), value }];
  });
  const last = known.at(-1);
  const end = Math.log(requests) + EULER;
  if (times.max !== undefined && last !== undefined && end > last.x && times.max >= last.value) {
    known.push({ x: end, value: times.max });
  }
  const found: Partial<Record<Percentile, Bounds>> = {};
  for (const name of keysOf(ranks)) {
    const value = times[name];
    if (value === undefined) continue;
    const p = ranks[name];
    const off = Z90 * Math.sqrt((p * (1 - p)) / requests);
    const low = timeAt(known, -Math.log(1 - Math.max(0, p - off)));
    const high = p + off < 1 ? timeAt(known, -Math.log(1 - p - off)) : null;
    found[name] = {
      low: Math.min(value, Math.max(0, low ?? value)),
      high: high === null ? null : Math.max(value, high),
    };
  }
  return found;
}

interface Point {
  readonly x: number;
  readonly value: Seconds;
}

/** By the line between the two neighbors; below all by that of the two lowest, above all unknown. */
function timeAt(known: readonly Point[], x: number): Seconds | null {
  const after = known.findIndex((point) => point.x >= x);
  if (after < 0) return null;
  const [from, to] = after === 0 ? [known[0], known[1]] : [known[after - 1], known[after]];
  if (from === undefined) return null;
  if (to === undefined) return x === from.x ? from.value : (from.value * x) / from.x;
  return from.value + ((to.value - from.value) * (x - from.x)) / (to.x - from.x);
}
