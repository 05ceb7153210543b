import type { Threshold } from "../stats/estimate.ts";
import { formatCount, formatUsers } from "./format-users.ts";

/**
 * A load with its 90 % interval and what it rests on, in words:
 * "290 users, 90 % between 281 and 301, interpolated"; "beyond 1,000 users" where it was
 * not found; "290 users, 90 % above 281, extrapolated" where only the lower end was.
 */
export function formatThreshold(threshold: Threshold): string {
  const { value, low, high, searchedTo, basis } = threshold;
  if (value === null) {
    const beyond = `beyond ${formatUsers(searchedTo)}`;
    return low === null
      ? `${beyond}, ${basis}`
      : `${beyond}, 90 % above ${formatCount(low)}, ${basis}`;
  }
  return `${formatUsers(value)}, ${rangeInWords(low, high)}${basis}`;
}

/** "281–301", "281 to beyond 1,000", "beyond 1,000": the interval alone, for a table. */
export function formatThresholdRange({ low, high, searchedTo }: Threshold): string {
  if (low === null)
    return high === null ? `beyond ${formatCount(searchedTo)}` : `up to ${formatCount(high)}`;
  return high === null
    ? `${formatCount(low)} to beyond ${formatCount(searchedTo)}`
    : `${formatCount(low)}–${formatCount(high)}`;
}

/** "290" or "beyond 1,000": the value alone, for a table. */
export function formatThresholdValue({ value, searchedTo }: Threshold): string {
  return value === null ? `beyond ${formatCount(searchedTo)}` : formatCount(value);
}

function rangeInWords(low: number | null, high: number | null): string {
  if (low === null) return high === null ? "" : `90 % below ${formatCount(high)}, `;
  if (high === null) return `90 % above ${formatCount(low)}, `;
  return `90 % between ${formatCount(low)} and ${formatCount(high)}, `;
}
