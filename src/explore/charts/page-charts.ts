/** The charts of the page: what each shows of a setting, as rows and axis ends. */

import type { Policy } from "../../limits/policy.ts";
import type { Campaign, Level } from "../../measurement/campaign.ts";
import type { CurvePoint, Limits } from "../../planning/plan/plan-result.ts";
import type { Estimate } from "../../stats/estimate.ts";
import { formatBound } from "../../wording/format-duration.ts";
import { formatThresholdValue } from "../../wording/format-threshold.ts";
import { formatCount } from "../../wording/format-users.ts";
import type { Today } from "../today.ts";
import { type CurveChart, curveSpec, type LineStyle } from "./curve-spec.ts";
import { limitsSpec } from "./limits-spec.ts";

export type ChartName = "zones" | "throughput" | "percentiles" | "utilization" | "limits";

export interface Legend {
  readonly text: string;
  /** Signal that holds its color. */
  readonly color: string;
  readonly mark: "line" | "dashed" | "dot" | "ring";
}

/** What a chart is given for one setting. */
export interface ChartRows {
  readonly tables: Readonly<Record<string, readonly object[]>>;
  readonly signals: Readonly<Record<string, number>>;
  readonly legend: readonly Legend[];
}

/** What the charts show at once. */
export interface Shown {
  readonly campaign: Campaign;
  readonly incidents: readonly number[];
  readonly policy: Policy;
  readonly before: Today;
  readonly after: Today;
  /** Whether anything is moved. */
  readonly moved: boolean;
  /** Whether intervals belong to what is shown; not yet where only the middle draw has answered. */
  readonly settled: boolean;
  readonly kept: readonly { readonly title: string; readonly after: Today }[];
  /** Users at the right end of every axis. */
  readonly usersTo: number;
}

const before: LineStyle = {
  name: "before",
  color: "muted",
  dash: [6, 4],
  width: 1.75,
  band: false,
};
const after: LineStyle = { name: "after", color: "c0", dash: [], width: 2.5, band: true };
const keptLines: readonly LineStyle[] = [0, 1, 2, 3].map((i) => ({
  name: `kept${i}`,
  color: `c${i + 1}`,
  dash: [2, 2],
  width: 2,
  band: false,
}));

const percentileNames = ["p50", "p95", "p99"] as const;
/** Stations and pools that are told apart by color. */
const MOST_PARTS = 8;

const chartOf: Readonly<Record<Exclude<ChartName, "limits">, CurveChart>> = {
  zones: {
    title: "P95 (s)",
    format: "~g",
    logarithmic: true,
    zones: true,
    lines: [...keptLines, before, after],
  },
  throughput: {
    title: "throughput (req/s)",
    format: ",~f",
    logarithmic: false,
    zones: false,
    lines: [...keptLines, before, after],
  },
  percentiles: {
    title: "response time (s)",
    format: "~g",
    logarithmic: true,
    zones: false,
    lines: percentileNames.flatMap((name, i) => [
      { ...before, name: `before-${name}`, width: 1.25 },
      { ...after, name, color: `c${i}` },
    ]),
  },
  utilization: {
    title: "in use",
    format: ".0%",
    logarithmic: false,
    zones: false,
    lines: Array.from({ length: MOST_PARTS }, (_, i) => ({
      ...after,
      name: `part${i}`,
      color: `c${i}`,
      dash: i % 2 === 0 ? [] : [7, 3],
      width: 2,
      band: i === 0,
    })),
  },
};

export function pageSpec(name: ChartName): object {
  return name === "limits" ? limitsSpec() : curveSpec(chartOf[name]);
}

type Read = (point: CurvePoint) => Estimate;

const lineRows = (points: readonly CurvePoint[], of: Read) =>
  points.map((point) => ({ users: point.users, value: of(point).value }));

const bandRows = (points: readonly CurvePoint[], of: Read) =>
  points.map((point) => ({ users: point.users, low: of(point).low, high: of(point).high }));

function measuredRows({ campaign, incidents }: Shown, of: (level: Level) => number | undefined) {
  return campaign.levels.flatMap((level) => {
    const value = of(level);
    if (value === undefined) return [];
    return [{ users: level.users, value, kind: kindOf(level, incidents) }];
  });
}

