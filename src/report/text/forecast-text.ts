import type { Limits } from "../../limits/limits.ts";
import type { TrafficForecast } from "../../planning/forecast/forecast-traffic.ts";
import type { WhenReached } from "../../planning/forecast/when-reached.ts";
import { formatDate } from "../../wording/format-date.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatRelative, formatShare } from "../../wording/format-share.ts";
import { formatCount, formatUsers } from "../../wording/format-users.ts";
import { textTable } from "../../wording/text-table.ts";

/** One state of the platform, and when traffic meets its safe limit. */
export interface LimitReached extends WhenReached {
  /** "today", or the title of a scenario. */
  readonly title: string;
  /** The safe limit in users. */
  readonly users: number;
}

export interface ForecastWords {
  readonly unit: "users" | "rate" | "sessions";
  readonly forecast: TrafficForecast;
  /** Today first. */
  readonly reached: readonly LimitReached[];
  /** How traffic became users; null where it is given in users. */
  readonly cycle: string | null;
  /** What was done to the file. */
  readonly notes: readonly string[];
}

const units = { users: "users", rate: "req/s", sessions: "sessions/h" } as const;

export function formatTraffic(value: number, unit: ForecastWords["unit"]): string {
  return unit === "users" ? formatUsers(value) : `${formatNumber(value)} ${units[unit]}`;
}

/** The decision in one sentence: when today's safe limit is met. */
export function reachedSentence(
  { day, earliest, latest, users, met }: LimitReached,
  { days }: Pick<TrafficForecast, "days">,
) {
  const limit = `the safe limit of ${formatUsers(users)}`;
  if (users === 0) return "No load is known to be safe today.";
  if (2 * met.days > met.of) {
    return `Traffic is past ${limit} already: it met it on ${daysMet(met)}.`;
  }
  const last = days.at(-1)?.day ?? 0;
  if (day === null) {
    const early =
      earliest === null ? "" : `; busy days may meet it from ${formatDate(earliest)} on`;
    return `Traffic does not meet ${limit} before ${formatDate(last)}${early}.`;
  }
  const from = earliest === null ? "" : formatDate(earliest);
  const to = latest === null ? `after ${formatDate(last)}` : formatDate(latest);
  return `Traffic meets ${limit} on ${formatDate(day)} (90 % between ${from} and ${to}).`;
}

/** Where tests end below the limits a date is of the tests' end, and not of the platform's. */
export function endOfTests({
  breakingPoint,
  safeLimit,
}: Pick<Limits, "breakingPoint" | "safeLimit">): readonly string[] {
  if (breakingPoint.basis !== "at least" || safeLimit.value === 0) return [];
  return [
    `The safe limit may be far below what the platform holds, and its date too early: it is limited by ${safeLimit.limitedBy}. Measure higher loads first.`,
  ];
}

/** What the date of a trend leaves out: single days that were busier. */
function busyDays({ users, met }: LimitReached): readonly string[] {
  if (users === 0 || met.days === 0 || 2 * met.days > met.of) return [];
  return [`Single days met it already: ${daysMet(met)}.`];
}

function daysMet({ days, of, last }: LimitReached["met"]): string {
  const latest = last === null ? "" : `, last on ${formatDate(last)}`;
  return `${days} of the last ${of} days measured${latest}`;
}

export function forecastText(words: ForecastWords): string {
  const { unit, forecast, reached, cycle, notes } = words;
  const { trend, shapes, heldOut, monthly, lastDay, days } = forecast;
  const end = days.at(-1)?.day ?? lastDay;
  const [today] = reached;
  const others = shapes.filter(({ stands }, i) => i > 0 && stands).map(shapeName);
  const date = (day: number | null, { met }: LimitReached) => {
    if (day === null) return `after ${formatDate(end)}`;
    // The day after the last one says no more than that it was met before.
    return met.last !== null && day === days[0]?.day ? "already" : formatDate(day);
  };
  return [
    ...(today === undefined ? [] : [reachedSentence(today, forecast), ...busyDays(today), ""]),
    textTable(
      ["platform", "safe limit", "in traffic", "met on", "earliest", "latest"],
      reached.map((one) => [
        one.title,
        formatUsers(one.users),
        formatTraffic(one.limit, unit),
        date(one.day, one),
        date(one.earliest, one),
        date(one.latest, one),
      ]),
    ),
    "",
    `Growth: ${formatRelative(monthly)} in 30 days, ${shapeName(trend)}; ${formatCount(trend.count)} days up to ${formatDate(lastDay)}.`,
    ...(others.length === 0
      ? []
      : [
          `The days left out do not tell it from ${others.join(", ")}: the interval spans all of them.`,
        ]),
    `Of ${formatCount(heldOut.days)} days left out and forecast, the 90 % band holds ${formatShare(heldOut.inside)}.`,
    ...(trend.outliers.length === 0
      ? []
      : [`Left aside as outliers: ${listOf(trend.outliers.map(({ day }) => formatDate(day)))}.`]),
    ...(cycle === null ? [] : [cycle]),
    ...notes,
    "A forecast continues what was; it knows of no launch, price or season that has not been yet.",
  ].join("\n");
}

function shapeName({ trend, weekly }: { readonly trend: string; readonly weekly: boolean }) {
  return `${trend}${weekly ? " with a weekly pattern" : ""}`;
}

const MOST_NAMED = 5;

function listOf(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "";
  return `${names.slice(0, MOST_NAMED).join(", ")}${more}`;
}
