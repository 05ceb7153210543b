import { normal } from "../../../random/normal.ts";
import { RandomStream } from "../../../random/random-stream.ts";
import type { TrafficDay } from "../traffic-trend.ts";

/**
 * Daily traffic with a trend, a weekly pattern (in two of three series), noise that lasts from day
 * to day, and outliers: one day in fifty at a third to three times its traffic. From 4 to 14 months.
 */
export function trafficSeries(seed: number, ahead: number) {
  const random = RandomStream.fromSeed(seed);
  const between = (from: number, to: number) => from + (to - from) * random.uniform();
  const length = Math.round(between(120, 420));
  const exponential = random.uniform() < 0.5;
  const weekly = random.uniform() < 2 / 3;
  const monthly = between(-0.02, 0.12);
  const deviation = between(0.03, 0.1);
  const correlation = between(0, 0.5);
  const factors = Array.from({ length: 7 }, () => (weekly ? Math.exp(0.25 * normal(random)) : 1));
  const start = Math.round(between(15_000, 20_000));
  let noise = 0;
  const days = Array.from({ length: length + ahead }, (_, i): TrafficDay => {
    const months = (i - length) / 30;
    const level = 500 * (exponential ? Math.exp(monthly * months) : 1 + monthly * months);
    noise = correlation * noise + Math.sqrt(1 - correlation ** 2) * normal(random);
    const outlier = random.uniform() < 0.02 ? 3 ** between(-1, 1) : 1;
    const value = Math.max(level, 20) * (factors[i % 7] ?? 1) * Math.exp(deviation * noise);
    return { day: start + i, value: value * outlier };
  });
  return { known: days.slice(0, length), coming: days.slice(length) };
}
