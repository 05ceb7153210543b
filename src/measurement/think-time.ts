/**
 * The think time that the levels of a campaign have in common, and whether they have one.
 *
 * In a closed system N̄/X = Z + R at every level, so N̄/X against R is a line of slope 1
 * whose height is Z. The slope is not fitted: with slope 1 the best common Z is the median
 * of N̄/X − R, which one bad level cannot move. The slope found by Theil and Sen's median
 * of pairwise slopes is the check.
 *
 * Source: interactive response-time law, Lazowska et al., Quantitative System Performance
 * (1984), §3.4; Sen, "Estimates of the Regression Coefficient Based on Kendall's Tau",
 * JASA 63 (1968).
 */
import { TheilSenRegression } from "ml-regression";
import type { Seconds } from "../units.ts";
import { least, most } from "./extremes.ts";
import { median } from "./median.ts";
import type { OperatingPoint } from "./operating-point.ts";
import { spreadOver } from "./spread-over.ts";

export interface ThinkTime {
  /** Median Z over the levels that give one; null when none does or Z comes out below 0. */
  readonly thinkTime: Seconds | null;
  /** Smallest and largest Z of a consistent level; null with thinkTime. */
  readonly low: Seconds | null;
  readonly high: Seconds | null;
  /** Theil–Sen slope of N̄/X on R; null unless two levels differ in R. 1 in a closed system. */
  readonly slope: number | null;
  /** The slope is so far from 1 that the levels have no think time in common. */
  readonly slopeOff: boolean;
  /** Levels with users, throughput and mean response time. */
  readonly levels: number;
  /** Levels that leave the line; empty when the slope itself is off. */
  readonly inconsistent: readonly { readonly users: number; readonly run: string }[];
}

/**
 * How far the slope may be from 1, and a level's cycle time N̄/X from Z + R. Rounding of a
 * load generator's table (two to three digits) and the requests still under way at the end
 * of a test of a few minutes each cost 1 to 2 %; 5 % is beyond both together.
 */
export const CYCLE_TOLERANCE = 0.05;

/** One such error of a cycle time: two of them tilt the line between two levels. */
const CYCLE_ERROR = 0.02;

interface Cycle {
  readonly users: number;
  readonly run: string;
  readonly R: Seconds;
  /** N̄/X, the mean time from one request of a user to the next. */
  readonly cycle: Seconds;
  /** How far the cycle may be from Z + R: the law holds up to one request a user. */
  readonly within: Seconds;
}

/** Finds the common think time. O(n²) in the number of levels up to 300, then O(n log n). */
export function thinkTime(points: readonly OperatingPoint[]): ThinkTime {
  const cycles = points.flatMap((point): readonly Cycle[] => {
    const { users, run, averageUsers, throughput: X, mean: R, requestsPerUser } = point;
    if (X === undefined || X === 0 || R === undefined) return [];
    const cycle = averageUsers / X;
    const cut = requestsPerUser ? 1 / requestsPerUser : 0;
    return [{ users, run, R, cycle, within: Math.max(CYCLE_TOLERANCE, cut) * cycle }];
  });
  const none = { thinkTime: null, low: null, high: null, inconsistent: [] };
  if (cycles.length === 0) return { ...none, slope: null, slopeOff: false, levels: 0 };

  const step = printedStep(cycles.map(({ R }) => R));
  const slope = slopeOf(cycles, step);
  const Z = median(cycles.map(({ cycle, R }) => cycle - R));
  const leaving = cycles.filter(
    ({ cycle, R, within }) => Math.abs(cycle - (Z + R)) > Math.max(within, step),
  );
  // Few levels that leave an otherwise good line tilt the slope, and are to blame for it.
  const minorityLeaves = leaving.length > 0 && leaving.length * 2 < cycles.length;
  const slopeFar = slope !== null && Math.abs(slope - 1) > slopeTolerance(cycles, step);
  const slopeOff = slopeFar && !minorityLeaves;
  const levels = cycles.length;
  // Rounding can push the Z of a test without think time just below 0.
  const usual = median(cycles.map(({ within }) => within));
  if (Z < -Math.max(usual, step)) return { ...none, slope, slopeOff, levels };

  const gone = new Set(leaving);
  const kept = cycles.filter((cycle) => slopeOff || !gone.has(cycle));
  const own = (kept.length > 0 ? kept : cycles).map(({ cycle, R }) => cycle - R);
  return {
    thinkTime: Math.max(0, Z),
    low: Math.max(0, least(own)),
    high: Math.max(0, most(own)),
    slope,
    slopeOff,
    levels,
    inconsistent: slopeOff ? [] : leaving.map(({ users, run }) => ({ users, run })),
  };
}

/** Steps that tools print times in: siege to 10 ms, JMeter's reports to 1 ms, cut off. */
const STEPS: readonly Seconds[] = [0.1, 0.01, 0.001];

/** By chance two times are multiples of ten of their steps once in a hundred. */
const LEAST_TIMES = 3;

/** The coarsest step that all times are multiples of, by which each may be off; 0 where there is none. */
function printedStep(times: readonly Seconds[]): Seconds {
  if (new Set(times).size < LEAST_TIMES) return 0;
  const isMultiple = (time: Seconds, step: Seconds) =>
    Math.abs(time / step - Math.round(time / step)) < 1e-6;
  return STEPS.find((step) => times.every((time) => isMultiple(time, step))) ?? 0;
}

/** Theil–Sen slope of N̄/X on R; null where the response times differ by rounding only. */
function slopeOf(cycles: readonly Cycle[], step: Seconds): number | null {
  if (spanOf(cycles) <= Math.max(CYCLE_TOLERANCE * longestOf(cycles), step)) return null;
  const some = spreadOver(cycles, ({ R }) => R);
  return new TheilSenRegression(
    some.map(({ R }) => R),
    some.map(({ cycle }) => cycle),
  ).slope;
}

/** The slope's distance from 1 that is a finding: more where the response times span little. */
function slopeTolerance(cycles: readonly Cycle[], step: Seconds): number {
  const error = Math.max(CYCLE_ERROR * longestOf(cycles), step);
  const spread = (Math.SQRT2 * error) / spanOf(cycles);
  return Math.max(CYCLE_TOLERANCE, spread);
}

function spanOf(cycles: readonly Cycle[]): number {
  const times = cycles.map(({ R }) => R);
  return most(times) - least(times);
}

function longestOf(cycles: readonly Cycle[]): number {
  return most(cycles.map(({ cycle }) => cycle));
}
