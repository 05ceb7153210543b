/**
 * What the course of a level's window shows: a warm-up at its beginning, a drift through the rest,
 * and stalls. All three make an average that belongs to no steady state.
 *
 * Warm-up: the truncation that minimizes the standard error of what is left (MSER), rejected where
 * it falls into the second half. Drift: the Mann–Kendall test, and Theil and Sen's slope for its size.
 *
 * Source: White, "An Effective Truncation Heuristic for Bias Reduction in Simulation Output",
 * Simulation 69 (1997); Mann, "Nonparametric Tests Against Trend", Econometrica 13 (1945); Kendall,
 * Rank Correlation Methods (4th ed. 1975), §4; Sen, JASA 63 (1968).
 */
import type { Seconds, Share } from "../units.ts";
import type { SeriesSlice } from "./campaign.ts";
import { median } from "./median.ts";

export interface WarmUp {
  /** When the window had settled, from its start. */
  readonly end: Seconds;
  /** Mean response time before and after. */
  readonly before: Seconds;
  readonly after: Seconds;
  /** Mean of the whole window over that of the settled part, less 1. */
  readonly bias: number;
}

export interface Drift {
  readonly quantity: "response time" | "throughput";
  /** Change from the start to the end of the window, as a share of the median. */
  readonly change: number;
  readonly median: number;
}

export interface Stall {
  /** When it began and how long it took. */
  readonly start: Seconds;
  readonly length: Seconds;
  /** Its share of the window. */
  readonly share: Share;
}

export interface LevelCourse {
  readonly warmUp: WarmUp | null;
  readonly drift: Drift | null;
  /** The longest. */
  readonly stall: Stall | null;
}

/** Fewer slices than this have no course. */
const LEAST_SLICES = 10;

/** A bias below this is smaller than what two runs of one level differ by. */
const LEAST_BIAS = 0.05;

/** Parts of a window further apart than this many standard errors differ. */
const CLEARLY = 4;

/** A drift below this is within what a queue near saturation does by itself. */
const LEAST_DRIFT = 0.25;

/** Two-sided 0.1 %: a campaign has some ten levels with two quantities each. */
const TREND_Z = 3.29;

/** A slice with less than this share of the usual throughput stands still. */
const STANDSTILL = 0.1;

/** O(n²) in the number of slices, which is 30 at most in an imported campaign. */
export function levelCourse(slices: readonly SeriesSlice[]): LevelCourse {
  const timed = slices.flatMap(({ end, mean }) =>
    mean === undefined ? [] : [{ end, value: mean }],
  );
  const warmUp = findWarmUp(timed);
  const settled = timed.filter(({ end }) => end > (warmUp?.end ?? 0));
  const rates = slices
    .filter(({ end }) => end > (warmUp?.end ?? 0))
    .map(({ end, throughput }) => ({ end, value: throughput }));
  return {
    warmUp,
    drift: findDrift("response time", settled) ?? findDrift("throughput", rates),
    stall: findStall(slices),
  };
}

interface Point {
  readonly end: Seconds;
  readonly value: number;
}

const meanOf = (points: readonly Point[]) =>
  points.reduce((sum, { value }) => sum + value, 0) / points.length;

function findWarmUp(points: readonly Point[]): WarmUp | null {
  const n = points.length;
  if (n < LEAST_SLICES) return null;
  let cut = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let d = 0; d <= n - 5; d++) {
    const rest = points.slice(d);
    const mean = meanOf(rest);
    const error = rest.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / rest.length ** 2;
    // Only a clear gain cuts: of two equal truncations the shorter one is meant.
    if (error < least * (1 - 1e-9)) [least, cut] = [error, d];
  }
  if (cut === 0 || cut > n / 2) return null;
  const [early, rest] = [points.slice(0, cut), points.slice(cut)];
  const [before, after, whole] = [meanOf(early), meanOf(rest), meanOf(points)];
  const variance =
    rest.reduce((sum, { value }) => sum + (value - after) ** 2, 0) / (rest.length - 1);
  const standardError = Math.sqrt(variance * (1 / early.length + 1 / rest.length));
  const bias = whole / after - 1;
  const clear = Math.abs(before - after) > CLEARLY * standardError && Math.abs(bias) > LEAST_BIAS;
  return clear ? { end: early.at(-1)?.end ?? 0, before, after, bias } : null;
}

function findDrift(quantity: Drift["quantity"], points: readonly Point[]): Drift | null {
  const n = points.length;
  if (n < LEAST_SLICES) return null;
  let s = 0;
  const slopes: number[] = [];
  for (const [j, later] of points.entries()) {
    for (const earlier of points.slice(0, j)) {
      s += Math.sign(later.value - earlier.value);
      slopes.push((later.value - earlier.value) / (later.end - earlier.end));
    }
  }
  const z = Math.abs(s) / Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const middle = median(points.map(({ value }) => value));
  if (middle === 0) return null;
  const span = (points.at(-1)?.end ?? 0) - (points[0]?.end ?? 0);
  const change = (median(slopes) * span) / middle;
  return z > TREND_Z && Math.abs(change) > LEAST_DRIFT
    ? { quantity, change, median: middle }
    : null;
}

function findStall(slices: readonly SeriesSlice[]): Stall | null {
  if (slices.length < LEAST_SLICES) return null;
  const usual = median(slices.map(({ throughput }) => throughput));
  const window = slices.at(-1)?.end ?? 0;
  let longest: Stall | null = null;
  let start = 0;
  let from: number | null = null;
  for (const { end, throughput } of slices) {
    if (throughput < STANDSTILL * usual) {
      from ??= start;
      const length = end - from;
      if (length > (longest?.length ?? 0))
        longest = { start: from, length, share: length / window };
    } else from = null;
    start = end;
  }
  return longest;
}
