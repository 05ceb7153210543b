/**
 * What JMeter's result logs have in common, whether CSV or XML: top-level samples in, a run out.
 * A transaction controller's row and a request that was redirected repeat the time of their parts,
 * so one of the two is left out; users are `allThreads`, which every engine counts for itself.
 *
 * Source: apache/jmeter, save/CSVSaveService.java and report/processor.
 */
import type { Finding } from "../../measurement/finding.ts";
import { emptyRun, type ImportedRun, type ImportOptions } from "../imported-run.ts";
import type { Parsed } from "../problem.ts";
import { finding } from "./finding.ts";
import type { FormatName } from "./format-name.ts";
import { type UserSpan, type UsersAt, usersOfSpans } from "./mean-users.ts";
import { nameOfRun } from "./name-of-run.ts";
import { type Rejections, refused } from "./rejections.ts";
import { splitLog } from "./split-log.ts";
import {
  exactPercentiles,
  type Sample,
  type SampleSummary,
  summarizeSamples,
} from "./summarize-samples.ts";
import { usersKnown } from "./users-known.ts";

export interface JmeterSample extends Sample {
  readonly thread: string;
  /** Load machine, "" where there is one. */
  readonly host: string;
  /** Active threads of that machine when the sample ended; null where the log has none. */
  readonly allThreads: number | null;
  /** How many requests a transaction controller's row speaks of; null for a request. */
  readonly transaction: Transaction | null;
}

export interface Transaction {
  readonly requests: number;
  readonly failures: number;
}

/** What a controller's row says in place of a response. */
export const transactionMessage = /^Number of samples in transaction\s*:/;

export function transactionOf(message: string): Transaction | null {
  if (!transactionMessage.test(message)) return null;
  const [requests = "0", failures = "0"] = message.match(/\d+/g) ?? [];
  return { requests: Number(requests), failures: Number(failures) };
}

export interface JmeterLog {
  readonly samples: readonly JmeterSample[];
  readonly rejected: Rejections;
  readonly cut: boolean;
  /** The logs of several load machines, whose samples are not in the order of one log. */
  readonly joined?: boolean;
  /** Transactions in whose place their requests were counted. */
  readonly parents?: number;
}

/** Rows that repeat the time of others: controllers beside their requests, parts of a redirect. */
function topLevel(samples: readonly JmeterSample[]): {
  readonly kept: readonly JmeterSample[];
  readonly controllers: number;
  readonly parts: number;
  /** Requests that only their transaction's row tells of. */
  readonly averaged: number;
} {
  const requests = samples.filter((sample) => sample.transaction === null);
  if (requests.length === 0) return { kept: samples, controllers: 0, parts: 0, averaged: 0 };
  const parents = new Map<string, JmeterSample[]>();
  for (const sample of requests) {
    const key = `${sample.thread} ${sample.path}`;
    const known = parents.get(key);
    if (known) known.push(sample);
    else parents.set(key, [sample]);
  }
  for (const known of parents.values()) known.sort((a, b) => a.end - b.end);
  const kept = requests.filter((sample) => {
    const label = /^(.*)-\d{1,3}$/.exec(sample.path)?.[1];
    if (label === undefined) return true;
    const known = parents.get(`${sample.thread} ${label}`);
    return !(known && encloses(known, sample));
  });
  const alone = withoutRequests(samples, requests);
  const averaged = alone.reduce((sum, one) => sum + (one.transaction?.requests ?? 0), 0);
  return {
    kept: alone.length === 0 ? kept : inPlace(samples, new Set(kept), new Set(alone)),
    controllers: samples.length - requests.length - alone.length,
    parts: requests.length - kept.length,
    averaged,
  };
}

/** In the order of the log: requests that count, and in the place of lone parents theirs. */
const inPlace = (
  samples: readonly JmeterSample[],
  kept: ReadonlySet<JmeterSample>,
  alone: ReadonlySet<JmeterSample>,
) =>
  samples.flatMap((sample) =>
    kept.has(sample) ? [sample] : alone.has(sample) ? requestsOf(sample) : [],
  );

/** Rows are written to the millisecond, and seconds in doubles are not. */
const startMs = ({ end, responseTime }: JmeterSample) => Math.round((end - responseTime) * 1000);
const endMs = ({ end }: JmeterSample) => Math.round(end * 1000);

