/**
 * Logs that tell again what another log of the same test tells: a copy, as JMeter's listeners write
 * one each, and a log of the failed requests beside the log of all, as Taurus' `error.jtl`. Taken for
 * tests or load machines of their own they would double the load.
 */
import { entryAt } from "../../entry-at.ts";
import { finding } from "../formats/finding.ts";
import type { ImportedRun } from "../imported-run.ts";
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
  for (const [at, log] of logs.entries()) {
    const all =
      logs.slice(0, at).find((other) => copies(log, other)) ??
      logs.find((other) => other !== log && isErrorsOf(log, other));
    if (all) repeats.set(log.file, all);
  }
  const kept = ({ file }: Log): string => {
    const all = repeats.get(file);
    return all === undefined ? file : kept(all);
  };
  const again = new Map<string, string[]>();
  for (const [file, all] of repeats) again.set(kept(all), [...(again.get(kept(all)) ?? []), file]);
  return runs.flatMap((run) => {
    const file = run.file ?? "";
    if (repeats.has(file)) return [];
    const those = again.get(file);
    again.delete(file); // told once, by the first run of the file
    return those === undefined
      ? [run]
      : [{ ...run, findings: [...run.findings, told(run, those)] }];
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
  const onlyFailures = log.requests > 0 && log.failures === log.requests;
  if (!onlyFailures || log.requests > all.requests) return false;
  // Of two logs of nothing but the same failures the one in CSV is kept: Taurus writes errors in XML.
  const alike = all.failures === all.requests && log.requests === all.requests;
  if (alike && formatOf(log) <= formatOf(all)) return false;
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

const formatOf = ({ runs }: Log) => entryAt(runs, 0).format;

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
