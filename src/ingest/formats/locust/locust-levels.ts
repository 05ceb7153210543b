/** From a Locust run's statistics and history to levels, each of which says what window it covers. */

import type { Finding } from "../../../measurement/finding.ts";
import { endpointsOfWholeRun } from "../../../measurement/level-note.ts";
import type {
  Figures,
  ImportedEndpoint,
  ImportedLevel,
  ImportOptions,
} from "../../imported-run.ts";
import { finding } from "../finding.ts";
import { usersOver, type WindowUsers } from "../log/mean-users.ts";
import { type CumulativePoint, type FoundLevel, steadyLevels } from "../log/steady-levels.ts";
import { usersKnown } from "../log/users-known.ts";
import { present } from "../present.ts";
import type { LocustHistory } from "./locust-history.ts";
import { statsOfHistory } from "./locust-history-total.ts";
import type { LocustStats } from "./locust-stats.ts";
import { pooledPercentiles, type WindowPercentiles } from "./pooled-percentiles.ts";

export interface LocustLevels {
  readonly levels: readonly ImportedLevel[];
  readonly findings: readonly Finding[];
  readonly usersFrom: string;
}

/**
 * The levels of one Locust run. With a history the loads that were held (or that a ramp passed
 * through) are read off it; without one, or when no load was held, the whole run is the level.
 */
export function locustLevels(
  file: string,
  wholeRun: Figures,
  stats: LocustStats | undefined,
  history: LocustHistory | undefined,
  options: ImportOptions,
): LocustLevels {
  const found = history ? steadyLevels(history.points, options.warmUp) : [];
  return history && found.length > 0
    ? levelsOfHistory(found, history, stats ?? statsOfHistory(history))
    : wholeRunLevel(file, wholeRun, stats, history, options);
}

function wholeRunLevel(
  file: string,
  wholeRun: Figures,
  stats: LocustStats | undefined,
  history: LocustHistory | undefined,
  options: ImportOptions,
): LocustLevels {
  const counted = history ? usersOfHistory(history) : null;
  const known = counted
    ? { users: counted.users, from: "in the history" }
    : usersKnown(file, options.users);
  const duration = present({ duration: (wholeRun.requests ?? 0) / (wholeRun.throughput ?? 0) });
  const level: ImportedLevel = {
    users: known.users,
    ...present({ mostUsers: counted?.mostUsers }),
    arrivalRate: null,
    start: history?.points[0]?.time ?? null,
    warmUpCut: 0,
    covers: "whole run",
    ...wholeRun,
    duration: duration.duration ?? null,
    endpoints: stats?.endpoints ?? [],
    note: "whole run, ramp included",
  };
  return {
    levels: [level],
    usersFrom: known.from,
    findings: [
      finding(
        "ramp-included",
        history ? "warning" : "note",
        known.users,
        history
          ? "The users were never constant for long enough, so the level covers the whole run."
          : "The totals cover the whole run, ramp-up included.",
        "Locust divides all requests by the time since the first user",
        history
          ? "hold the load for a minute or more"
          : "import the _stats_history.csv of the same run beside it",
      ),
    ],
  };
}

/** Mean users from the first of them to the last request. */
function usersOfHistory({ points }: LocustHistory): WindowUsers | null {
  const begun = points.find(({ users }) => users > 0);
  const all = points.at(-1)?.requests ?? 0;
  const last = points.find(({ requests }) => requests >= all) ?? points.at(-1);
  if (begun === undefined || last === undefined) return null;
  return usersOver(points, begun.time, Math.max(begun.time, last.time));
}

function levelsOfHistory(
  found: readonly FoundLevel[],
  history: LocustHistory,
  stats: LocustStats | undefined,
): LocustLevels {
  const findings: Finding[] = [];
  const [only, ...others] = pooled(found);
  const usersFrom = "in the history";
  if (only && others.length === 0 && stats) {
    if (startsAtReset(only, history) && (stats.total.requests ?? 0) >= only.to.requests) {
      return { levels: [afterReset(only, stats)], findings, usersFrom };
    }
    const same = (stats.total.requests ?? 0) >= only.to.requests * 0.98;
    if (!same) {
      findings.push(
        finding(
          "history-of-another-run",
          "warning",
          only.level.users,
          `The history counts ${only.to.requests} requests, the statistics ${stats.total.requests}.`,
          "both are totals of one run",
          "check that the two files were written by the same run; the history is used",
        ),
      );
    } else {
      findings.push(
        finding(
          "percentiles-of-whole-run",
          "note",
          only.level.users,
          `Throughput and mean cover ${only.level.duration} s of constant load; percentiles and endpoints cover the whole run, ramp included.`,
          "percentiles of a window cannot be taken out of percentiles since the start",
          "reset Locust's statistics after the warm-up, or keep its --json output",
        ),
      );
      return { levels: [withWholeRun(only, stats)], findings, usersFrom };
    }
  }
  const levels = found.map((one) => {
    const level = withCurrent(one, history);
    return stats && dominates(one, stats) ? withPercentiles(level, stats) : level;
  });
  if (levels.some((level) => level.covers === "ramp")) {
    findings.push(
      finding(
        "levels-of-a-ramp",
        "note",
        null,
        `${levels.filter((level) => level.covers === "ramp").length} levels were read off a ramp, ten seconds at a time.`,
        "the load changed inside each window, so response times trail it",
        "hold each load for a minute or more where a limit depends on it",
      ),
    );
  }
  if (levels.some((level) => level.responseTime.p95 === undefined)) {
    findings.push(
      finding(
        "percentiles-not-current",
        "note",
        null,
        "Levels carry throughput and mean only: the percentile columns are cumulative or rest on too few requests.",
        "percentiles of a window cannot be taken out of percentiles since the start",
        "run with --csv-full-history on Locust 2.2.2 or later, or one run a level",
      ),
    );
  }
  return { levels, findings, usersFrom };
}