/** Index of the first that ended no earlier. */
function firstFrom(ended: readonly JmeterSample[], ms: number): number {
  let low = 0;
  let high = ended.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (endMs(ended[middle] as JmeterSample) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether the first parent that ended no earlier had begun no later, to a millisecond. */
function encloses(parents: readonly JmeterSample[], part: JmeterSample): boolean {
  const parent = parents[firstFrom(parents, endMs(part) - 1)];
  return parent !== undefined && startMs(parent) <= startMs(part) + 1;
}

/**
 * Controllers that stand in for their requests ("generate parent sample", of which a CSV log keeps the
 * parent alone): no request of their thread lies within them.
 */
function withoutRequests(
  samples: readonly JmeterSample[],
  requests: readonly JmeterSample[],
): readonly JmeterSample[] {
  const controllers = samples.filter(({ transaction }) => (transaction?.requests ?? 0) > 0);
  if (controllers.length === 0) return [];
  const threads = new Map<string, JmeterSample[]>();
  for (const request of requests) {
    const key = `${request.host} ${request.thread}`;
    const known = threads.get(key);
    if (known) known.push(request);
    else threads.set(key, [request]);
  }
  for (const known of threads.values()) known.sort((a, b) => a.end - b.end);
  return controllers.filter((one) => {
    const own = threads.get(`${one.host} ${one.thread}`) ?? [];
    const last = own[firstFrom(own, endMs(one) + 2) - 1];
    return last === undefined || startMs(last) < startMs(one) - 1;
  });
}

/** The requests of a transaction: as many as it counts, each an equal part of its time. */
function requestsOf(parent: JmeterSample): readonly JmeterSample[] {
  const { requests = 1, failures = 0 } = parent.transaction ?? {};
  return Array.from({ length: requests }, (_, at) => ({
    ...parent,
    responseTime: parent.responseTime / requests,
    error: at < failures ? parent.error || "failed" : "",
    averaged: true,
    transaction: null,
  }));
}

/** The most active threads that one machine reported within a second. */
export interface HostThreads {
  /** Whole unix second. */
  readonly time: number;
  readonly host: string;
  readonly threads: number;
}

/** Threads of all machines together, each carried on while it is silent; ascending in time. */
export function usersOfHosts(reports: readonly HostThreads[]): UsersAt[] {
  const threads = new Map<string, number>();
  const timeline: UsersAt[] = [];
  for (const [at, report] of reports.entries()) {
    threads.set(report.host, report.threads);
    if (reports[at + 1]?.time === report.time) continue;
    let users = 0;
    for (const count of threads.values()) users += count;
    timeline.push({ time: report.time, users });
  }
  return timeline;
}

function threadsOverTime(samples: readonly JmeterSample[]): UsersAt[] {
  const most = new Map<string, HostThreads>();
  for (const { end, host, allThreads } of samples) {
    if (allThreads === null) continue;
    const time = Math.floor(end);
    const key = `${time} ${host}`;
    const known = most.get(key)?.threads ?? 0;
    most.set(key, { time, host, threads: Math.max(known, allThreads) });
  }
  return usersOfHosts([...most.values()].sort((a, b) => a.time - b.time));
}

export interface UsersOfLog {
  /** Null where the timeline tells. */
  readonly users: number | null;
  readonly from: string;
  readonly timeline: readonly UsersAt[];
}

/**
 * Where the users of a log are found: in its counts of threads, else in the names of its threads, each
 * present from its first start to its last end, or elsewhere.
 *
 * @param spans of the threads by name; null where not every row names its thread
 */
export function usersOfLog(
  file: string,
  counted: readonly UsersAt[],
  spans: readonly UserSpan[] | null,
  stated: number | undefined,
): UsersOfLog {
  if (counted.length > 0) {
    return { users: null, from: "in the file (allThreads)", timeline: counted };
  }
  if (stated === undefined && spans !== null) {
    const from = "in the file (threads by name)";
    return { users: null, from, timeline: usersOfSpans(spans) };
  }
  return { ...usersKnown(file, stated), timeline: [] };
}

function spansOf(samples: readonly JmeterSample[]): readonly UserSpan[] | null {
  const spans = new Map<string, { first: number; last: number }>();
  for (const { end, responseTime, host, thread } of samples) {
    if (thread === "") return null;
    const [key, first] = [`${host} ${thread}`, end - responseTime];
    const known = spans.get(key);
    if (known === undefined) spans.set(key, { first, last: end });
    else {
      known.first = Math.min(known.first, first);
      known.last = Math.max(known.last, end);
    }
  }
  return [...spans.values()];
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
      return {
        summary: summarizeSamples(rows, known.timeline, known.users, options.warmUp),
        usersFrom: known.from,
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
  { summary, usersFrom, threads, findings: own }: SummarizedLog,
  { controllers, parts, averaged, cut, rejected }: WholeLog,
): ImportedRun {
  const findings: Finding[] = [...own];
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
    loadModel: "closed",
    usersFrom,
    ...summary,
    percentiles: exactPercentiles,
    findings,
    rejected: { count: rejected.count, first: rejected.first },
  };
}
