/**
 * The failures of each level by what causes them: as the kinds of error say where they were listed, else
 * as the figures say. Time-outs grow with response times; refusals and rate limits begin where a server
 * takes no more, and are none below it; what happens at any load alike is background ("other").
 */
import { recordOf } from "../record.ts";
import type { Seconds, Share } from "../units.ts";
import type { Campaign, Level } from "./campaign.ts";
import { causeOf, type FailureCause, failureCauses } from "./failure-cause.ts";
import { SIGNIFICANCE, scatterProbability } from "./incident.ts";
import { keyOfLevel } from "./level-key.ts";

export interface LevelErrors {
  readonly users: number;
  readonly run: string;
  readonly requests: number;
  readonly failures: number;
  /** Failures by cause; they add up to `failures`. */
  readonly byCause: Readonly<Record<FailureCause, number>>;
  /** kinds: the errors were listed; figures: told by response times and growth; none: nothing failed. */
  readonly toldBy: "kinds" | "figures" | "none";
}

/** P99 and maximum this close together are the wall of a client's time-out. */
const WALL = 0.02;
/** Fewer failures cannot be what cut off the slowest 1 %. */
const LEAST_SHARE: Share = 0.005;

/**
 * Every measured level with requests and failures, in the order of the campaign. Kinds that name fewer
 * failures than the level has are taken for a sample of them. O(n) in levels and rows.
 */
export function errorsByCause(campaign: Campaign): readonly LevelErrors[] {
  const rows = new Map<string, { cause: FailureCause; count: number }[]>();
  for (const row of campaign.failures) {
    const key = keyOfLevel(row);
    const known = rows.get(key) ?? [];
    rows.set(key, known);
    known.push({ cause: causeOf(row), count: row.count });
  }
  const counted = campaign.levels.flatMap((level) => {
    const { requests = 0, failures, quality } = level;
    return quality === "measured" && requests > 0 && failures !== undefined
      ? [{ level, requests, failures: Math.min(failures, requests) }]
      : [];
  });
  const lightest = counted.toSorted((a, b) => a.level.users - b.level.users)[0];
  return counted.map(({ level, requests, failures }) => {
    const { users, run } = level;
    const key = { users, run, requests, failures };
    if (failures === 0) return { ...key, byCause: only("other", 0), toldBy: "none" };
    const kinds = rows.get(keyOfLevel(level)) ?? [];
    if (kinds.length > 0) return { ...key, byCause: scaled(kinds, failures), toldBy: "kinds" };
    const light = lightest && { ...lightest.level, ...lightest, users: lightest.level.users };
    const grown = light !== undefined && scatterProbability({ ...key }, light) < SIGNIFICANCE;
    const cause = wallOf(level) !== undefined ? "time-out" : grown ? "refusal" : "other";
    return { ...key, byCause: only(cause, failures), toldBy: "figures" };
  });
}

/**
 * The time at which the slowest were all cut off, a client's time-out: P99 and maximum alike, or without
 * a maximum P95 and P99 where one in twenty failed. Undefined where there is none.
 */
export function wallOf({
  responseTime: { p50, p95, p99, max },
  requests = 0,
  failures = 0,
}: Level): Seconds | undefined {
  const [before, wall, least] = max === undefined ? [p95, p99, 0.05] : [p99, max, LEAST_SHARE];
  if (before === undefined || wall === undefined || failures < least * requests) return undefined;
  // Where more than half are cut off the median is, too; else times that are all alike are no wall.
  const most = 2 * failures > requests;
  const slowest = most || p50 === undefined || p50 <= 0.9 * wall;
  return slowest && wall - before <= WALL * wall ? wall : undefined;
}

function only(cause: FailureCause, count: number): LevelErrors["byCause"] {
  return recordOf(failureCauses, (name) => (name === cause ? count : 0));
}

function scaled(
  kinds: readonly { readonly cause: FailureCause; readonly count: number }[],
  failures: number,
): LevelErrors["byCause"] {
  const listed = kinds.reduce((sum, { count }) => sum + count, 0);
  const counts = { ...only("other", 0) };
  for (const { cause, count } of kinds)
    counts[cause] += listed > 0 ? (count / listed) * failures : 0;
  return counts;
}
