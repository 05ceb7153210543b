/** What traffic comes, with a band that held on days left out. */
import { entryAt } from "../../entry-at.ts";
import type { Interval } from "../../stats/estimate.ts";
import { quantile } from "../../stats/quantile.ts";
import type { Share } from "../../units.ts";
import {
  fitTraffic,
  levelAt,
  type TrafficDay,
  type TrafficTrend,
  type TrendShape,
  trafficAt,
} from "./traffic-trend.ts";

export interface ForecastDay extends Interval {
  readonly day: number;
}

export interface JudgedShape extends TrendShape {
  /** Mean of |ln(forecast/measured)| on days left out, the worst tenth not counted. */
  readonly error: number;
  /** Whether the days left out cannot tell it from the best. */
  readonly stands: boolean;
}

export interface TrafficForecast {
  readonly trend: TrafficTrend;
  /** Every shape that was tried, the chosen one first. */
  readonly shapes: readonly JudgedShape[];
  /** Days that were left out in turn, and the share of them that the band would have held. */
  readonly heldOut: { readonly days: number; readonly inside: Share };
  /** Growth of the trend in 30 days, at the end of what was measured. */
  readonly monthly: number;
  readonly lastDay: number;
  /** From the day after the last one on; the band holds 9 of 10 days. */
  readonly days: readonly ForecastDay[];
}

/** Less shows neither a trend nor a week. */
export const LEAST_DAYS = 14;

/** Each weekday must have been seen so often for a factor of its own. */
const LEAST_WEEKS = 3;

/** At most four weeks are left out at a time, up to four times. */
const LONGEST_FOLD = 28;
const MOST_FOLDS = 4;

/** A shape whose error is at most this many times the best one's could be the true one. */
const ALIKE = 1.1;

/** Errors that differ by less differ by rounding alone. */
const ROUNDING = 1e-9;

/** Normal factor of a 90 % interval. */
const NORMAL = 1.645;

/** From simple to rich: among equals the first is taken. */
const SHAPES: readonly TrendShape[] = [
  { trend: "linear", weekly: false },
  { trend: "exponential", weekly: false },
  { trend: "linear", weekly: true },
  { trend: "exponential", weekly: true },
];

/**
 * Trend and weekly pattern are chosen by forecasting days left out. The band spans every shape
 * that these days do not tell from the best, and is widened as far as nine of ten of them need.
 *
 * @param horizon how many days are looked ahead, 1 or more
 * @throws RangeError unless there are 14 days or more with traffic, in the order of time
 */
export function forecastTraffic(days: readonly TrafficDay[], horizon: number): TrafficForecast {
  const busy = days.filter(({ value }) => value > 0);
  const lastDay = days.at(-1)?.day ?? 0;
  if (busy.length < LEAST_DAYS) {
    throw new RangeError(
      `traffic must hold figures of ${LEAST_DAYS} days or more, got ${busy.length}`,
    );
  }
  if (days.some(({ day }, i) => i > 0 && day <= entryAt(days, i - 1).day)) {
    throw new RangeError("days must ascend, got one that does not");
  }
  const folds = foldsOf(days, lastDay);
  const shapes = SHAPES.filter(
    (shape) =>
      (!shape.weekly || busy.length >= 7 * LEAST_WEEKS) && staysAbove(fitTraffic(days, shape)),
  );
  const tried = shapes.map((shape) => ({ shape, misses: missesOf(shape, folds) }));
  const errors = tried.map(({ misses }) => trimmedMean(misses.map(({ off }) => Math.abs(off))));
  const best = Math.min(...errors);
  // The simplest of those that are as good to two per cent.
  const at = errors.findIndex((error) => error <= 1.02 * best + ROUNDING);
  const stands = errors.map((error) => error <= ALIKE * best + ROUNDING);
  const standing = tried.filter((_, i) => i === at || stands[i] === true);
  const bands = standing.map(({ shape, misses }) => ({
    trend: fitTraffic(days, shape),
    reach: reachOf(misses),
  }));
  const trend = fitTraffic(days, entryAt(tried, at).shape);
  const own = entryAt(tried, at).misses;
  const judged = tried.map(({ shape }, i) => {
    return { ...shape, error: errors[i] ?? 0, stands: i === at || stands[i] === true };
  });
  return {
    trend,
    shapes: [entryAt(judged, at), ...judged.filter((_, i) => i !== at)],
    heldOut: { days: own.length, inside: insideOf(own) },
    monthly: levelAt(trend, lastDay + 30) / levelAt(trend, lastDay) - 1,
    lastDay,
    days: Array.from({ length: horizon }, (_, i) => {
      const day = lastDay + 1 + i;
      const ends = bands.map((band) => bandAt(band.trend, day, band.reach));
      return {
        day,
        value: trafficAt(trend, day),
        low: Math.min(...ends.map(({ low }) => low)),
        high: Math.max(...ends.map(({ high }) => high)),
      };
    }),
  };
}

