/** Limits that the data do not reach are known from below only. */
import { entryAt } from "../entry-at.ts";
import type { OpenEstimate, Threshold } from "../stats/estimate.ts";
import type { DrawnLimits } from "./drawn-limits.ts";
import { bracketAt, largestThroughput, leastKnee } from "./hold-against-levels.ts";
import type { MeasuredLevels } from "./measured-levels.ts";
import type { Policy } from "./policy.ts";

/**
 * Low ends are what was measured: the largest throughput, the loads on the light-load line, the
 * heaviest load on the good side of a line. Of a changed platform the draws may say less; never
 * more, for what they say of unseen loads rests on what was assumed.
 */
export function openUpwards(
  drawn: DrawnLimits,
  measured: MeasuredLevels,
  policy: Policy,
  changed: boolean,
): DrawnLimits {
  if (measured.reachLimits) return drawn;
  const open = (limit: OpenEstimate, least: number | null) =>
    openEstimate(changed ? limit : { ...limit, low: least }, least);
  const largest = largestThroughput(measured);
  const least = largest === null ? null : leastKnee(measured, drawn.lightLoadCycle);
  const opened = (threshold: Threshold, lines: { p95: number; errorRate: number }) => {
    const { good, past, contradictory } = bracketAt(measured, lines);
    if (threshold.basis === "withheld") return threshold;
    const reached = threshold.value !== null && threshold.value < (good ?? 0);
    return past !== null || contradictory !== null || reached
      ? threshold
      : { ...threshold, ...open(threshold, good) };
  };
  const breakingPoint = opened(drawn.breakingPoint, policy.redLine);
  return {
    ...drawn,
    throughput: open(drawn.throughput, largest?.throughput ?? null),
    knee: { ...drawn.knee, ...open(drawn.knee, least) },
    peakUsers: { ...drawn.peakUsers, ...open(drawn.peakUsers, largest?.users ?? null) },
    breakingPoint: {
      ...breakingPoint,
      crossedBy: breakingPoint.value === null ? null : drawn.breakingPoint.crossedBy,
    },
    edges: drawn.edges.map((edge, i) => opened(edge, entryAt(policy.zones, i))),
  };
}

function openEstimate(limit: OpenEstimate, measured: number | null): OpenEstimate {
  if (limit.basis === "withheld") return limit;
  return {
    value: null,
    low: measured === null ? null : Math.min(limit.low ?? measured, measured),
    high: null,
    basis: "at least",
  };
}
