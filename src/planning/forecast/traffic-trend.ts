/** Trend times weekly pattern of daily traffic, not led astray by outliers. */
import { ExponentialRegression, PolynomialRegression, TheilSenRegression } from "ml-regression";
import { numberAt } from "../../entry-at.ts";
import { quantile } from "../../stats/quantile.ts";

/** The traffic of a day: its peak. */
export interface TrafficDay {
  /** Counted from 1970-01-01. */
  readonly day: number;
  /** Users, req/s or sessions an hour; 0 or more. */
  readonly value: number;
}

export interface TrendShape {
  readonly trend: "linear" | "exponential";
  /** Whether each weekday has a factor of its own. */
  readonly weekly: boolean;
}

/** Plain data, read by `trafficAt`. */
export interface TrafficTrend extends TrendShape {
  /** The day at which x = 0. */
  readonly origin: number;
  /** Traffic there, and what a day adds: to it, or to its logarithm. */
  readonly start: number;
  readonly slope: number;
  /** Of Monday to Sunday; geometric mean 1. */
  readonly factors: readonly number[];
  /** Robust standard deviation of ln(value/trend), without outliers. */
  readonly deviation: number;
  /** Correlation of one day's residual with the next one's, 0 or more. */
  readonly correlation: number;
  readonly count: number;
  readonly middle: number;
  /** Σ(x − x̄)². */
  readonly spread: number;
  readonly outliers: readonly TrafficDay[];
}

/** A residual of more robust standard deviations than this is an outlier: 1 in 16,000 by chance. */
const OUTLIER = 4;

/** More are no outliers but another kind of day, such as weekends. */
const MOST_OUTLIERS = 0.1;

/** From so many days on the robust trend goes through weekly medians, which is fast and firmer still. */
const BY_WEEK = 56;

const ROUNDS = 2;

/** Traffic that a falling linear trend cannot go below, as a share of its start: logarithms need one. */
const FLOOR = 1e-6;

/**
 * Median-based first (Theil–Sen slopes, median factors), then least squares on what is no outlier.
 * Days without traffic are outliers.
 *
 * @throws RangeError unless two days or more have traffic
 */
export function fitTraffic(days: readonly TrafficDay[], shape: TrendShape): TrafficTrend {
  const busy = days.filter(({ value }) => value > 0);
  const [first] = busy;
  if (first === undefined || busy.length < 2) {
    throw new RangeError(`traffic must hold two days or more, got ${busy.length}`);
  }
  const origin = first.day;
  const robust = robustTrend(busy, shape, origin);
  const off = busy.map((one) => logOff(robust, one));
  const center = medianOf(off);
  const most = OUTLIER * scaleOf(off.map((r) => Math.abs(r - center)));
  const kept = busy.filter((_, i) => Math.abs(numberAt(off, i) - center) <= most);
  const line = leastSquares(kept, robust);
  const own = { ...robust, ...line };
  const factors = shape.weekly
    ? factorsOf(kept, own, (list) => list.reduce((a, b) => a + b, 0) / list.length)
    : own.factors;
  const fitted = { ...own, factors };
  const residuals = kept.map((one) => logOff(fitted, one));
  const parameters = shape.weekly ? 8 : 2;
  const middle = kept.reduce((sum, { day }) => sum + day - origin, 0) / kept.length;
  return {
    ...fitted,
    deviation:
      scaleOf(residuals.map(Math.abs)) *
      Math.sqrt(kept.length / Math.max(kept.length - parameters, 1)),
    correlation: correlationOf(kept, residuals),
    count: kept.length,
    middle,
    spread: kept.reduce((sum, { day }) => sum + (day - origin - middle) ** 2, 0),
    outliers: days.filter((one) => !kept.includes(one)),
  };
}

type Line = Pick<TrafficTrend, "trend" | "origin" | "start" | "slope" | "factors">;

/** Traffic without its weekly pattern. */
export function levelAt({ trend, origin, start, slope }: Omit<Line, "factors">, day: number) {
  const x = day - origin;
  const level = trend === "linear" ? start + slope * x : start * Math.exp(slope * x);
  return Math.max(level, Math.abs(start) * FLOOR, Number.MIN_VALUE);
}

