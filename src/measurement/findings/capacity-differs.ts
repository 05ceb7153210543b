import { formatUsers } from "../../wording/format-users.ts";
import { inNumber } from "../../wording/wording.ts";
import type { Finding } from "../finding.ts";
import { type Evidence, type MeasuredLevel, placeOf, sameLevel } from "./evidence.ts";

/** A level with less than this of its light-load throughput is saturated, or nearly so. */
const SATURATED = 0.8;

/** And its response time is so many times that of the lightest. */
const SLOWED = 2;

/** Two runs differ by a tenth each; what lies further above is of another capacity. */
const BEYOND_RUNS = 1.25;

/** Loads nearer to one another than this say nothing of how throughput goes on. */
const APART = 1.5;

interface Point {
  readonly level: MeasuredLevel["level"];
  readonly users: number;
  readonly throughput: number;
  /** Requests that did not fail, per second. */
  readonly served: number;
  readonly mean: number | undefined;
}

/**
 * Levels of another capacity than the rest: throughput that goes up again past a level that was
 * saturated. The fewer levels are the odd ones, the heavier where there are as many.
 */
export function capacityDiffers({ measured, incidents }: Evidence): readonly Finding[] {
  const points = measured.flatMap(({ level, point }): Point[] => {
    const incident = incidents.incidents.some((one) => sameLevel(one, level));
    const { averageUsers: users, throughput, goodput: served = throughput, mean } = point;
    return throughput === undefined || served === undefined || throughput === 0 || incident
      ? []
      : [{ level, users, throughput, served, mean }];
  });
  const saturated = saturatedOf(points);
  const pairs = saturated.flatMap((low) =>
    points
      .filter((high) => high.users > low.users && exceeds(high, low, points))
      .map((high) => ({ low, high })),
  );
  const lows = [...new Set(pairs.map(({ low }) => low))];
  const highs = [...new Set(pairs.map(({ high }) => high))];
  const usual = saturated.filter((point) => !highs.includes(point));
  const oddAreHigh = highs.length <= usual.length;
  return (oddAreHigh ? highs : lows).map((odd) => {
    const pair = pairs.find(({ low, high }) => (oddAreHigh ? high : low) === odd);
    return findingOf(odd, (oddAreHigh ? pair?.low : pair?.high) ?? odd);
  });
}

function saturatedOf(points: readonly Point[]): readonly Point[] {
  const most = Math.max(...points.map(({ users, throughput }) => throughput / users));
  const light = points[0]?.mean;
  return points.filter(
    ({ users, throughput, mean }) =>
      throughput / users < SATURATED * most &&
      (mean === undefined || light === undefined || mean >= SLOWED * light),
  );
}

/**
 * Whether a level lies above the straight line through the saturated one and a lighter one, by all that was
 * completed and by what was served: who is turned away at once comes again and again, and is no work; who
 * times out has cost as much as who is served.
 */
function exceeds(high: Point, low: Point, points: readonly Point[]): boolean {
  const anchor = points.findLast(({ users }) => users * APART <= low.users);
  return (["throughput", "served"] as const).every((rate) => {
    const slope = Math.max(
      0,
      (low[rate] - (anchor?.[rate] ?? 0)) / (low.users - (anchor?.users ?? 0)),
    );
    return high[rate] > BEYOND_RUNS * (low[rate] + slope * (high.users - low.users));
  });
}

function findingOf(odd: Point, other: Point): Finding {
  const at = ({ throughput, level }: Point) =>
    `${inNumber(Number(throughput.toPrecision(3)))} req/s at ${formatUsers(level.users)}`;
  return {
    code: "capacity-differs",
    severity: "warning",
    ...placeOf(odd.level),
    message: `${at(odd)}, but ${at(other)}: one of them ran on another capacity.`,
    law: "Throughput of a closed system grows ever more slowly with users: past a level that is saturated it does not rise again.",
    remedy:
      "Find out what differed between the runs (replicas, cache, data, version), and repeat these levels in one state.",
  };
}
