/** Rows that several charts over users are made of. */
import type { LevelKey } from "../../measurement/audit.ts";
import type { Level } from "../../measurement/campaign.ts";
import type { CurvePoint, Limits } from "../../planning/plan/plan-result.ts";
import type { Estimate } from "../../stats/estimate.ts";
import { formatThresholdValue } from "../../wording/format-threshold.ts";
import { formatCount } from "../../wording/format-users.ts";
import type { Today } from "../today.ts";
import type { Legend, Shown } from "./shown.ts";

/** Settings beside the current one that have a line of their own. */
export const KEPT_LINES = 4;

export type Read = (point: CurvePoint) => Estimate;

export const lineRows = (points: readonly CurvePoint[], of: Read) =>
  points.map((point) => ({ users: point.users, value: of(point).value }));

export const bandRows = (points: readonly CurvePoint[], of: Read) =>
  points.map((point) => ({ users: point.users, low: of(point).low, high: of(point).high }));

export function measuredRows(
  { campaign, incidents }: Shown,
  of: (level: Level) => number | undefined,
) {
  return campaign.levels.flatMap((level) => {
    const value = of(level);
    if (value === undefined) return [];
    return [{ users: level.users, value, kind: kindOf(level, incidents) }];
  });
}

const kindOf = ({ users, run, quality }: Level, incidents: readonly LevelKey[]) =>
  incidents.some((one) => one.users === users && one.run === run) ? "incident" : quality;

export function ruleRows({ breakingPoint, safeLimit }: Limits) {
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

export function rangeRows({ breakingPoint: { low, high, searchedTo } }: Limits, settled: boolean) {
  return settled && low !== null ? [{ low, high: high ?? searchedTo }] : [];
}

export function zoneRows({ zones }: Today, usersTo: number) {
  return zones.flatMap(({ name, from, to }) => {
    const start = from === null ? 0 : (from.value ?? usersTo);
    const end = Math.min(to === null ? usersTo : (to.value ?? usersTo), usersTo);
    return end > start ? [{ name, from: start, to: end }] : [];
  });
}

export const inside = (points: readonly CurvePoint[], usersTo: number) => {
  const last = points.findIndex(({ users }) => users > usersTo);
  return last < 0 ? points : points.slice(0, last + 1);
};

export function curves(shown: Shown, of: Read): Readonly<Record<string, readonly object[]>> {
  const { usersTo } = shown;
  const now = inside(shown.after.points, usersTo);
  return {
    "line-before": shown.moved ? lineRows(inside(shown.before.points, usersTo), of) : [],
    "line-after": lineRows(now, of),
    "band-after": shown.settled ? bandRows(now, of) : [],
    ...Object.fromEntries(
      Array.from({ length: KEPT_LINES }, (_, i) => {
        const kept = shown.kept[i];
        return [
          `line-kept${i}`,
          kept === undefined ? [] : lineRows(inside(kept.after.points, usersTo), of),
        ];
      }),
    ),
  };
}

/** What the points in a chart are; nothing of a kind that is not there. */
export function pointLegend(points: readonly { readonly kind: string }[]): readonly Legend[] {
  const kinds: readonly (readonly [string, Legend])[] = [
    ["measured", { text: "measured", color: "ink", mark: "dot" }],
    ["estimated", { text: "only an estimate", color: "ink", mark: "ring" }],
    ["incident", { text: "incident, set apart", color: "alarm", mark: "diamond" }],
  ];
  return kinds.flatMap(([kind, legend]) =>
    points.some((point) => point.kind === kind) ? [legend] : [],
  );
}

export const asItIs: Legend = { text: "as it is", color: "muted", mark: "dashed" };

export function curveLegend({ moved, kept, settled }: Shown): readonly Legend[] {
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
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)));
  const step = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((one) => one * power >= value) ?? 10;
  return step * power;
}

export const largest = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), 0);

export function timeEnds(times: readonly number[]) {
  const seen = times.filter((time) => time > 0);
  const least = seen.reduce((a, b) => Math.min(a, b), 1);
  const powers = [1, 2, 5];
  const floor = 10 ** Math.floor(Math.log10(least));
  const room = 0.7 * least;
  const start = powers.map((step) => step * floor).findLast((value) => value <= room);
  return { yMin: start ?? floor / 2, yMax: Math.min(roundUp(1.2 * largest(seen)), 1000) };
}

export function valuesOf(shown: Shown, of: Read): readonly number[] {
  const all = [shown.before, shown.after, ...shown.kept.map((kept) => kept.after)];
  return all.flatMap(({ points }) => inside(points, shown.usersTo).map((point) => of(point).value));
}