const kindOf = ({ users, quality }: Level, incidents: readonly number[]) =>
  incidents.includes(users) ? "incident" : quality;

function ruleRows({ breakingPoint, safeLimit }: Limits) {
  return [
    ...(safeLimit.value > 0
      ? [
          {
            users: safeLimit.value,
            kind: "safe",
            text: `safe ${formatCount(safeLimit.value)}`,
          },
        ]
      : []),
    ...(breakingPoint.value === null
      ? []
      : [
          {
            users: breakingPoint.value,
            kind: "breaks",
            text: `breaks ${formatThresholdValue(breakingPoint)}`,
          },
        ]),
  ];
}

function rangeRows({ breakingPoint: { low, high, searchedTo } }: Limits, settled: boolean) {
  return settled && low !== null ? [{ low, high: high ?? searchedTo }] : [];
}

function zoneRows({ zones }: Today, usersTo: number) {
  return zones.flatMap(({ name, from, to }) => {
    const start = from === null ? 0 : (from.value ?? usersTo);
    const end = Math.min(to === null ? usersTo : (to.value ?? usersTo), usersTo);
    return end > start ? [{ name, from: start, to: end }] : [];
  });
}

const inside = (points: readonly CurvePoint[], usersTo: number) => {
  const last = points.findIndex(({ users }) => users > usersTo);
  return last < 0 ? points : points.slice(0, last + 1);
};

function curves(shown: Shown, of: Read): Readonly<Record<string, readonly object[]>> {
  const { usersTo } = shown;
  const now = inside(shown.after.points, usersTo);
  return {
    "line-before": shown.moved ? lineRows(inside(shown.before.points, usersTo), of) : [],
    "line-after": lineRows(now, of),
    "band-after": shown.settled ? bandRows(now, of) : [],
    ...Object.fromEntries(
      keptLines.map(({ name }, i) => {
        const kept = shown.kept[i];
        return [
          `line-${name}`,
          kept === undefined ? [] : lineRows(inside(kept.after.points, usersTo), of),
        ];
      }),
    ),
  };
}

const asItIs: Legend = { text: "as it is", color: "muted", mark: "dashed" };

function curveLegend({ moved, kept, settled }: Shown): readonly Legend[] {
  return [
    {
      text: `${moved ? "this setting" : "as it is"}${settled ? ", shaded: 90 %" : " (one plausible platform; the rest is on its way)"}`,
      color: "c0",
      mark: "line",
    },
    ...(moved ? [asItIs] : []),
    ...kept.map(({ title }, i): Legend => ({ text: title, color: `c${i + 1}`, mark: "dashed" })),
  ];
}

/** A round number at or above a value, so that axes stand still under a slider. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)));
  const step = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((one) => one * power >= value) ?? 10;
  return step * power;
}

const largest = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), 0);

function timeEnds(times: readonly number[]) {
  const seen = times.filter((time) => time > 0);
  const least = seen.reduce((a, b) => Math.min(a, b), 1);
  const powers = [1, 2, 5];
  const floor = 10 ** Math.floor(Math.log10(least));
  const room = 0.7 * least;
  const start = powers.map((step) => step * floor).findLast((value) => value <= room);
  return { yMin: start ?? floor / 2, yMax: Math.min(roundUp(1.2 * largest(seen)), 1000) };
}

const reads = {
  p95: (point: CurvePoint) => point.responseTime.p95,
  throughput: ({ throughput }: CurvePoint) => throughput,
} as const;

/** Rows of a curve chart for what is shown. */
export function chartRows(name: Exclude<ChartName, "limits">, shown: Shown): ChartRows {
  switch (name) {
    case "zones":
      return zonesRows(shown);
    case "throughput":
      return throughputRows(shown);
    case "percentiles":
      return percentileRows(shown);
    case "utilization":
      return utilizationRows(shown);
  }
}

function valuesOf(shown: Shown, of: Read): readonly number[] {
  const all = [shown.before, shown.after, ...shown.kept.map((kept) => kept.after)];
  return all.flatMap(({ points }) => inside(points, shown.usersTo).map((point) => of(point).value));
}

