import type { ForecastDay, TrafficForecast } from "./forecast-traffic.ts";
import type { TrafficDay } from "./traffic-trend.ts";

/** The day on which traffic first meets a limit; null: not in the days looked ahead. */
export interface WhenReached {
  /** The limit, in the unit of the traffic. */
  readonly limit: number;
  readonly day: number | null;
  /** First day on which the upper end of the band meets it: nine of ten days stay below until then. */
  readonly earliest: number | null;
  /** First day on which the lower end does. */
  readonly latest: number | null;
  /** Of the last days that were measured, at most four weeks, those that met it already. */
  readonly met: { readonly days: number; readonly of: number; readonly last: number | null };
}

/** Days of four weeks, so that each weekday counts alike. */
const RECENT = 28;

/**
 * @param measured in the order of time
 * @param limit 0 or more: a limit of 0 is met at once
 */
export function whenReached(
  { days }: Pick<TrafficForecast, "days">,
  measured: readonly TrafficDay[],
  limit: number,
): WhenReached {
  const first = (of: (day: ForecastDay) => number) =>
    days.find((day) => of(day) >= limit)?.day ?? null;
  return {
    limit,
    day: first(({ value }) => value),
    earliest: first(({ high }) => high),
    latest: first(({ low }) => low),
    met: metOf(measured, limit),
  };
}

function metOf(measured: readonly TrafficDay[], limit: number): WhenReached["met"] {
  const end = measured.at(-1)?.day ?? 0;
  const recent = measured.filter(({ day }) => day > end - RECENT);
  const past = recent.filter(({ value }) => value >= limit);
  return { days: past.length, of: recent.length, last: past.at(-1)?.day ?? null };
}