/** What the trend expects of a day. */
export function trafficAt(line: Line, day: number): number {
  return levelAt(line, day) * numberAt(line.factors, weekdayOf(day));
}

/** 0 for Monday; 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number) => (((day + 3) % 7) + 7) % 7;

const logOff = (line: Line, { day, value }: TrafficDay) => Math.log(value / trafficAt(line, day));

function robustTrend(days: readonly TrafficDay[], shape: TrendShape, origin: number) {
  let line: TrendShape & Line = {
    ...shape,
    origin,
    start: 1,
    slope: 0,
    factors: [1, 1, 1, 1, 1, 1, 1],
  };
  for (let round = 0; round < ROUNDS; round++) {
    const { factors } = line;
    const points = days.map(({ day, value }) => {
      const level = value / numberAt(factors, weekdayOf(day));
      return { x: day - origin, y: shape.trend === "linear" ? level : Math.log(level) };
    });
    const few = days.length < BY_WEEK ? points : weeklyMedians(points);
    const { slope, intercept } = new TheilSenRegression(
      few.map(({ x }) => x),
      few.map(({ y }) => y),
    );
    const start = shape.trend === "linear" ? intercept : Math.exp(intercept);
    line = { ...line, start, slope };
    if (shape.weekly) line = { ...line, factors: factorsOf(days, line, medianOf) };
  }
  return line;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function weeklyMedians(points: readonly Point[]): readonly Point[] {
  const weeks = new Map<number, Point[]>();
  for (const point of points) {
    const week = Math.floor(point.x / 7);
    weeks.set(week, [...(weeks.get(week) ?? []), point]);
  }
  return [...weeks.values()].map((week) => ({
    x: medianOf(week.map(({ x }) => x)),
    y: medianOf(week.map(({ y }) => y)),
  }));
}

function leastSquares(days: readonly TrafficDay[], line: TrendShape & Line) {
  const x = days.map(({ day }) => day - line.origin);
  const y = days.map(({ day, value }) => value / numberAt(line.factors, weekdayOf(day)));
  if (line.trend === "exponential") {
    const { A, B } = new ExponentialRegression(x, y);
    return { start: B, slope: A };
  }
  const far = Math.max(...x, 1);
  const { coefficients } = new PolynomialRegression(
    x.map((one) => one / far),
    y,
    1,
  );
  return { start: numberAt(coefficients, 0), slope: numberAt(coefficients, 1) / far };
}

/** By weekday, of the logarithms; one that was never measured is taken to lie on the line. */
function factorsOf(
  days: readonly TrafficDay[],
  line: Omit<Line, "factors">,
  middle: (values: readonly number[]) => number,
): readonly number[] {
  const logs = Array.from({ length: 7 }, (_, weekday) => {
    const own = days
      .filter(({ day }) => weekdayOf(day) === weekday)
      .map(({ day, value }) => Math.log(value / levelAt(line, day)));
    return own.length === 0 ? 0 : middle(own);
  });
  const mean = logs.reduce((a, b) => a + b, 0) / logs.length;
  return logs.map((log) => Math.exp(log - mean));
}

/** Of neighbors in the list, since days may be missing; below 0 it would promise too much. */
function correlationOf(days: readonly TrafficDay[], residuals: readonly number[]): number {
  const squares = residuals.reduce((sum, r) => sum + r * r, 0);
  if (days.length < 3 || squares === 0) return 0;
  const products = residuals.slice(1).reduce((sum, r, i) => sum + r * numberAt(residuals, i), 0);
  return Math.min(Math.max(products / squares, 0), 0.9);
}

/** Robust standard deviation of residuals of these sizes, normal ones: by their median, or by where nine of ten lie. */
function scaleOf(sizes: readonly number[]): number {
  const sorted = sizes.toSorted((a, b) => a - b);
  const byMedian = Math.max(1.4826 * quantile(sorted, 0.5), FLOOR);
  const beyond = sorted.filter((size) => size > OUTLIER * byMedian).length;
  if (beyond <= MOST_OUTLIERS * sorted.length) return byMedian;
  return Math.max(quantile(sorted, 0.9) / 1.645, FLOOR);
}

const medianOf = (values: readonly number[]) =>
  quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
