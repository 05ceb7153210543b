import type { ForecastDay, TrafficForecast } from "./forecast-traffic.ts";

/** The day on which traffic first meets a limit; null: not in the days looked ahead. */
export interface WhenReached {
  /** The limit, in the unit of the traffic. */
  readonly limit: number;
  readonly day: number | null;
  /** First day on which the upper end of the band meets it: nine of ten days stay below until then. */
  readonly earliest: number | null;
  /** First day on which the lower end does. */
  readonly latest: number | null;
}

/** @param limit 0 or more: a limit of 0 is met at once */
export function whenReached({ days }: Pick<TrafficForecast, "days">, limit: number): WhenReached {
  const first = (of: (day: ForecastDay) => number) =>
    days.find((day) => of(day) >= limit)?.day ?? null;
  return {
    limit,
    day: first(({ value }) => value),
    earliest: first(({ high }) => high),
    latest: first(({ low }) => low),
  };
}
