/**
 * From stored samples to levels: what `summarizeSamples` does of requests in memory, by counting in the
 * engine. The same windows, counts, means and exact percentiles.
 */
import { errorOrigin } from "../../ingest/formats/error-origin.ts";
import type { UsersAt } from "../../ingest/formats/mean-users.ts";
import { type FoundLevel, steadyLevels } from "../../ingest/formats/steady-levels.ts";
import {
  mostErrors,
  type SampleSummary,
  seriesOf,
  wholeUsers,
} from "../../ingest/formats/summarize-samples.ts";
import type {
  ImportedEndpoint,
  ImportedFailure,
  ImportedLevel,
} from "../../ingest/imported-run.ts";
import type { Seconds } from "../../units.ts";
import { type CountedSecond, pointsOfSeconds } from "./counted-seconds.ts";
import type { Cell, Engine } from "./engine.ts";
import { type Bin, figuresOfBins, pooledBins } from "./exact-figures.ts";
import { type Group, lookUpRanks } from "./look-up-ranks.ts";

/** Name of the view of the requests that count: ends, ms, method, path, error. */
export const requestsView = "requests";

/** The view's window of a request: a level's place, or this where it is in none. */
const noWindow = -1;

export interface RunSpan {
  /** Unix seconds of the first start and the last end. */
  readonly first: number;
  readonly last: number;
  readonly seconds: readonly CountedSecond[];
  /** Whether all response times are whole milliseconds. */
  readonly whole: boolean;
}

type Row = Readonly<Record<string, Cell>>;
const numberOf = (row: Row | undefined, name: string) => Number(row?.[name] ?? 0);
const textOf = (row: Row, name: string) => String(row[name] ?? "");

/** undefined when there is no request. */
export async function countSeconds(engine: Engine): Promise<RunSpan | undefined> {
  const rows = await engine.rows(
    `SELECT ceil(ends)::DOUBLE AS second, count(*)::DOUBLE AS requests,
      count(error)::DOUBLE AS failures, sum(ms) / 1000 AS time, min(ends - ms / 1000) AS first,
      max(ends) AS last, bool_and(ms = floor(ms)) AS whole
    FROM ${requestsView} GROUP BY second ORDER BY second`,
  );
  if (rows.length === 0) return undefined;
  return {
    // A clock that counts from the start may give 0 − rounding.
    first: Math.max(0, Math.min(...rows.map((row) => numberOf(row, "first")))),
    last: numberOf(rows.at(-1), "last"),
    whole: rows.every((row) => row["whole"] === true),
    seconds: rows.map((row) => ({
      second: numberOf(row, "second"),
      requests: numberOf(row, "requests"),
      failures: numberOf(row, "failures"),
      totalTime: numberOf(row, "time"),
    })),
  };
}

export async function summarizeStored(
  engine: Engine,
  { first, last, seconds, whole }: RunSpan,
  timeline: readonly UsersAt[],
  users: number | null,
  warmUp?: Seconds,
): Promise<SampleSummary> {
  const points = pointsOfSeconds(seconds, timeline, first, last);
  const found = timeline.length > 0 ? steadyLevels(points, warmUp) : [];
  await makeWindows(engine, found, whole);
  const groups = await countGroups(engine);
  const at = (window: number) => groups.filter((group) => group.window === window);
  const durationOf = ({ from, to }: FoundLevel) => to.time - from.time;
  const pool = (some: readonly Group[]) => pooledBins(some.flatMap(({ bins }) => bins));
  const total: Group = { window: null, method: null, path: null, bins: pool(groups) };
  const wholeEndpoints = found.length === 0 ? at(noWindow) : [];
  const held = found.flatMap((one, window) => {
    if (one.level.covers === "ramp") return [];
    const inside = at(window);
    const all: Group = { window, method: null, path: null, bins: pool(inside) };
    return [{ window, duration: durationOf(one), all, inside }];
  });
  const wanted = [total, ...wholeEndpoints, ...held.flatMap(({ all, inside }) => [all, ...inside])];
  const lookUp = await lookUpRanks(engine, wanted);
  const figures = (group: Group, duration: Seconds) =>
    figuresOfBins(group.bins, duration, (rank) => lookUp(group, rank));
  const endpoints = (some: readonly Group[], duration: Seconds): ImportedEndpoint[] =>
    some.map((group) => ({
      method: group.method ?? "",
      path: group.path ?? "",
      ...figures(group, duration),
    }));
  const wholeRun = figures(total, last - first);
  const levels = found.map(({ level }, window): ImportedLevel => {
    const counted = held.find((one) => one.window === window);
    if (counted === undefined) return level;
    const { all, inside, duration } = counted;
    return { ...level, ...figures(all, duration), endpoints: endpoints(inside, duration) };
  });
  const wholeLevel: ImportedLevel = {
    ...wholeUsers(users, timeline, first, last),
    arrivalRate: null,
    start: first,
    duration: last > first ? last - first : null,
    warmUpCut: 0,
    covers: "whole run",
    ...wholeRun,
    endpoints: endpoints(wholeEndpoints, last - first),
    note: "whole run, ramp included",
  };
  return {
    wholeRun,
    levels: levels.length > 0 ? levels : [wholeLevel],
    failures: await countFailures(engine),
    series: seriesOf(points, timeline.length > 0),
  };
}

