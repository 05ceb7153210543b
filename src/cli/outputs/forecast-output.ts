import type { ForecastDay, TrafficForecast } from "../../planning/forecast/forecast-traffic.ts";
import type { TrafficDay, TrafficTrend } from "../../planning/forecast/traffic-trend.ts";
import type { Cycle } from "../../planning/forecast/users-per-traffic.ts";
import type { LimitReached } from "../../report/text/forecast-text.ts";
import type { SeededHead } from "./answer-head.ts";

/** A day by its date, such as 2026-03-14. */
export type Dated<T extends { readonly day: number }> = { readonly date: string } & Omit<T, "day">;

/** When traffic meets the safe limit of a state of the platform; null: not in the days looked ahead. */
export interface DatedLimit extends Omit<LimitReached, "day" | "earliest" | "latest" | "met"> {
  readonly date: string | null;
  /** First date on which the upper end of the band meets it. */
  readonly earliest: string | null;
  /** First date on which the lower end does. */
  readonly latest: string | null;
  /** Of the last days that were measured, those that met it already. */
  readonly met: { readonly days: number; readonly of: number; readonly last: string | null };
}

/** `headroom forecast --json`. */
export interface ForecastOutput extends SeededHead {
  readonly unit: "users" | "rate" | "sessions";
  /** Days looked ahead. */
  readonly horizon: number;
  readonly cycle: Cycle;
  /** Today first. */
  readonly limits: readonly DatedLimit[];
  readonly forecast: Omit<TrafficForecast, "trend" | "lastDay" | "days"> & {
    readonly trend: Omit<TrafficTrend, "origin" | "outliers"> & {
      /** The date at which x = 0. */
      readonly origin: string;
      readonly outliers: readonly Dated<TrafficDay>[];
    };
    readonly lastDay: string;
    /** From the day after the last one on; the band holds 9 of 10 days. */
    readonly days: readonly Dated<ForecastDay>[];
  };
  /** What was done to the file, and what is not forecast. */
  readonly notes: readonly string[];
  /** Files written. */
  readonly outputs: readonly string[];
}
