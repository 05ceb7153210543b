/**
 * One Locust run out of the files it wrote: `_stats.csv`, `_stats_history.csv`, `_failures.csv`, any
 * of them missing. Throughput and mean come from the window in which the users were constant;
 * percentiles only from where they describe a known window, and each level says which.
 */
import { failureCause } from "../../../measurement/failure-cause.ts";
import type { Finding } from "../../../measurement/finding.ts";
import { endpointsOfWholeRun } from "../../../measurement/level-note.ts";
import {
  emptyRun,
  type Figures,
  type ImportedFailure,
  type ImportedLevel,
  type ImportedRun,
  type ImportOptions,
  type SourceText,
} from "../../imported-run.ts";
import type { Parsed, Problem } from "../../problem.ts";
import { apportionByEndpoint, apportionFailures } from "../apportion-failures.ts";
import { finding } from "../finding.ts";
import { nameOfRun } from "../name-of-run.ts";
import { refused } from "../rejections.ts";
import { readCount } from "../text/read-number.ts";
import { readTable } from "../text/table.ts";
import { readLocustFailures } from "./locust-failures.ts";
import { readLocustHistory, seriesOf } from "./locust-history.ts";
import { totalOfHistory } from "./locust-history-total.ts";
import { locustLevels } from "./locust-levels.ts";
import { type LocustStats, locustPercentiles, readLocustStats } from "./locust-stats.ts";

export interface LocustFiles {
  readonly stats?: SourceText;
  readonly history?: SourceText;
  readonly failures?: SourceText;
  readonly exceptions?: SourceText;
  /** `_distribution.csv` of 0.8 to 0.12, where the percentiles were. */
  readonly distribution?: SourceText;
}

export function locustRun(files: LocustFiles, options: ImportOptions = {}): Parsed<ImportedRun> {
  const first = files.stats ?? files.history;
  if (!first) {
    const name = files.failures?.name ?? "";
    return refused(
      name,
      "failures without statistics make no level",
      "give the _stats.csv or _stats_history.csv of the same run too",
    );
  }
  const problems: Problem[] = [];
  const take = <T>(parsed: Parsed<T> | undefined): T | undefined => {
    if (parsed?.ok) return parsed.value;
    if (parsed) problems.push(...parsed.problems);
    return undefined;
  };
  const read = take(files.stats && readLocustStats(files.stats));
  const stats = read && files.distribution ? withDistribution(read, files.distribution) : read;
  const history = take(files.history && readLocustHistory(files.history));
  if (!stats && !history) return { ok: false, problems };

  const failures = files.failures && readLocustFailures(files.failures);
  const wholeRun = stats?.total ?? totalOfHistory(history);
  if (wholeRun.requests === 0) {
    return refused(
      first.name,
      "the run made no request, so there is nothing to import",
      "check that the test ran and that its users made requests; leave this run out otherwise",
    );
  }
  const { levels, findings, usersFrom } = locustLevels(
    first.name,
    wholeRun,
    stats,
    history,
    options,
  );

  const kinds = failures?.failures ?? [];
  const rejected = [stats?.rejected, history?.rejected, failures?.rejected];
  const scripted = scriptErrors(files.exceptions, wholeRun.requests ?? 0);
  const notes = [...findings, ...scripted.findings];
  for (const problem of problems) {
    notes.push(
      finding(
        "file-left-out",
        "warning",
        null,
        `${problem.file} was left out: ${problem.message}.`,
        "a level needs figures of one run",
        problem.hint,
      ),
    );
  }
  for (const seconds of history?.putBack ?? []) notes.push(clockPutBack(seconds));
  if (stats?.cut || history?.cut) {
    notes.push(
      finding(
        "cut-last-line",
        "note",
        null,
        "The last line of a file is cut off and was left out.",
        "Locust flushes its files every 5 s; a killed run ends in mid-line",
        "nothing to do: all figures before it were read",
      ),
    );
  }
  return {
    ok: true,
    value: {
      ...emptyRun(files.stats ? "locust-stats" : "locust-history", nameOfRun(first.name)),
      version: failures?.version || stats?.version || "1.0 or later",
      loadModel: "closed",
      usersFrom,
      wholeRun,
      levels: levels.map((level) => withKinds(level, kinds, wholeRun.failures ?? 0)),
      failures: kinds,
      series: history ? seriesOf(history.points) : [],
      percentiles: {
        method: "smallest bucket of a histogram of rounded times that exceeds the share",
        resolution: "2 significant digits (1 ms below 100 ms)",
      },
      findings: notes,
      generatorWarnings: scripted.warnings,
      rejected: {
        count: rejected.reduce((sum, one) => sum + (one?.count ?? 0), 0),
        first: rejected.flatMap((one) => one?.first ?? []),
      },
    },
  };
}