/**
 * Every request with its window and its bin. Whole milliseconds are bins of one value each; finer times
 * are counted in bins of about 1 %.
 */
async function makeWindows(
  engine: Engine,
  found: readonly FoundLevel[],
  whole: boolean,
): Promise<void> {
  const bin = whole ? "ms::BIGINT" : "floor(64 * log2(greatest(ms, 1e-6)))::BIGINT";
  const spans = found.flatMap(({ level, from, to }, window) =>
    level.covers === "ramp"
      ? []
      : [`WHEN ceil(ends) BETWEEN ${from.time + 1} AND ${to.time} THEN ${window}`],
  );
  // Compared, not joined: a damaged time stamp makes a window of millions of seconds.
  const span = spans.length === 0 ? noWindow : `CASE ${spans.join(" ")} ELSE ${noWindow} END`;
  await engine.run(
    `CREATE OR REPLACE VIEW binned AS SELECT *, ${span} AS span, ${bin} AS bin FROM ${requestsView}`,
  );
}

/** Bins of every endpoint in every window, endpoints in the order in which they first ended. */
async function countGroups(engine: Engine): Promise<readonly Group[]> {
  const rows = await engine.rows(
    `SELECT span::INTEGER AS span, method, path, bin::DOUBLE AS bin, count(*)::DOUBLE AS requests,
      count(error)::DOUBLE AS failures, sum(ms) / 1000 AS time, min(ms) / 1000 AS least,
      max(ms) / 1000 AS most, min(ends) AS ended
    FROM binned GROUP BY ALL`,
  );
  const groups = new Map<string, Growing>();
  for (const row of rows) {
    const [window, method, path] = [
      numberOf(row, "span"),
      textOf(row, "method"),
      textOf(row, "path"),
    ];
    const key = `${window} ${method} ${path}`;
    const ended = numberOf(row, "ended");
    const known = groups.get(key) ?? { window, method, path, ended, bins: [] };
    groups.set(key, known);
    known.ended = Math.min(known.ended, ended);
    known.bins.push({
      bin: numberOf(row, "bin"),
      count: numberOf(row, "requests"),
      failures: numberOf(row, "failures"),
      total: numberOf(row, "time"),
      least: numberOf(row, "least"),
      most: numberOf(row, "most"),
    });
  }
  for (const { bins } of groups.values()) bins.sort((a, b) => a.bin - b.bin);
  return [...groups.values()].sort(byFirstEnd);
}

interface Growing extends Group {
  readonly window: number;
  readonly bins: Bin[];
  /** When the first of the requests ended. */
  ended: number;
}

/** Of those that first ended in one instant, by name: the engine reads rows in no order. */
function byFirstEnd(a: Growing, b: Growing): number {
  const names = ({ method, path }: Growing) => `${method} ${path}`;
  return a.ended - b.ended || (names(a) < names(b) ? -1 : 1);
}

async function countFailures(engine: Engine): Promise<readonly ImportedFailure[]> {
  const rows = await engine.rows(
    `SELECT method, path, error, count(*)::DOUBLE AS count, sum(count(*)) OVER ()::DOUBLE AS total
    FROM ${requestsView} WHERE error IS NOT NULL GROUP BY method, path, error
    ORDER BY min(ends), method, path, error LIMIT ${mostErrors}`,
  );
  const failures = rows.map((row): ImportedFailure => {
    const error = textOf(row, "error");
    const count = numberOf(row, "count");
    const [method, path] = [textOf(row, "method"), textOf(row, "path")];
    return { method, path, error, count, origin: errorOrigin(error) };
  });
  const told = failures.reduce((sum, { count }) => sum + count, 0);
  const others = numberOf(rows[0], "total") - told;
  if (others > 0) {
    failures.push({ method: "", path: "", error: "other errors", count: others, origin: "server" });
  }
  return failures;
}
