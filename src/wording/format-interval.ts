import type { Estimate, Interval } from "../stats/estimate.ts";

/**
 * "154 req/s, 90 % between 149 and 158 req/s, interpolated" with the given format; without the
 * interval where both ends read like the value.
 */
export function formatEstimate(estimate: Estimate, format: (value: number) => string): string {
  const { value, basis } = estimate;
  const range = formatRange(estimate, format, " and ");
  if (range === format(value)) return `${range}, ${basis}`;
  return `${format(value)}, 90 % between ${range}, ${basis}`;
}

/**
 * "149–158 req/s": the unit once where both ends share it, "90 ms–1.2 s" where not; "154 req/s" where
 * both read alike.
 */
export function formatRange(
  { low, high }: Pick<Interval, "low" | "high">,
  format: (value: number) => string,
  between = "–",
): string {
  const [from, to] = [format(low), format(high)];
  if (from === to) return from;
  const [number = from, ...unit] = from.split(" ");
  const sameUnit = unit.length > 0 && to.endsWith(` ${unit.join(" ")}`);
  return `${sameUnit ? number : from}${between}${to}`;
}

/**
 * "154 req/s (149–158)" for tables and labels; the unit is repeated only where it changes. "100 %" where
 * both ends read like the value: in brackets they would say nothing.
 */
export function formatShort(interval: Interval, format: (value: number) => string): string {
  const value = format(interval.value);
  const unit = value.replace(/^\S+/, "");
  const range = formatRange(interval, format);
  if (range === value) return value;
  const sameUnit =
    unit !== "" && range.endsWith(unit) && !range.slice(0, -unit.length).includes(" ");
  return `${value} (${sameUnit ? range.slice(0, -unit.length) : range})`;
}

/** "+12 % (+10 % to +14 %)", for a change; "+12 %" where both ends read like the value. */
export function formatWithEnds(
  { value, low, high }: Interval,
  format: (value: number) => string,
  formatEnd: (value: number) => string = format,
): string {
  const told = format(value);
  const [from, to] = [formatEnd(low), formatEnd(high)];
  return from === to && from === formatEnd(value) ? told : `${told} (${from} to ${to})`;
}
