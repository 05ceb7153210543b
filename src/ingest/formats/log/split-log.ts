/**
 * A log of single requests as the runs it holds: apart at gaps in which nothing was under way, and
 * where the clock was put back. Logs of several load machines that were joined one behind the other
 * stay one run, their machines told apart.
 */
import { entryAt } from "../../../entry-at.ts";
import type { Finding } from "../../../measurement/finding.ts";
import type { Seconds } from "../../../units.ts";
import { finding } from "../finding.ts";
import { clockSteps } from "./clock-steps.ts";
import { busySeconds, stretchesOf } from "./idle-gaps.ts";

interface Timed {
  readonly end: number;
  readonly responseTime: Seconds;
}

export interface LogPart<T> {
  /** In the order of the log. */
  readonly samples: readonly T[];
  /** What made it a run of its own; one finding for each. */
  readonly findings: readonly Finding[];
  /** Which of the log's pieces it is from, cut where the clock was put back: index of first and last. */
  readonly pieces: readonly (readonly [from: number, to: number])[];
}

/** A stretch that is shorter and holds less than this share of the largest is no run. */
const leastStretch: Seconds = 10;
const leastShare = 0.05;
/** Logs of machines that ran side by side begin and end this close together, or as a share of them. */
const besideWithin: Seconds = 10;
const besideShare = 0.1;

/**
 * @param samples in the order of the log
 * @param onMachine the sample as one of the machine with this number, from 1
 */
export function splitLog<T extends Timed>(
  samples: readonly T[],
  onMachine: (sample: T, machine: number) => T,
): readonly LogPart<T>[] {
  const groups = besideEachOther(samples, onMachine);
  const parts = groups.flatMap(({ samples: rows, pieces, back }, at): LogPart<T>[] => {
    const clock = at > 0 && back !== null ? [clockFinding(back)] : [];
    const joined = pieces.length > 1 ? [joinedFinding(pieces.length)] : [];
    const seconds = busySeconds(rows);
    return stretchesOf(seconds).map(({ from, to }, stretch) => {
      const inside = rows.filter(({ end }) => Math.ceil(end) >= from && Math.ceil(end) <= to);
      return { samples: inside, pieces, findings: stretch === 0 ? [...clock, ...joined] : [] };
    });
  });
  return withoutScraps(parts);
}

interface Group<T> {
  readonly samples: readonly T[];
  readonly pieces: readonly (readonly [number, number])[];
  /** Seconds by which the clock was put back before it; null where it only is another run. */
  readonly back: Seconds | null;
}

function besideEachOther<T extends Timed>(
  samples: readonly T[],
  onMachine: (sample: T, machine: number) => T,
): readonly Group<T>[] {
  const steps = clockSteps(Float64Array.from(samples, ({ end }) => end));
  if (steps.length === 0) {
    return [{ samples, pieces: [[0, samples.length]], back: null }];
  }
  const bounds = [0, ...steps, samples.length];
  const groups: { pieces: [number, number][]; span: Span; back: Seconds | null }[] = [];
  for (const [at, from] of bounds.slice(0, -1).entries()) {
    const to = bounds[at + 1] ?? from;
    const span = spanOf(samples, from, to);
    const beside = groups.find((group) => sideBySide(group.span, span));
    const before = groups.at(-1)?.span;
    // What ended before the earlier piece began is another run, not an earlier clock.
    const back = before && span.last > before.first ? before.last - span.first : null;
    if (beside) beside.pieces.push([from, to]);
    else groups.push({ pieces: [[from, to]], span, back });
  }
  return groups.map(({ pieces, back }) => ({
    pieces,
    back,
    samples: pieces.flatMap(([from, to], machine) => {
      const rows = samples.slice(from, to);
      return pieces.length > 1 ? rows.map((row) => onMachine(row, machine + 1)) : rows;
    }),
  }));
}

interface Span {
  readonly first: number;
  readonly last: number;
}

function spanOf(samples: readonly Timed[], from: number, to: number): Span {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = from; at < to; at++) {
    const { end, responseTime } = entryAt(samples, at);
    first = Math.min(first, end - responseTime);
    last = Math.max(last, end);
  }
  return { first, last };
}

/** Whether two spans are of one test: they begin and end together. */
export function sideBySide(a: Span, b: Span): boolean {
  const reach = Math.max(besideWithin, besideShare * Math.min(a.last - a.first, b.last - b.first));
  const overlap = Math.min(a.last, b.last) - Math.max(a.first, b.first);
  return overlap > 0 && Math.abs(a.first - b.first) <= reach && Math.abs(a.last - b.last) <= reach;
}

function clockFinding(back: Seconds): Finding {
  const hours = Math.abs(back / 3600 - 1) < 0.02 ? " (an hour: summer time may have ended)" : "";
  return finding(
    "clock-stepped-back",
    "warning",
    null,
    `The log's clock was put back by some ${Math.round(back)} s${hours}: what follows is taken for a run of its own.`,
    "rows are written as requests end, so their ends ascend",
    "write epoch milliseconds, and keep the load machine's clock in step (NTP) before a test",
  );
}

function joinedFinding(machines: number): Finding {
  return finding(
    "generators-added-up",
    "note",
    null,
    `The log holds ${machines} logs of one window, one behind the other: taken for ${machines} load machines of one test and added up.`,
    "one machine cannot write two logs of one window",
    "give runs that do not belong together as files of their own, with --separate",
  );
}

/** Whether a stretch is long or full enough to be a run beside the largest. */
export const isNoScrap = (length: Seconds, requests: number, largest: number) =>
  length >= leastStretch || requests >= leastShare * largest;

/** Requests before or after a run, such as those of a tear-down, make no run. */
function withoutScraps<T>(parts: readonly LogPart<T>[]): readonly LogPart<T>[] {
  const largest = parts.reduce((most, { samples }) => Math.max(most, samples.length), 0);
  const kept = parts.filter(({ samples }) => {
    const { first, last } = spanOf(samples as readonly (T & Timed)[], 0, samples.length);
    return isNoScrap(last - first, samples.length, largest);
  });
  const scraps = parts.filter((part) => !kept.includes(part));
  return kept.map((part, at) => {
    if (at > 0) return part;
    const left = scraps.reduce((sum, { samples }) => sum + samples.length, 0);
    return { ...part, findings: [...part.findings, ...divided(kept.length, left)] };
  });
}

/** What is said of a log that was divided. */
export function divided(runs: number, scraps: number): readonly Finding[] {
  return [...(runs > 1 ? [severalRuns(runs)] : []), ...(scraps > 0 ? [scrapsLeftOut(scraps)] : [])];
}

function severalRuns(count: number): Finding {
  return finding(
    "runs-in-one-log",
    "note",
    null,
    `The log holds ${count} runs, apart by gaps in which no request was under way or by its clock: each is imported as a run.`,
    "an average over a gap belongs to no load; JMeter appends to a log that exists",
    "nothing to do; write each run into a file of its own",
  );
}

function scrapsLeftOut(requests: number): Finding {
  return finding(
    "scraps-left-out",
    "note",
    null,
    `${requests} requests of under ${leastStretch} s, apart from the run by a gap, were left out.`,
    "set-up and tear-down are no load",
    "nothing to do",
  );
}
