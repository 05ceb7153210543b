import { inLevel, inTime } from "../../../wording/wording.ts";
import type { ResponseTimes } from "../../campaign.ts";
import type { Finding } from "../../finding.ts";
import { type Evidence, placeOf } from "../evidence.ts";
import { roundingOf } from "../rounding-of.ts";
import type { PercentileFault } from "./percentile-order.ts";

const RANKS = [
  ["p50", 0.5],
  ["p90", 0.9],
  ["p95", 0.95],
  ["p99", 0.99],
  ["max", 1],
] as const;

/** Mean response times that no distribution with these percentiles can have. */
export function meanOutsidePercentiles(
  { measured }: Evidence,
  outOfOrder: readonly PercentileFault[],
): readonly Finding[] {
  return measured.flatMap(({ level }) => {
    const { mean } = level.responseTime;
    const set = outOfOrder.some(({ users, run }) => users === level.users && run === level.run);
    const bounds = meanBounds(level.responseTime);
    if (mean === undefined || set || bounds === null) return [];
    const { low, high } = bounds;
    if (mean >= low && mean <= high) return [];
    const allowed =
      high === Number.POSITIVE_INFINITY
        ? `at least ${inTime(low)}`
        : `between ${inTime(low)} and ${inTime(high)}`;
    return [
      {
        code: "mean-outside-percentiles",
        severity: "error",
        ...placeOf(level),
        message: `${inLevel(level)}: the mean of ${inTime(mean)} does not go with the percentiles, which allow ${allowed}.`,
        law: "The share of requests between two percentiles takes no less than the lower and no more than the upper.",
        remedy: "Check that mean and percentiles have one unit and come from one window.",
      },
    ];
  });
}

/**
 * Smallest and largest mean that the percentiles allow, their rounding included; the
 * largest is infinite without a maximum. Null where no percentile is given.
 */
export function meanBounds(times: ResponseTimes): { low: number; high: number } | null {
  let low = 0;
  let high = 0;
  let below = 0; // rank of the last figure given
  let floor = 0; // its smallest value before rounding
  let given = false;
  for (const [name, rank] of RANKS) {
    const value = times[name];
    if (value === undefined) continue;
    given ||= name !== "max";
    low += (rank - below) * floor;
    high += (rank - below) * (value + roundingOf(value));
    below = rank;
    floor = Math.max(floor, value - roundingOf(value));
  }
  if (!given) return null;
  low += (1 - below) * floor;
  return { low, high: below === 1 ? high : Number.POSITIVE_INFINITY };
}