function zonesRows(shown: Shown): ChartRows {
  const point = measuredRows(shown, (level) => level.responseTime.p95);
  const bounds = shown.policy.zones.map(({ name, p95 }) => ({
    value: p95,
    text: `${name} to ${formatBound(p95)}`,
  }));
  const ends = timeEnds([
    ...valuesOf(shown, reads.p95),
    ...point.map(({ value }) => value),
    shown.policy.redLine.p95,
  ]);
  return {
    tables: {
      zone: zoneRows(shown.after, shown.usersTo),
      bound: bounds.filter(({ value }) => value > ends.yMin && value < ends.yMax),
      rule: ruleRows(shown.after.limits),
      range: rangeRows(shown.after.limits, shown.settled),
      point,
      ...curves(shown, reads.p95),
    },
    signals: { xMax: shown.usersTo, ...ends },
    legend: curveLegend(shown),
  };
}

function throughputRows(shown: Shown): ChartRows {
  const point = measuredRows(shown, ({ throughput }) => throughput);
  const top = largest([...valuesOf(shown, reads.throughput), ...point.map(({ value }) => value)]);
  return {
    tables: {
      rule: ruleRows(shown.after.limits),
      point,
      ...curves(shown, reads.throughput),
    },
    signals: { xMax: shown.usersTo, yMin: 0, yMax: roundUp(1.12 * top) },
    legend: curveLegend(shown),
  };
}

function percentileRows(shown: Shown): ChartRows {
  const now = inside(shown.after.points, shown.usersTo);
  const old = inside(shown.before.points, shown.usersTo);
  const readOf = (name: (typeof percentileNames)[number]) => (point: CurvePoint) =>
    point.responseTime[name];
  const point = measuredRows(shown, (level) => level.responseTime.p95);
  const ends = timeEnds([
    ...percentileNames.flatMap((name) => valuesOf(shown, readOf(name))),
    ...point.map(({ value }) => value),
  ]);
  return {
    tables: {
      point,
      ...Object.fromEntries(
        percentileNames.flatMap((name) => [
          [`line-${name}`, lineRows(now, readOf(name))],
          [`band-${name}`, shown.settled ? bandRows(now, readOf(name)) : []],
          [`line-before-${name}`, shown.moved ? lineRows(old, readOf(name)) : []],
        ]),
      ),
    },
    signals: { xMax: shown.usersTo, ...ends },
    legend: [
      ...percentileNames.map((name, i): Legend => ({
        text: name.toUpperCase(),
        color: `c${i}`,
        mark: "line",
      })),
      ...(shown.moved ? [asItIs] : []),
    ],
  };
}

/** Stations and pools, the busiest at the largest load shown first. */
function partsOf(points: readonly CurvePoint[]): readonly string[] {
  const last = points.at(-1);
  if (last === undefined) return [];
  const busy = (name: string) => last.utilization[name]?.value ?? 0;
  return Object.keys(last.utilization)
    .filter((name) => points.some(({ utilization }) => (utilization[name]?.value ?? 0) > 0))
    .toSorted((a, b) => busy(b) - busy(a))
    .slice(0, MOST_PARTS);
}

function utilizationRows(shown: Shown): ChartRows {
  const now = inside(shown.after.points, shown.usersTo);
  const parts = partsOf(now);
  const rows = (name: string) =>
    now.flatMap(({ users, utilization }) => {
      const found = utilization[name];
      return found === undefined
        ? []
        : [{ users, value: found.value, low: found.low, high: found.high }];
    });
  return {
    tables: Object.fromEntries(
      Array.from({ length: MOST_PARTS }, (_, i) => i).flatMap((i) => {
        const part = parts[i];
        const own = part === undefined ? [] : rows(part);
        return [
          [`line-part${i}`, own],
          [`band-part${i}`, shown.settled && i === 0 ? own : []],
        ];
      }),
    ),
    signals: { xMax: shown.usersTo, yMin: 0, yMax: 1.02 },
    legend: parts.map((text, i) => ({ text, color: `c${i}`, mark: i % 2 === 1 ? "dashed" : "line" })),
  };
}
