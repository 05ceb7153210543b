/**
 * What JMeter's result logs have in common, whether CSV or XML: top-level samples in, a run out.
 * Users are `allThreads`, which every engine counts for itself.
 *
 * Source: apache/jmeter, save/CSVSaveService.java and report/processor.
 */
import type { Finding } from "../../../measurement/finding.ts";
import {
  emptyRun,
  type ImportedLevel,
  type ImportedRun,
  type ImportOptions,
} from "../../imported-run.ts";
import type { Parsed } from "../../problem.ts";
import { finding } from "../finding.ts";
import type { FormatName } from "../format-name.ts";
import { splitLog } from "../log/split-log.ts";
import {
  exactPercentiles,
  type SampleSummary,
  summarizeSamples,
} from "../log/summarize-samples.ts";
import { usersAreOutcome, usersCameAndWent } from "../log/users-are-outcome.ts";
import { nameOfRun } from "../name-of-run.ts";
import { type Rejections, refused } from "../rejections.ts";
import type { JmeterSample } from "./jmeter-sample.ts";
import { topLevel } from "./jmeter-top-level.ts";
import { spansOf, threadsOverTime, usersOfLog } from "./jmeter-users.ts";

export interface JmeterLog {
  readonly samples: readonly JmeterSample[];
  readonly rejected: Rejections;
  readonly cut: boolean;
  /** The logs of several load machines, whose samples are not in the order of one log. */
  readonly joined?: boolean;
  /** Transactions in whose place their requests were counted. */
  readonly parents?: number;
}

export function jmeterRun(
  format: FormatName,
  file: string,
  log: JmeterLog,
  options: ImportOptions,
): Parsed<readonly ImportedRun[]> {
  const { samples, rejected, cut } = log;
  if (samples.length === 0) return noSample(file, rejected);
  const ordered = log.joined ? samples.toSorted((a, b) => a.end - b.end) : samples;
  const { kept, controllers, parts, averaged } = topLevel(ordered);
  const runs = splitLog(kept, (sample, machine) => {
    return { ...sample, host: `log ${machine} ${sample.host}` };
  });
  return summarizedJmeterRuns(
    format,
    file,
    runs.map(({ samples: rows, findings }) => {
      const spans = spansOf(rows);
      const known = usersOfLog(file, threadsOverTime(rows), spans, options.users);
      const arrivals = usersAreOutcome(known.timeline);
      const timeline = arrivals ? [] : known.timeline;
      return {
        summary: summarizeSamples(rows, timeline, known.users, options.warmUp),
        usersFrom: known.from,
        arrivals,
        threads: spans?.length ?? 0,
        findings,
      };
    }),
    { controllers: controllers + (log.parents ?? 0), parts, averaged, cut, rejected },
  );
}

/** Why a log without a sample gives no run. */
export function noSample(file: string, { count, first }: ImportedRun["rejected"]) {
  const [bad] = first;
  return refused(
    file,
    bad
      ? `no row of the log can be read; of ${count} rejected, the first is line ${bad.line}: ${bad.message}`
      : "the log holds no sample",
    bad?.hint ?? "check that the test ran and that the log has timeStamp and elapsed",
    bad?.line,
    bad?.column,
  );
}

/** A log once its samples are counted, whoever counted them. */
export interface SummarizedLog {
  readonly summary: SampleSummary;
  readonly usersFrom: string;
  /** Users came and went at a rate: the load is open. */
  readonly arrivals: boolean;
  /** Distinct names of threads. */
  readonly threads: number;
  /** What made it a run of its own. */
  readonly findings: readonly Finding[];
}

/** What was noticed of the log as a whole. */
export interface WholeLog {
  readonly controllers: number;
  readonly parts: number;
  /** Requests that only their transaction's row tells of. */
  readonly averaged: number;
  readonly cut: boolean;
  readonly rejected: ImportedRun["rejected"];
}

/** The runs of a log; what concerns all of it is said with the first. */
export function summarizedJmeterRuns(
  format: FormatName,
  file: string,
  runs: readonly SummarizedLog[],
  log: WholeLog,
): Parsed<readonly ImportedRun[]> {
  const quiet = {
    ...log,
    controllers: 0,
    parts: 0,
    averaged: 0,
    cut: false,
    rejected: { count: 0, first: [] },
  };
  return {
    ok: true,
    value: runs.map((run, at) => summarizedRun(format, file, run, at === 0 ? log : quiet)),
  };
}

function summarizedRun(
  format: FormatName,
  file: string,
  { summary, usersFrom, arrivals, threads, findings: own }: SummarizedLog,
  { controllers, parts, averaged, cut, rejected }: WholeLog,
): ImportedRun {
  const findings: Finding[] = [...own, ...(arrivals ? [usersCameAndWent()] : [])];
  const note = (code: string, message: string, law: string, remedy: string) =>
    findings.push(finding(code, "note", null, message, law, remedy));
  if (usersFrom.includes("threads by name")) {
    note(
      "users-from-thread-names",
      `The log has no allThreads; ${threads} threads appear in it by name, each counted from its first start to its last end.`,
      "a thread that paused before its first or after its last request is not seen there",
      "save allThreads (jmeter.save.saveservice.thread_counts=true), or state --users",
    );
  }
  if (controllers > 0) {
    note(
      "controllers-left-out",
      `${controllers} rows of transaction controllers were left out of the totals.`,
      "a controller's time is the sum of its requests, which are rows of their own",
      "nothing to do; JMeter's own dashboard does the same",
    );
  }
  if (averaged > 0) {
    note(
      "requests-of-parents",
      `${averaged} requests are known by the rows of their transactions only (generate parent sample): they are counted, each with an equal part of its transaction's time, and percentiles are left out.`,
      "a CSV log keeps of a generated parent neither the names nor the times of its requests",
      "take the tick off Generate parent sample, or save the log as XML with sub-results",
    );
  }
  if (parts > 0) {
    note(
      "parts-left-out",
      `${parts} rows are parts of a redirected request ("label-0", "label-1") and were left out.`,
      "the request's own row covers the time of its parts",
      "nothing to do; note that JMeter's dashboard counts them again",
    );
  }
  if (cut) {
    note(
      "cut-last-line",
      "The last row is cut off and was left out.",
      "a killed run ends in mid-line",
      "nothing to do: all rows before it were read",
    );
  }
  return {
    ...emptyRun(format, nameOfRun(file)),
    loadModel: arrivals ? "open" : "closed",
    usersFrom: arrivals ? "" : usersFrom,
    ...summary,
    levels: arrivals ? summary.levels.map(asOpen) : summary.levels,
    percentiles: exactPercentiles,
    findings,
    rejected: { count: rejected.count, first: rejected.first },
  };
}

const asOpen = (level: ImportedLevel): ImportedLevel => {
  return { ...level, users: null, arrivalRate: level.throughput ?? null };
};
