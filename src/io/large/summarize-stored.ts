/**
 * From stored samples to levels: what `summarizeSamples` does of requests in memory, by counting in the
 * engine. The same windows, counts, means and exact percentiles.
 */
import type { UsersAt } from "../../ingest/formats/log/mean-users.ts";
import { type FoundLevel, steadyLevels } from "../../ingest/formats/log/steady-levels.ts";
import {
  type SampleSummary,
  seriesOf,
  wholeUsers,
} from "../../ingest/formats/log/summarize-samples.ts";
import { present } from "../../ingest/formats/present.ts";
import type { Figures, ImportedEndpoint, ImportedLevel } from "../../ingest/imported-run.ts";
import type { Seconds } from "../../units.ts";
import { pointsOfSeconds } from "./counted-seconds.ts";
import type { Engine } from "./engine.ts";
import { type Bin, figuresOfBins, pooledBins } from "./exact-figures.ts";
import { type Group, lookUpRanks } from "./look-up-ranks.ts";
import { countFailures } from "./stored-failures.ts";
import { noWindow, numberOf, requestsView, textOf } from "./stored-rows.ts";
import type { RunSpan } from "./stored-runs.ts";

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