/** One load in several windows, that a few users who came or went for a moment broke up. */
function pooled(found: readonly FoundLevel[]): readonly FoundLevel[] {
  const [first] = found;
  const last = found.at(-1);
  if (!first || !last || found.length === 1) return found;
  if (found.some(({ level }) => level.users !== first.level.users)) return found;
  const sum = (of: (level: ImportedLevel) => number | null | undefined) =>
    found.reduce((total, { level }) => total + (of(level) ?? 0), 0);
  const [requests, duration] = [sum((level) => level.requests), sum((level) => level.duration)];
  const level: ImportedLevel = {
    ...first.level,
    requests,
    failures: sum((one) => one.failures),
    throughput: requests / duration,
    duration,
    responseTime: {
      mean: sum((one) => (one.requests ?? 0) * (one.responseTime.mean ?? 0)) / requests,
    },
    endpoints: [],
  };
  return [{ level, from: first.from, to: last.to }];
}

/** So large a share of the run's requests that its percentiles are nearly those of the level. */
const dominant = 0.8;

const dominates = ({ level }: FoundLevel, stats: LocustStats) =>
  (level.requests ?? 0) >= dominant * (stats.total.requests ?? Number.POSITIVE_INFINITY) &&
  (level.requests ?? 0) <= (stats.total.requests ?? 0);

function withPercentiles(level: ImportedLevel, stats: LocustStats): ImportedLevel {
  const { mean: _, ...percentiles } = stats.total.responseTime;
  const note = [level.note, "percentiles cover the whole run"].filter((part) => part !== "");
  return {
    ...level,
    responseTime: { ...percentiles, ...level.responseTime },
    note: note.join("; "),
  };
}

/** Whether the window begins where the counters were put back, so that totals cover it alone. */
function startsAtReset({ from }: FoundLevel, history: LocustHistory): boolean {
  const at = history.points.indexOf(from);
  const before = history.points[at - 1];
  return before !== undefined && from.requests < before.requests;
}

function afterReset({ level }: FoundLevel, stats: LocustStats): ImportedLevel {
  const { requests = 0, throughput = 0 } = stats.total;
  return {
    ...level,
    ...stats.total,
    duration: throughput > 0 ? requests / throughput : level.duration,
    endpoints: stats.endpoints,
    note: "statistics reset after the warm-up",
  };
}

function withWholeRun({ level }: FoundLevel, stats: LocustStats): ImportedLevel {
  const { mean: _, ...percentiles } = stats.total.responseTime;
  const share = (level.requests ?? 0) / (stats.total.requests ?? 1);
  const exact = new Map(level.endpoints.map((one) => [`${one.method} ${one.path}`, one]));
  const endpoints: ImportedEndpoint[] = stats.endpoints.map((endpoint) => {
    const window = exact.get(`${endpoint.method} ${endpoint.path}`);
    if (window) {
      return { ...window, responseTime: { ...endpoint.responseTime, ...window.responseTime } };
    }
    const scaled = (value: number | undefined) =>
      value === undefined ? undefined : Math.round(value * share);
    const { responseTime, method, path } = endpoint;
    return {
      method,
      path,
      ...present({ requests: scaled(endpoint.requests), failures: scaled(endpoint.failures) }),
      responseTime,
    };
  });
  return {
    ...level,
    responseTime: { ...percentiles, ...level.responseTime },
    endpoints: endpoints.length > 0 ? endpoints : level.endpoints,
    note:
      exact.size > 0 || endpoints.length === 0
        ? "percentiles cover the whole run"
        : `percentiles and ${endpointsOfWholeRun}; endpoint counts are apportioned to the window`,
  };
}

/** Adds the percentiles of the level's windows of ten seconds, where the file's version has them. */
function withCurrent({ level, from, to }: FoundLevel, history: LocustHistory): ImportedLevel {
  if (level.covers !== "steady" || history.percentilesAre !== "current") return level;
  const percentiles = pooledPercentiles(currentWindows(from, to, history));
  return {
    ...level,
    responseTime: { ...percentiles, ...level.responseTime },
    note:
      Object.keys(percentiles).length > 0
        ? "percentiles put together of those of ten seconds each"
        : level.note,
  };
}

/** Sliding percentiles look back so far. */
const current = 10;

/** The windows between two instants that sliding percentiles cover, from the last one back. */
function currentWindows(
  from: CumulativePoint,
  to: CumulativePoint,
  { points, percentiles }: LocustHistory,
): readonly WindowPercentiles[] {
  const byTime = new Map(points.map((point) => [point.time, point]));
  // By the times that there are, not by the clock: a spoilt history may span centuries.
  return points.toReversed().flatMap((last): WindowPercentiles[] => {
    const end = last.time;
    const isEnd = end <= to.time && end - current >= from.time && (to.time - end) % current === 0;
    const first = byTime.get(end - current);
    const responseTime = percentiles.get(end);
    if (!isEnd || byTime.get(end) !== last || !first || !responseTime) return [];
    return [{ requests: last.requests - first.requests, responseTime }];
  });
}
