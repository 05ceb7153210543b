/**
 * Several files of one run: its CSV files and its web page, its summary and what it printed, its log and
 * the dashboard made of it. They tell one measurement, and counted twice it would weigh twice.
 */
import { entryAt } from "../../entry-at.ts";
import type { Finding } from "../../measurement/finding.ts";
import { finding } from "../formats/finding.ts";
import type { Figures, ImportedLevel, ImportedRun } from "../imported-run.ts";

/** Fewer requests may come out alike by chance. */
const leastRequests = 100;
/** Means are printed to a millisecond by some, and to two or three digits. */
const meanWithin = 0.005;
const meanRounding = 0.001;
/** Reports divide by the time between different first and last events. */
const durationWithin = 0.05;

/** Taurus runs JMeter, and its logs are JMeter's. */
export const toolOf = ({ format }: ImportedRun) =>
  (format.split("-")[0] ?? format).replace(/^taurus$/, "jmeter");

const folderOf = ({ file = "" }: ImportedRun) => file.slice(0, file.lastIndexOf("/") + 1);

/**
 * Each run once: the file that tells most of it, with the users and failures that only another tells.
 * Runs of one tool are one where another kind of file, or another file of the same folder in the same
 * format, counts the same requests and failures, with the same mean. The order is kept.
 */
export function onceEachRun(runs: readonly ImportedRun[]): readonly ImportedRun[] {
  const groups: ImportedRun[][] = [];
  const byCount = new Map<string, ImportedRun[][]>();
  for (const run of runs) {
    const { requests = 0, failures = 0 } = run.wholeRun;
    const key = `${toolOf(run)} ${requests} ${failures}`;
    const candidates = byCount.get(key) ?? [];
    byCount.set(key, candidates);
    const known = candidates.find((group) => group.every((other) => isSame(run, other)));
    if (known) known.push(run);
    else {
      const group = [run];
      groups.push(group);
      candidates.push(group);
    }
  }
  return groups.map(together);
}

function isSame(a: ImportedRun, b: ImportedRun): boolean {
  const { requests = 0, responseTime, throughput } = a.wholeRun;
  const other = b.wholeRun;
  if (requests < leastRequests) return false;
  // Gatling writes one report thrice; two runs of equal count in one format are told apart by the audit.
  if (a.format === b.format && (a.format !== "gatling-stats" || folderOf(a) !== folderOf(b))) {
    return false;
  }
  const [mean, otherMean] = [responseTime.mean, other.responseTime.mean];
  if (mean === undefined || otherMean === undefined) return false;
  if (Math.abs(mean - otherMean) > meanRounding + meanWithin * mean) return false;
  const rate = throughput === undefined ? undefined : other.throughput;
  return rate === undefined || Math.abs(rate / (throughput ?? rate) - 1) <= durationWithin;
}

/** What a file tells: its levels by what they cover, endpoints, percentiles, kinds of error. */
function worth({ levels, series, failures }: ImportedRun): number {
  const steady = levels.some(({ covers }) => covers === "steady") ? 1000 : 0;
  const known = (figures: Figures) => Object.keys(figures.responseTime).length;
  const most = Math.max(0, ...levels.map(known));
  const endpoints = levels.some(({ endpoints: rows }) => rows.length > 0) ? 100 : 0;
  return (
    steady + endpoints + most * 10 + (series.length > 0 ? 5 : 0) + (failures.length > 0 ? 1 : 0)
  );
}

function together(group: readonly ImportedRun[]): ImportedRun {
  const [first, ...rest] = group.toSorted((a, b) => worth(b) - worth(a));
  if (first === undefined || rest.length === 0) return entryAt(group, 0);
  const usersOf = rest.find(({ levels }) => levels.length === 1 && levels[0]?.users != null);
  const [only] = first.levels;
  const lacking =
    first.levels.length === 1 && only?.users === null && usersOf !== undefined
      ? { levels: [withUsers(only, usersOf)], from: usersOf }
      : undefined;
  const kinds = first.failures.length > 0 ? undefined : rest.find((one) => one.failures.length > 0);
  return {
    ...first,
    ...(lacking === undefined
      ? {}
      : {
          levels: lacking.levels,
          usersFrom: `${lacking.from.usersFrom} (${lacking.from.file ?? lacking.from.name})`,
        }),
    ...(kinds ? { failures: kinds.failures } : {}),
    findings: [...first.findings, oneRun(first, rest)],
  };
}

function withUsers(level: ImportedLevel, { levels }: ImportedRun): ImportedLevel {
  const { users, mostUsers } = entryAt(levels, 0);
  return { ...level, users, ...(mostUsers === undefined ? {} : { mostUsers }) };
}

function oneRun(kept: ImportedRun, others: readonly ImportedRun[]): Finding {
  const name = ({ file, name: run }: ImportedRun) => file ?? run;
  return finding(
    "one-run-several-files",
    "note",
    null,
    `${others.map(name).join(", ")} and ${name(kept)} are of one run: the levels are those of ${name(kept)}.`,
    "the same requests, failures and mean are one measurement",
    "nothing to do",
  );
}
