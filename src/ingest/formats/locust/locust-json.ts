/**
 * Locust's `--json` (2.14.1 and later) and the worker reports that Taurus keeps as
 * `locust-workers.ldjson`: both carry, for every endpoint, a histogram of rounded times, which adds up
 * exactly over endpoints, workers and intervals. The array has no Aggregated element and no users;
 * log lines may stand before it and a table after it.
 *
 * Source: locustio/locust, locust/stats.py (StatsEntry.to_dict, get_response_time_percentile).
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type {
  Figures,
  ImportedEndpoint,
  ImportedFailure,
  ImportedRun,
  Importer,
} from "../../imported-run.ts";
import { finding } from "../finding.ts";
import { usersOfPoints } from "../log/mean-users.ts";
import { usersKnown } from "../log/users-known.ts";
import { present } from "../present.ts";
import { refused, rejections } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { countAt, entriesAt, listAt, numberAt, parseJson, textAt } from "../text/json-value.ts";
import { readNumber } from "../text/read-number.ts";
import { balancedLiteral } from "./balanced-literal.ts";

interface Entry {
  readonly method: string;
  readonly path: string;
  requests: number;
  withoutTime: number;
  failures: number;
  totalTime: number;
  max: number;
  first: number;
  last: number;
  readonly histogram: Map<number, number>;
}

const newEntry = (method: string, path: string): Entry => ({
  method,
  path,
  requests: 0,
  withoutTime: 0,
  failures: 0,
  totalTime: 0,
  max: 0,
  first: Number.POSITIVE_INFINITY,
  last: 0,
  histogram: new Map(),
});

/** Adds one StatsEntry; false when it lacks a count. */
function addTo(entry: Entry, stats: unknown): boolean {
  const requests = countAt(stats, "num_requests");
  const totalTime = numberAt(stats, "total_response_time");
  if (requests === undefined || totalTime === undefined) return false;
  entry.requests += requests;
  entry.withoutTime += Math.min(requests, countAt(stats, "num_none_requests") ?? 0);
  entry.failures += Math.min(requests, countAt(stats, "num_failures") ?? 0);
  entry.totalTime += totalTime / 1000;
  entry.max = Math.max(entry.max, (numberAt(stats, "max_response_time") ?? 0) / 1000);
  entry.first = Math.min(entry.first, numberAt(stats, "start_time") ?? Number.POSITIVE_INFINITY);
  entry.last = Math.max(entry.last, numberAt(stats, "last_request_timestamp") ?? 0);
  for (const [time, value] of entriesAt(stats, "response_times")) {
    const seconds = readNumber(time);
    const count = countAt(value);
    if (seconds === undefined || count === undefined) return false;
    entry.histogram.set(seconds / 1000, (entry.histogram.get(seconds / 1000) ?? 0) + count);
  }
  return true;
}

/** Locust's own rule: from the top, the first bucket with at most floor(n·p) requests below it. */
function percentileOf(histogram: ReadonlyMap<number, number>, p: number): number | undefined {
  const descending = [...histogram].sort(([a], [b]) => b - a);
  const total = descending.reduce((sum, [, count]) => sum + count, 0);
  const below = Math.floor(total * p);
  let passed = 0;
  for (const [time, count] of descending) {
    passed += count;
    if (count > 0 && total - passed <= below) return time;
  }
  return undefined;
}

function figuresOf(entry: Entry, duration: number): Figures {
  const { requests, failures, histogram } = entry;
  const timed = requests - entry.withoutTime;
  return {
    ...present({ requests, failures, throughput: duration > 0 ? requests / duration : undefined }),
    responseTime:
      timed > 0
        ? present<ResponseTimes>({
            mean: entry.totalTime / timed,
            p50: percentileOf(histogram, 0.5),
            p90: percentileOf(histogram, 0.9),
            p95: percentileOf(histogram, 0.95),
            p99: percentileOf(histogram, 0.99),
            max: entry.max,
          })
        : {},
  };
}

interface Collected {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly failures: readonly ImportedFailure[];
}