function clockPutBack(seconds: number): Finding {
  return finding(
    "clock-stepped-back",
    "warning",
    null,
    `The history's clock was put back by some ${Math.round(seconds)} s while its counters went on: read as one run, with a second between the rows on both sides.`,
    "Locust writes a row a second, and its totals never fall",
    "keep the load machine's clock in step (NTP) before a test",
  );
}

/**
 * Failures by kind of the level's window. The file counts them over the whole run: what the run has
 * beyond the window is taken off each kind alike.
 */
function withKinds(
  level: ImportedLevel,
  kinds: readonly ImportedFailure[],
  all: number,
): ImportedLevel {
  const { failures = 0, covers, endpoints } = level;
  if (kinds.length === 0 || covers === "whole run" || failures === all) return level;
  const oneKind = new Set(kinds.map(({ error }) => failureCause(error))).size === 1;
  if (level.note.includes(endpointsOfWholeRun) || oneKind) {
    return { ...level, failureKinds: apportionFailures(kinds, failures) };
  }
  const located = endpoints.some((row) => row.failures !== undefined);
  return { ...level, failureKinds: located ? apportionByEndpoint(kinds, endpoints) : [] };
}

/** Percentiles of the old second file, under "METHOD path" and "Total". */
function withDistribution(stats: LocustStats, file: SourceText): LocustStats {
  const table = readTable(file.text);
  const rows = new Map(table.rows.map((row) => [(table.cell(row, "Name") ?? "").trim(), row]));
  const add = <T extends Figures>(figures: T, name: string): T => {
    const row = rows.get(name);
    return row
      ? { ...figures, responseTime: { ...locustPercentiles(table, row), ...figures.responseTime } }
      : figures;
  };
  return {
    ...stats,
    total: add(add(stats.total, "Total"), "None Total"),
    endpoints: stats.endpoints.map((one) => add(one, `${one.method} ${one.path}`.trim())),
  };
}

/** So many, as a share of the requests, that the users did clearly less than planned. */
const leastExceptions = 0.01;

/** Exceptions in the load script: requests that were never made. */
function scriptErrors(
  file: SourceText | undefined,
  requests: number,
): { readonly warnings: readonly string[]; readonly findings: readonly Finding[] } {
  if (!file) return { warnings: [], findings: [] };
  const table = readTable(file.text);
  const count = table.rows.reduce(
    (sum, row) => sum + (readCount(table.cell(row, "Count")) ?? 0),
    0,
  );
  const [first] = table.rows;
  const message = first ? (table.cell(first, "Message") ?? "").slice(0, 120) : "";
  if (count === 0) return { warnings: [], findings: [] };
  const said = `the load script raised ${count} exceptions (${message})`;
  if (count >= leastExceptions * requests) {
    return { warnings: [`${said}: its users did less than planned`], findings: [] };
  }
  const note = finding(
    "script-exceptions",
    "note",
    null,
    `T${said.slice(1)}, too few to tell in ${requests} requests.`,
    "an exception ends a user's task",
    "correct the load script",
  );
  return { warnings: [], findings: [note] };
}
