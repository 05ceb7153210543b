/**
 * Locust's `<prefix>_stats_history.csv`: one row a second (and one more for every endpoint with
 * --csv-full-history). The `Total …` columns are cumulative and exact, so their differences give X
 * and mean R of any window; `Requests/s` lags by some 7 s and freezes when the server hangs, and is
 * not used. The percentile columns are sliding (10 s) in 1.0–1.1 and, from 2.2.2, with full history
 * only; otherwise they are cumulative since the start. Which, is read off the figures: the largest
 * time seen so far can never fall.
 *
 * Source: locustio/locust, locust/stats.py, tags 1.0 to 2.46.3; pull request #1873.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { SeriesPoint, SourceText } from "../../imported-run.ts";
import type { Parsed } from "../../problem.ts";
import type { CumulativePoint } from "../log/steady-levels.ts";
import { type Rejections, refused, rejections } from "../rejections.ts";
import { readCount, readMilliseconds, readNumber } from "../text/read-number.ts";
import { readTable } from "../text/table.ts";
import { locustPercentiles } from "./locust-stats.ts";

export interface LocustHistory {
  /** Aggregated totals, a point a second. */
  readonly points: readonly CumulativePoint[];
  /** Percentiles in the Aggregated row of each point's second. */
  readonly percentiles: ReadonlyMap<number, ResponseTimes>;
  /** current: of the last 10 s; cumulative: since the start. */
  readonly percentilesAre: "current" | "cumulative";
  readonly fullHistory: boolean;
  readonly rejected: Rejections;
  readonly cut: boolean;
  /** Seconds by which the load machine's clock was put back in the run, each time. */
  readonly putBack: readonly number[];
}

interface Second {
  time: number;
  users: number;
  total: { requests: number; failures: number; totalTime: number } | null;
  endpoints: Map<
    string,
    { method: string; path: string; requests: number; failures: number; totalTime: number }
  >;
}

export function readLocustHistory(file: SourceText): Parsed<LocustHistory> {
  const table = readTable(file.text);
  const rejected = rejections(file.name);
  if (!table.has("Total Request Count") || !table.has("Total Average Response Time")) {
    return refused(
      file.name,
      "the history lacks the columns Total Request Count and Total Average Response Time",
      "use the history of Locust 1.0 or later; of earlier versions import _stats.csv alone",
    );
  }
  const points: CumulativePoint[] = [];
  const percentiles = new Map<number, ResponseTimes>();
  let second: Second | null = null;
  let fullHistory = false;
  let falls = false;
  const largest = new Map<string, { requests: number; value: number }>();
  const counted = new Map<string, number>();
  const putBack: number[] = [];
  let cut = false;

  const close = () => {
    if (second?.total) {
      points.push({
        time: second.time,
        users: second.users,
        ...second.total,
        endpoints: second.endpoints,
      });
    }
  };
  for (const [at, row] of table.rows.entries()) {
    const cell = (...names: string[]) => table.cell(row, ...names);
    const clock = readNumber(cell("Timestamp"));
    const users = readCount(cell("User Count"));
    const requests = readCount(cell("Total Request Count"));
    const failures = readCount(cell("Total Failure Count"));
    const mean = readMilliseconds(cell("Total Average Response Time"));
    // A cut row may end inside a number and still read as one.
    const whole = row.cells.length >= table.header.cells.length;
    const last = at === table.rows.length - 1 && table.source.openEnd;
    const path = cell("Name") ?? "";
    const method = cell("Type") ?? "";
    const key = `${method} ${path}`;
    let time = clock === undefined ? undefined : clock + sum(putBack);
    // The counters go on where the clock was put back: rows are a second apart.
    if (time !== undefined && second !== null && time < second.time && whole) {
      const before = counted.get(key);
      if (before !== undefined && (requests ?? -1) >= before && before > 0) {
        putBack.push(second.time + 1 - time);
        time = second.time + 1;
      }
    }
    if (
      time === undefined ||
      users === undefined ||
      requests === undefined ||
      failures === undefined ||
      mean === undefined ||
      !whole ||
      (second !== null && time < second.time)
    ) {
      if (last) cut = true;
      else {
        rejected.add(
          row.line,
          1,
          "the row lacks a figure, or its time runs backwards",
          "one history belongs to one run; remove rows of another run and headers in mid-file",
        );
      }
      continue;
    }
    if (second === null || time !== second.time) {
      close();
      second = { time, users, total: null, endpoints: new Map() };
    }
    const totals = { requests, failures: Math.min(failures, requests), totalTime: requests * mean };
    counted.set(key, requests);
    const hundredth = readNumber(cell("100%"));
    if (hundredth !== undefined && requests > 0) {
      // Sliding percentiles read 0 where the last 10 s saw no request; cumulative ones cannot.
      const before = largest.get(path);
      if (hundredth === 0 && mean > 0.001) falls = true;
      if (before && requests >= before.requests && hundredth < before.value) falls = true;
      largest.set(path, { requests, value: hundredth });
    }
    if ((method === "" || method === "None") && path === "Aggregated") {
      second.total = totals;
      percentiles.set(time, requests === 0 ? {} : locustPercentiles(table, row));
    } else {
      fullHistory = true;
      second.endpoints.set(key, { method, path, ...totals });
    }
  }
  close();
  if (points.length === 0) {
    return refused(
      file.name,
      "the history holds no Aggregated row that can be read",
      "the run may have been stopped before Locust flushed its first rows (every 5 s)",
    );
  }
  return {
    ok: true,
    value: {
      points,
      percentiles,
      percentilesAre: falls ? "current" : "cumulative",
      fullHistory,
      rejected,
      cut,
      putBack,
    },
  };
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

/** Users, X and mean R between neighboring points; none across a reset of the counters. */
export function seriesOf(points: readonly CumulativePoint[]): SeriesPoint[] {
  const series: SeriesPoint[] = [];
  for (const [at, point] of points.entries()) {
    const before = points[at - 1];
    if (!before || point.time <= before.time || point.requests < before.requests) continue;
    const duration = point.time - before.time;
    const requests = point.requests - before.requests;
    series.push({
      time: point.time,
      users: point.users,
      throughput: requests / duration,
      failureRate: Math.max(0, point.failures - before.failures) / duration,
      responseTime:
        requests > 0 ? Math.max(0, point.totalTime - before.totalTime) / requests : null,
    });
  }
  return series;
}
