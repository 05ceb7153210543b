import { isUntold, type Threshold } from "../stats/estimate.ts";
import { formatCount, formatUsers } from "./format-users.ts";

/**
 * A load with its 90 % interval and what it rests on, in words:
 * "290 users, 90 % between 281 and 301, interpolated"; "beyond 1,000 users" where it was
 * not found; "290 users, 90 % above 281, extrapolated" where only the lower end was; "at least 36
 * users; not reached" where the data end before it; "withheld: …" where they contradict it.
 */
export function formatThreshold(threshold: Threshold): string {
  const { value, low, high, searchedTo, basis } = threshold;
  if (isUntold(threshold)) {
    if (basis === "withheld") return withheld(threshold);
    return low === null ? "not reached" : `at least ${formatUsers(low)}; not reached`;
  }
  if (value === null) {
    const beyond = `beyond ${formatUsers(searchedTo)}`;
    return low === null
      ? `${beyond}, ${basis}`
      : `${beyond}, 90 % above ${formatCount(low)}, ${basis}`;
  }
  return `${formatUsers(value)}, ${rangeInWords(low, high)}${basis}`;
}

/** "281–301", "281 to beyond 1,000", "beyond 1,000", "at least 36": the interval alone, for a table. */
export function formatThresholdRange(threshold: Threshold): string {
  const { low, high, searchedTo } = threshold;
  if (isUntold(threshold)) return untold(threshold);
  if (low === null)
    return high === null ? `beyond ${formatCount(searchedTo)}` : `up to ${formatCount(high)}`;
  if (high === null) return `${formatCount(low)} to beyond ${formatCount(searchedTo)}`;
  const [from, to] = [formatCount(low), formatCount(high)];
  return from === to ? from : `${from}–${to}`;
}

/** "290", "beyond 1,000" or "at least 36": the value alone, for a table. */
export function formatThresholdValue(threshold: Threshold): string {
  const { value, searchedTo } = threshold;
  if (isUntold(threshold)) return untold(threshold);
  return value === null ? `beyond ${formatCount(searchedTo)}` : formatCount(value);
}

/** "290 (281–301)", or the one figure that is known. */
export function formatThresholdShort(threshold: Threshold): string {
  const value = formatThresholdValue(threshold);
  const range = formatThresholdRange(threshold);
  return threshold.value === null || range === value ? value : `${value} (${range})`;
}

function untold({ basis, low }: Threshold): string {
  if (basis === "withheld") return "withheld";
  return low === null ? "not reached" : `at least ${formatCount(low)}`;
}

function withheld({ reason }: Threshold): string {
  return reason === undefined ? "withheld" : `withheld: ${reason}`;
}

function rangeInWords(low: number | null, high: number | null): string {
  if (low === null) return high === null ? "" : `90 % below ${formatCount(high)}, `;
  if (high === null) return `90 % above ${formatCount(low)}, `;
  const [from, to] = [formatCount(low), formatCount(high)];
  return from === to ? "" : `90 % between ${from} and ${to}, `;
}