/** Whether a trend stays clear of nothing on all days measured; a line may not, and then is no shape of them. */
function staysAbove(trend: TrafficTrend): boolean {
  const middle = trend.origin + trend.middle;
  const end = trend.origin + 2 * trend.middle;
  const least = Math.min(levelAt(trend, trend.origin), levelAt(trend, end));
  return trend.trend === "exponential" || least > LEAST_LEVEL * levelAt(trend, middle);
}

/** Of the level in the middle. */
const LEAST_LEVEL = 0.05;

interface Fold {
  readonly train: readonly TrafficDay[];
  readonly test: readonly TrafficDay[];
}

/** The last weeks, those before them, and so on, as long as half of all days is left to fit. */
function foldsOf(days: readonly TrafficDay[], lastDay: number): readonly Fold[] {
  const length = Math.min(LONGEST_FOLD, Math.max(Math.floor(days.length / 4), 4));
  return Array.from({ length: MOST_FOLDS }, (_, i) => {
    const end = lastDay - i * length;
    const train = days.filter(({ day }) => day <= end - length);
    return { train, test: days.filter(({ day }) => day > end - length && day <= end) };
  }).filter(({ train, test }, i) => test.length > 0 && (i === 0 || 2 * train.length > days.length));
}

interface Miss {
  /** ln(measured/forecast). */
  readonly off: number;
  /** Its standard deviation, by the fit. */
  readonly deviation: number;
}

function missesOf(shape: TrendShape, folds: readonly Fold[]): readonly Miss[] {
  return folds.flatMap(({ train, test }) => {
    if (train.filter(({ value }) => value > 0).length < 2) return [];
    const trend = fitTraffic(train, shape);
    return test.flatMap(({ day, value }) =>
      value > 0
        ? [{ off: Math.log(value / trafficAt(trend, day)), deviation: deviationAt(trend, day) }]
        : [],
    );
  });
}

/** Of ln(value) on a day ahead: its own noise, and how well the trend is known there. */
function deviationAt(trend: TrafficTrend, day: number): number {
  const { deviation, correlation, count, middle, spread, origin } = trend;
  const x = day - origin;
  // Residuals that follow one another tell as much as fewer independent ones.
  const inflation = (1 + correlation) / (1 - correlation);
  const leverage = 1 / count + (x - middle) ** 2 / Math.max(spread, 1);
  const relative =
    trend.trend === "linear" ? levelAt(trend, origin + middle) / levelAt(trend, day) : 1;
  return deviation * Math.sqrt(1 + inflation * leverage * Math.min(relative, 10) ** 2);
}

function bandAt(trend: TrafficTrend, day: number, reach: number) {
  const value = trafficAt(trend, day);
  // A century of exponential growth must stay a number.
  const factor = Math.exp(Math.min(reach * deviationAt(trend, day), 30));
  return { low: value / factor, high: value * factor };
}

/** Deviations that hold nine of ten days left out (split conformal), at least nearly those of the normal law. */
function reachOf(misses: readonly Miss[]): number {
  const sizes = misses
    .map(({ off, deviation }) => Math.abs(off) / Math.max(deviation, Number.MIN_VALUE))
    .toSorted((a, b) => a - b);
  if (sizes.length === 0) return NORMAL;
  const share = Math.min((0.9 * (sizes.length + 1)) / sizes.length, 1);
  return Math.min(Math.max(quantile(sizes, share), LEAST_REACH), MOST_REACH);
}

const LEAST_REACH = 1.5;
const MOST_REACH = 6;

function insideOf(misses: readonly Miss[]): Share {
  const reach = reachOf(misses);
  const inside = misses.filter(({ off, deviation }) => Math.abs(off) <= reach * deviation);
  return inside.length / Math.max(misses.length, 1);
}

function trimmedMean(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const kept = sorted.slice(0, Math.max(Math.ceil(0.9 * sorted.length), 1));
  return kept.reduce((a, b) => a + b, 0) / Math.max(kept.length, 1);
}
