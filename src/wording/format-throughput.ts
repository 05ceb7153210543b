import type { PerSecond } from "../units.ts";
import { formatNumber } from "./format-number.ts";
import { inNumber } from "./wording.ts";

/** "154 req/s", "3.25 req/s". */
export function formatThroughput(value: PerSecond): string {
  return `${formatNumber(value)} req/s`;
}

/** A rate that somebody sets is told as it is set: "45 req/s", "130 req/s". */
export function formatSetRate(value: PerSecond): string {
  return `${inNumber(value)} req/s`;
}
