/**
 * Where a log of single requests falls apart into runs: stretches in which no request was under way at
 * all. A server that hangs is no such stretch, since what was sent to it is under way; users who think
 * leave none either, unless they are few, and then they leave many alike.
 */
import { floatAt } from "../../../entry-at.ts";
import type { Seconds } from "../../../units.ts";

/** The requests that ended in (second − 1, second]: their earliest start and their latest end. */
export interface BusySecond {
  readonly second: number;
  readonly first: number;
  readonly last: number;
}

/** A stretch of requests, by the whole seconds in which they ended. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A load machine that collects its garbage stands still for less. */
const leastGap: Seconds = 5;
/** Pauses of few users scatter around their usual length by less than this factor. */
const beyondUsual = 10;
/** More stretches than this are pauses, not runs. */
const mostStretches = 30;

/**
 * The stretches in order, one where there is no gap. A gap is longer than 5 s and than ten times what
 * 19 in 20 pauses between seconds are. O(n) in the number of seconds.
 *
 * @param seconds ascending, each once
 */
export function stretchesOf(seconds: readonly BusySecond[]): readonly Stretch[] {
  const [begin] = seconds;
  const end = seconds.at(-1);
  if (begin === undefined || end === undefined) return [];
  const whole = { from: begin.second, to: end.second };
  const pauses = pausesOf(seconds);
  const sorted = Float64Array.from(pauses, ({ length }) => length).sort();
  // Seconds that follow without a pause count: of a busy log even its only pause is a gap.
  const paused = Math.floor(0.95 * (seconds.length - 1)) - (seconds.length - 1 - sorted.length);
  const usual = paused < 0 ? 0 : (sorted[Math.min(paused, sorted.length - 1)] ?? 0);
  const gaps = pauses.filter(({ length }) => length > Math.max(leastGap, beyondUsual * usual));
  if (gaps.length === 0 || gaps.length >= mostStretches) return [whole];
  const stretches: Stretch[] = [];
  let from = whole.from;
  for (const { before, after } of gaps) {
    stretches.push({ from, to: before });
    from = after;
  }
  return [...stretches, { from, to: whole.to }];
}

interface Pause {
  readonly length: Seconds;
  /** Seconds in which the last request before it and the first one after it ended. */
  readonly before: number;
  readonly after: number;
}

function pausesOf(seconds: readonly BusySecond[]): readonly Pause[] {
  const starts = new Float64Array(seconds.length + 1).fill(Number.POSITIVE_INFINITY);
  for (let at = seconds.length - 1; at >= 0; at--) {
    starts[at] = Math.min(floatAt(starts, at + 1), seconds[at]?.first ?? 0);
  }
  const pauses: Pause[] = [];
  let busyTo = Number.NEGATIVE_INFINITY;
  for (const [at, { second, last }] of seconds.entries()) {
    busyTo = Math.max(busyTo, last);
    const next = seconds[at + 1];
    const length = floatAt(starts, at + 1) - busyTo;
    if (next !== undefined && length > 0)
      pauses.push({ length, before: second, after: next.second });
  }
  return pauses;
}

/** What the requests of a log kept busy, second by second of their ends. */
export function busySeconds(
  requests: readonly { readonly end: number; readonly responseTime: Seconds }[],
): readonly BusySecond[] {
  const seconds = new Map<number, { second: number; first: number; last: number }>();
  for (const { end, responseTime } of requests) {
    const second = Math.ceil(end);
    const first = end - responseTime;
    const known = seconds.get(second);
    if (known === undefined) seconds.set(second, { second, first, last: end });
    else {
      known.first = Math.min(known.first, first);
      known.last = Math.max(known.last, end);
    }
  }
  return [...seconds.values()].sort((a, b) => a.second - b.second);
}
