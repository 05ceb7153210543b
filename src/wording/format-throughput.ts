import type { PerSecond } from "../units.ts";
import { formatNumber } from "./format-number.ts";

/** "154 req/s", "3.25 req/s". */
export function formatThroughput(value: PerSecond): string {
  return `${formatNumber(value)} req/s`;
}
