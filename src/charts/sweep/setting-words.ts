/** Settings and figures of a sweep in words, with their units. */
import type { LoadUnit } from "../../simulation/course/profile.ts";
import { formatBound, formatDuration } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatShare } from "../../wording/format-share.ts";

/** Figures that are times, and those that are shares; the rest are plain numbers. */
const times: ReadonlySet<string> = new Set(["mean", "p50", "p90", "p95", "p99"]);
const shares: ReadonlySet<string> = new Set([
  ...["errorRate", "refusedShare", "staysDown", "answeredAtEnd", "settled"],
]);

const titles: Readonly<Record<string, string>> = {
  ...{ mean: "Mean response time", p50: "P50", p90: "P90", p95: "P95", p99: "P99" },
  ...{ throughput: "Throughput, req/s", goodput: "Answers, req/s", errorRate: "Errors" },
  ...{ refusedShare: "Refused", staysDown: "Probability of staying down", price: "Price" },
  ...{ length: "Length of the spike", timeOut: "Time-out", attempts: "Tries in all" },
  ...{ answeredAtEnd: "Answered at the end", retryRate: "Retries, req/s" },
};

export function settingTitle(name: string, unit: LoadUnit): string {
  if (name === "load") return unit === "users" ? "Users" : "Requests per second";
  if (name === "capacity") return unit === "users" ? "Users held" : "Requests per second held";
  return Object.hasOwn(titles, name) ? (titles[name] ?? name) : name;
}

/** As they were typed, but for the last digits of a step. */
const DIGITS = 6;

export function settingWords(name: string, value: number | string | null): string {
  if (value === null) return "as it is";
  if (typeof value === "string") return value;
  if (name === "timeOut" && value === 0) return "never";
  if (name === "timeOut" || name === "length") return formatBound(value);
  return String(Number(value.toPrecision(DIGITS)));
}

export function figureWords(name: string, value: number | null): string {
  if (value === null) return "–";
  if (times.has(name)) return formatDuration(value);
  return shares.has(name) ? formatShare(value) : formatNumber(value, 3);
}

/** Numbers by size, then texts, what is left as it is first. */
export function inOrderOfSize(values: readonly (number | string | null)[]) {
  const rank = (value: number | string | null) =>
    value === null ? 0 : typeof value === "number" ? 1 : 2;
  return [...new Set(values)].toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      (typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : 1),
  );
}

/** The same inside a sentence: "users held", "P95". */
export function settingInWords(name: string, unit: LoadUnit): string {
  return settingTitle(name, unit).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}
