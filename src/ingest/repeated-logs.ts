/**
 * Logs that tell again what another log of the same test tells: a copy, as JMeter's listeners write
 * one each, and a log of the failed requests beside the log of all, as Taurus' `error.jtl`. Taken for
 * tests or load machines of their own they would double the load.
 */
import { entryAt } from "../entry-at.ts";
import { finding } from "./formats/finding.ts";
import type { ImportedRun } from "./imported-run.ts";
import { toolOf } from "./same-run.ts";
import { labelsOf, type Span, since2001, spanOfRun } from "./several-generators.ts";

/** Clocks of two logs of one generator differ by what their rounding does. */
const clockWithin = 1;
/** A log of failures holds all of them, but for rows cut off at the end. */
const failuresWithin = 0.1;

/** Every request once: the log of all where there is one, else the first; the order is kept. */
export function withoutRepeatedLogs(runs: readonly ImportedRun[]): readonly ImportedRun[] {
  const logs = [...byFile(runs).values()].flatMap((own) => logOf(own) ?? []);
  const repeats = new Map<string, Log>();
  for (const log of logs) {
    const all = logs.find(
      (other) =>
        other.file !== log.file &&
        !repeats.has(other.file) &&
        (copies(log, other) || isErrorsOf(log, other)),
    );
    if (all) repeats.set(log.file, all);
  }
  return runs.flatMap((run) => {
    if (repeats.has(run.file ?? "")) return [];
    const again = [...repeats].filter(([, all]) => all.runs[0] === run).map(([file]) => file);
    return again.length === 0 ? [run] : [{ ...run, findings: [...run.findings, told(run, again)] }];
  });
}

function byFile(runs: readonly ImportedRun[]): ReadonlyMap<string, readonly ImportedRun[]> {
  const files = new Map<string, ImportedRun[]>();
  for (const run of runs) {
    if (run.file !== undefined) files.set(run.file, [...(files.get(run.file) ?? []), run]);
  }
  return files;
}

/** The runs of one file, which has a clock. */
interface Log {
  readonly file: string;
  readonly runs: readonly ImportedRun[];
  readonly span: Span;
  readonly requests: number;
  readonly failures: number;
}

function logOf(runs: readonly ImportedRun[]): Log | undefined {
  const spans = runs.flatMap((run) => spanOfRun(run) ?? []);
  const first = Math.min(...spans.map((span) => span.first));
  if (spans.length < runs.length || first < since2001) return undefined;
  return {
    file: entryAt(runs, 0).file ?? "",
    runs,
    span: { first, last: Math.max(...spans.map((span) => span.last)) },
    requests: runs.reduce((sum, { wholeRun }) => sum + (wholeRun.requests ?? 0), 0),
    failures: runs.reduce((sum, { wholeRun }) => sum + (wholeRun.failures ?? 0), 0),
  };
}

/** Every figure of every second is the same. */
function copies(a: Log, b: Log): boolean {
  if (a.requests !== b.requests || a.failures !== b.failures) return false;
  const told = ({ runs }: Log) =>
    JSON.stringify(
      runs.map(({ format, wholeRun, levels, series }) => [format, wholeRun, levels, series]),
    );
  return told(a) === told(b);
}

/** Nothing but failures, as many as the other log has, in its window and of its labels. */
function isErrorsOf(log: Log, all: Log): boolean {
  if (toolOf(entryAt(log.runs, 0)) !== toolOf(entryAt(all.runs, 0))) return false;
  if (log.requests === 0 || log.failures < log.requests || log.requests > all.requests)
    return false;
  // Where everything failed the two logs are alike, and so are two load machines but for their counts.
  const within = all.failures === all.requests ? 0 : failuresWithin * all.failures;
  if (Math.abs(log.requests - all.failures) > within) return false;
  if (log.span.first < all.span.first - clockWithin) return false;
  if (log.span.last > all.span.last + clockWithin) return false;
  const labels = new Set(all.runs.flatMap((run) => [...labelsOf(run)]));
  // Levels read off a ramp have no endpoints.
  return (
    labels.size === 0 ||
    log.runs.every((run) => [...labelsOf(run)].every((label) => labels.has(label)))
  );
}

function told({ file, name }: ImportedRun, again: readonly string[]) {
  const those = again.length === 1 ? "it holds" : "they hold";
  return finding(
    "log-repeated",
    "note",
    null,
    `${again.join(", ")}: left out, since ${those} requests that ${file ?? name} holds too.`,
    "a copy, or a log of failures beside the log of all, counts no further request",
    "nothing to do",
  );
}
