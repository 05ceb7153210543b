/**
 * From stored samples to levels: what `summarizeSamples` does of requests in memory, by counting in the
 * engine. The same windows, counts, means and exact percentiles.
 */
import { type BusySecond, stretchesOf } from "../../ingest/formats/idle-gaps.ts";
import type { UsersAt } from "../../ingest/formats/mean-users.ts";
import { present } from "../../ingest/formats/present.ts";
import { isNoScrap } from "../../ingest/formats/split-log.ts";
import { type FoundLevel, steadyLevels } from "../../ingest/formats/steady-levels.ts";
import {
  mostErrors,
  type SampleSummary,
  seriesOf,
  wholeUsers,
} from "../../ingest/formats/summarize-samples.ts";
import type {
  Figures,
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

/** The same before the log is divided into runs. */
export const allRequests = "all_requests";

/** The view's window of a request: a level's place, or this where it is in none. */
const noWindow = -1;

export interface RunSpan {
  /** Unix seconds of the first start and the last end. */
  readonly first: number;
  readonly last: number;
  readonly seconds: readonly (CountedSecond & BusySecond & { readonly whole: boolean })[];
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
    FROM ${allRequests} GROUP BY second ORDER BY second`,
  );
  if (rows.length === 0) return undefined;
  return spanOf(
    rows.map((row) => ({
      second: numberOf(row, "second"),
      requests: numberOf(row, "requests"),
      failures: numberOf(row, "failures"),
      totalTime: numberOf(row, "time"),
      first: numberOf(row, "first"),
      last: numberOf(row, "last"),
      whole: row["whole"] === true,
    })),
  );
}

function spanOf(seconds: RunSpan["seconds"]): RunSpan {
  return {
    // A clock that counts from the start may give 0 − rounding.
    first: Math.max(
      0,
      seconds.reduce((least, { first }) => Math.min(least, first), Number.POSITIVE_INFINITY),
    ),
    last: seconds.at(-1)?.last ?? 0,
    whole: seconds.every(({ whole }) => whole),
    seconds,
  };
}

/** The runs of a log, apart at gaps, as `splitLog` divides it; requests before or after a run are none. */
export function runsIn(span: RunSpan): {
  readonly runs: readonly RunSpan[];
  readonly scraps: number;
} {
  const stretches = stretchesOf(span.seconds);
  if (stretches.length < 2) return { runs: [span], scraps: 0 };
  const all = stretches.map(({ from, to }) =>
    spanOf(span.seconds.filter(({ second }) => second >= from && second <= to)),
  );
  const sizes = all.map(({ seconds }) => seconds.reduce((sum, { requests }) => sum + requests, 0));
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
  const isRun = all.map(({ first, last }, at) => isNoScrap(last - first, sizes[at] ?? 0, largest));
  return {
    runs: all.filter((_, at) => isRun[at]),
    scraps: sizes.reduce((sum, size, at) => sum + (isRun[at] ? 0 : size), 0),
  };
}

/** Makes the view of the requests of one run. */
export async function viewRun(engine: Engine, run: RunSpan): Promise<void> {
  const { seconds } = run;
  await engine.run(
    `CREATE OR REPLACE VIEW ${requestsView} AS SELECT * FROM ${allRequests}
    WHERE ceil(ends) BETWEEN ${seconds[0]?.second ?? 0} AND ${seconds.at(-1)?.second ?? 0}`,
  );
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
  const mixed = (some: readonly Group[]) => some.some(({ averaged }) => averaged);
  const everything = { method: null, path: null };
  const total: Group = {
    window: null,
    ...everything,
    averaged: mixed(groups),
    bins: pool(groups),
  };
  const wholeEndpoints = found.length === 0 ? at(noWindow) : [];
  const held = found.flatMap((one, window) => {
    if (one.level.covers === "ramp") return [];
    const inside = at(window);
    const all = { window, ...everything, averaged: mixed(inside), bins: pool(inside) };
    return [{ window, duration: durationOf(one), all, inside }];
  });
  const wanted = [total, ...wholeEndpoints, ...held.flatMap(({ all, inside }) => [all, ...inside])];
  const lookUp = await lookUpRanks(engine, wanted);
  const figures = (group: Group, duration: Seconds): Figures => {
    const found = figuresOfBins(group.bins, duration, (rank) => lookUp(group, rank));
    const { mean } = found.responseTime;
    return group.averaged ? { ...found, responseTime: present({ mean }) } : found;
  };
  const endpoints = (some: readonly Group[], duration: Seconds): ImportedEndpoint[] =>
    some.map((group) => ({
      method: group.method ?? "",
      path: group.path ?? "",
      ...figures(group, duration),
    }));
  const wholeRun = figures(total, last - first);
  const failures = await countFailures(engine);
  const levels = found.map(({ level }, window): ImportedLevel => {
    const counted = held.find((one) => one.window === window);
    if (counted === undefined) return level;
    const { all, inside, duration } = counted;
    return {
      ...level,
      ...figures(all, duration),
      endpoints: endpoints(inside, duration),
      failureKinds: failures.of(window),
    };
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
    failureKinds: failures.all,
    note: "whole run, ramp included",
  };
  return {
    wholeRun,
    levels: levels.length > 0 ? levels : [wholeLevel],
    failures: failures.all,
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
      max(ms) / 1000 AS most, min(ends) AS ended, bool_or(averaged) AS averaged
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
    const known = groups.get(key) ?? { window, method, path, ended, averaged: false, bins: [] };
    groups.set(key, known);
    known.ended = Math.min(known.ended, ended);
    known.averaged ||= row["averaged"] === true;
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
  averaged: boolean;
  readonly bins: Bin[];
  /** When the first of the requests ended. */
  ended: number;
}

/** Of those that first ended in one instant, by name: the engine reads rows in no order. */
function byFirstEnd(a: Growing, b: Growing): number {
  const names = ({ method, path }: Growing) => `${method} ${path}`;
  return a.ended - b.ended || (names(a) < names(b) ? -1 : 1);
}

interface Failures {
  readonly all: readonly ImportedFailure[];
  of(window: number): readonly ImportedFailure[];
}

/** Failures by kind over all of the run, and in every window. */
async function countFailures(engine: Engine): Promise<Failures> {
  const all = await kindsBy(engine, `${noWindow}`);
  const windows = await kindsBy(engine, "span");
  return { all: all.get(noWindow) ?? [], of: (window) => windows.get(window) ?? [] };
}

/** Kinds in the order in which they first ended; beyond the most that are kept, together. */
async function kindsBy(
  engine: Engine,
  window: string,
): Promise<ReadonlyMap<number, readonly ImportedFailure[]>> {
  const rows = await engine.rows(
    `SELECT *, sum(count) OVER (PARTITION BY w)::DOUBLE AS total FROM (
      SELECT (${window})::INTEGER AS w, method, path, error, count(*)::DOUBLE AS count, min(ends) AS ended
      FROM binned WHERE error IS NOT NULL GROUP BY ALL)
    QUALIFY row_number() OVER (PARTITION BY w ORDER BY ended, method, path, error) <= ${mostErrors}
    ORDER BY w, ended, method, path, error`,
  );
  const found = new Map<number, ImportedFailure[]>();
  const left = new Map<number, number>();
  for (const row of rows) {
    const error = textOf(row, "error");
    const [method, path] = [textOf(row, "method"), textOf(row, "path")];
    const [w, count] = [numberOf(row, "w"), numberOf(row, "count")];
    const kinds = found.get(w) ?? [];
    found.set(w, kinds);
    kinds.push({ method, path, error, count });
    left.set(w, (left.get(w) ?? numberOf(row, "total")) - count);
  }
  for (const [w, count] of left) {
    if (count <= 0) continue;
    const others = {
      method: "",
      path: "",
      error: "other errors",
      count,
    } as const;
    found.get(w)?.push(others);
  }
  return found;
}