function runOf(
  format: "locust-json" | "locust-workers",
  file: string,
  { entries, failures }: Collected,
  users: number | null,
  usersFrom: string,
  mostUsers?: number,
): ImportedRun | undefined {
  const total = newEntry("", "Aggregated");
  for (const entry of entries.values()) {
    total.requests += entry.requests;
    total.withoutTime += entry.withoutTime;
    total.failures += entry.failures;
    total.totalTime += entry.totalTime;
    total.max = Math.max(total.max, entry.max);
    total.first = Math.min(total.first, entry.first);
    total.last = Math.max(total.last, entry.last);
    for (const [time, count] of entry.histogram) {
      total.histogram.set(time, (total.histogram.get(time) ?? 0) + count);
    }
  }
  if (total.requests === 0) return undefined;
  const duration = Number.isFinite(total.first) ? Math.max(0, total.last - total.first) : 0;
  const endpoints: ImportedEndpoint[] = [...entries.values()].map((entry) => ({
    method: entry.method,
    path: entry.path,
    ...figuresOf(entry, duration),
  }));
  return singleLevelRun({
    format,
    file,
    version: format === "locust-json" ? "2.14.1 or later" : "",
    loadModel: "closed",
    users,
    mostUsers,
    usersFrom,
    duration: duration > 0 ? duration : undefined,
    start: total.first,
    figures: figuresOf(total, duration),
    endpoints,
    failures,
    percentiles: {
      method: "smallest bucket of a histogram of rounded times that exceeds the share",
      resolution: "2 significant digits (1 ms below 100 ms)",
    },
    findings: [
      finding(
        "ramp-included",
        "note",
        users,
        "The totals cover the whole run, ramp-up included.",
        "Locust counts from the first user on",
        "reset Locust's statistics after the warm-up, or import the _stats_history.csv",
      ),
    ],
    note: "whole run, ramp included",
  });
}

/** The first array of objects in the text; a cut one to its end, so that its parser tells where. */
function arrayIn(text: string): string {
  const start = Math.max(0, text.search(/\[\s*(?:\{|\])/));
  return balancedLiteral(text, start) ?? text.slice(start);
}

export const importLocustJson: Importer = (file, options) => {
  const json = parseJson(file.name, arrayIn(file.text));
  if (!json.ok) return json;
  const entries = new Map<string, Entry>();
  for (const stats of listAt(json.value)) {
    const entry = newEntry(textAt(stats, "method"), textAt(stats, "name"));
    if (!addTo(entry, stats)) {
      return refused(
        file.name,
        `the entry "${entry.method} ${entry.path}" lacks a count, a total time or part of its histogram`,
        "write it again with locust --json",
      );
    }
    entries.set(`${entry.method} ${entry.path}`, entry);
  }
  const known = usersKnown(file.name, options.users);
  const run = runOf("locust-json", file.name, { entries, failures: [] }, known.users, known.from);
  return run
    ? { ok: true, value: [run] }
    : refused(file.name, "the run made no request", "check that the test ran");
};

/** Users of all workers report by report: each reports every three seconds. */
function together(workers: readonly (readonly number[])[]): readonly number[] {
  const length = workers.reduce((most, { length }) => Math.max(most, length), 0);
  return Array.from({ length }, (_, at) =>
    workers.reduce((sum, counts) => sum + (counts[at] ?? 0), 0),
  );
}

export const importLocustWorkers: Importer = (file) => {
  const entries = new Map<string, Entry>();
  const users = new Map<string, number[]>();
  const errors = new Map<string, { method: string; path: string; error: string; count: number }>();
  const rejected = rejections(file.name);
  const lines = file.text.split(/\r*\n/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const report = parseJson(file.name, line);
    if (!report.ok) {
      if (index < lines.length - 1) {
        rejected.add(index + 1, 1, "the line is not a JSON object", "remove the line");
      }
      continue;
    }
    const client = textAt(report.value, "client_id");
    const counts = users.get(client) ?? [];
    users.set(client, counts);
    counts.push(countAt(report.value, "user_count") ?? 0);
    for (const stats of listAt(report.value, "stats")) {
      const [method, path] = [textAt(stats, "method"), textAt(stats, "name")];
      const key = `${method} ${path}`;
      const entry = entries.get(key) ?? newEntry(method, path);
      entries.set(key, entry);
      if (!addTo(entry, stats)) {
        rejected.add(index + 1, 1, `the entry "${key}" lacks a figure`, "remove the line");
      }
    }
    for (const [id, one] of entriesAt(report.value, "errors")) {
      // Occurrences are counted since the start of the worker.
      const key = `${client} ${id}`;
      const count = Math.max(errors.get(key)?.count ?? 0, countAt(one, "occurrences") ?? 0);
      errors.set(key, {
        method: textAt(one, "method"),
        path: textAt(one, "name"),
        error: textAt(one, "error"),
        count,
      });
    }
  }
  const counted = usersOfPoints(together([...users.values()]));
  const failures = [...errors.values()];
  const run = runOf(
    "locust-workers",
    file.name,
    { entries, failures },
    counted?.users ?? null,
    counted ? "in the file (users of all workers)" : "",
    counted?.mostUsers,
  );
  return run
    ? {
        ok: true,
        value: [{ ...run, rejected: { count: rejected.count, first: rejected.first } }],
      }
    : refused(file.name, "the workers made no request", "check that the test ran");
};
