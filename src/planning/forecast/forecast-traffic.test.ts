import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forecastTraffic } from "./forecast-traffic.ts";
import { judgeSeries } from "./testing/judge-series.ts";
import { trafficSeries } from "./testing/traffic-series.ts";
import { fitTraffic, type TrafficDay, trafficAt } from "./traffic-trend.ts";
import { whenReached } from "./when-reached.ts";

/** 2024-01-01, a Monday. */
const START = 19_723;
const WEEK = [1, 1.1, 1.05, 1, 0.95, 0.5, 0.4];

function series(length: number, valueAt: (x: number) => number): readonly TrafficDay[] {
  return Array.from({ length }, (_, x) => ({ day: START + x, value: valueAt(x) }));
}
const line = (x: number) => 100 + 2 * x;
const curve = (x: number) => 100 * 1.01 ** x;

describe("fitTraffic", () => {
  it("finds a line and a curve again exactly, and what lies beyond", () => {
    const linear = fitTraffic(series(60, line), { trend: "linear", weekly: false });
    expect(linear.slope).toBeCloseTo(2, 8);
    expect(trafficAt(linear, START + 100)).toBeCloseTo(300, 6);
    const exponential = fitTraffic(series(60, curve), { trend: "exponential", weekly: false });
    expect(Math.exp(exponential.slope)).toBeCloseTo(1.01, 10);
  });

  it("finds the weekly pattern, Monday first", () => {
    const days = series(84, (x) => curve(x) * (WEEK[x % 7] ?? 1));
    const { factors } = fitTraffic(days, { trend: "exponential", weekly: true });
    const mean = Math.exp(WEEK.reduce((sum, f) => sum + Math.log(f), 0) / 7);
    for (const [i, factor] of factors.entries()) {
      expect(factor).toBeCloseTo((WEEK[i] ?? 0) / mean, 4);
    }
  });

  it("leaves outliers and days without traffic aside, and names them", () => {
    const days = series(90, (x) => (x === 40 ? 5 * line(x) : x === 70 ? 0 : line(x)));
    const noisy = days.map((one, i) => ({ ...one, value: one.value * (1 + 0.01 * (-1) ** i) }));
    const { outliers, slope } = fitTraffic(noisy, { trend: "linear", weekly: false });
    expect(outliers.map(({ day }) => day - START)).toEqual([40, 70]);
    expect(slope).toBeCloseTo(2, 1);
  });
});

describe("forecastTraffic", () => {
  it("chooses exponential growth with a week where that is what it is, and its rate", () => {
    const { known } = trafficSeries(5, 1);
    const days = known.map(({ day }, x) => ({
      day,
      value: curve(x) * (WEEK[x % 7] ?? 1) * (1 + 0.01 * Math.sin(37 * x)),
    }));
    const { trend, monthly } = forecastTraffic(days, 30);
    expect(trend).toMatchObject({ trend: "exponential", weekly: true });
    expect(monthly).toBeCloseTo(1.01 ** 30 - 1, 2);
  });

  it("does not see a week in what has none", () => {
    const days = series(120, (x) => line(x) * (1 + 0.01 * Math.sin(37 * x)));
    expect(forecastTraffic(days, 7).trend).toMatchObject({ trend: "linear", weekly: false });
  });

  it("holds its own forecast in the band, and follows a change of unit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const { known } = trafficSeries(seed, 1);
        const { days } = forecastTraffic(known, 60);
        const thousands = forecastTraffic(
          known.map(({ day, value }) => ({ day, value: value / 1000 })),
          60,
        ).days;
        for (const [i, { low, value, high }] of days.entries()) {
          expect(low).toBeLessThanOrEqual(value);
          expect(value).toBeLessThanOrEqual(high);
          expect((thousands[i]?.value ?? 0) / value).toBeCloseTo(0.001, 8);
        }
      }),
      { numRuns: 8 },
    );
  });

  it("holds from 85 to 95 % of the days that came, over 40 series with trend, week and outliers", () => {
    const { inside } = judgeSeries(40, 28, 11);
    expect(inside).toBeGreaterThanOrEqual(0.85);
    expect(inside).toBeLessThanOrEqual(0.95);
  });

  it("does not take a line that starts below nothing for a shape", () => {
    const days = series(300, (x) => 1.02 ** x * (1 + 0.02 * Math.sin(37 * x)));
    const { shapes, days: ahead } = forecastTraffic(days, 30);
    expect(shapes.every(({ trend }) => trend === "exponential")).toBe(true);
    for (const { low, high } of ahead) expect(high / low).toBeLessThan(1.5);
  });

  it("refuses less than two weeks, and days out of order", () => {
    expect(() => forecastTraffic(series(13, line), 7)).toThrow(/14 days or more, got 13/);
    expect(() => forecastTraffic(series(30, line).toReversed(), 7)).toThrow(/must ascend/);
  });
});

describe("whenReached", () => {
  it("finds the day on which a line meets a limit: 100 + 2x = 300 at x = 100", () => {
    const known = series(60, line);
    const forecast = forecastTraffic(known, 365);
    expect(whenReached(forecast, known, 300).day).toBe(START + 100);
    expect(whenReached(forecast, known, 0).day).toBe(START + 60);
    expect(whenReached(forecast, known, 1e6)).toMatchObject({ day: null, latest: null });
  });

  it("counts the last four weeks that met a limit already: 216 and 218 of 164 to 218", () => {
    const known = series(60, line);
    const { met } = whenReached(forecastTraffic(known, 365), known, 215);
    expect(met).toEqual({ days: 2, of: 28, last: START + 59 });
    const none = whenReached(forecastTraffic(known, 365), known, 300).met;
    expect(none).toEqual({ days: 0, of: 28, last: null });
  });

  it("is no earlier for a higher limit, and lies between its ends", () => {
    const { known } = trafficSeries(9, 1);
    const forecast = forecastTraffic(known, 1000);
    const limits = [400, 500, 600, 700, 800, 900];
    const met = limits.map((limit) => whenReached(forecast, known, limit));
    const at = (day: number | null) => day ?? Number.POSITIVE_INFINITY;
    for (const [i, { day, earliest, latest }] of met.entries()) {
      expect(at(earliest)).toBeLessThanOrEqual(at(day));
      expect(at(day)).toBeLessThanOrEqual(at(latest));
      if (i > 0) expect(at(met[i - 1]?.day ?? null)).toBeLessThanOrEqual(at(day));
    }
  });
});
