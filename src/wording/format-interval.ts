import type { Estimate, Interval } from "../stats/estimate.ts";

/** "154 req/s, 90 % between 149 and 158 req/s, interpolated" with the given format. */
export function formatEstimate(estimate: Estimate, format: (value: number) => string): string {
  return `${format(estimate.value)}, 90 % between ${formatRange(estimate, format, " and ")}, ${estimate.basis}`;
}

/** "149–158 req/s": the unit once where both ends share it, "90 ms–1.2 s" where not. */
export function formatRange(
  { low, high }: Pick<Interval, "low" | "high">,
  format: (value: number) => string,
  between = "–",
): string {
  const [from, to] = [format(low), format(high)];
  const [number = from, ...unit] = from.split(" ");
  const sameUnit = unit.length > 0 && to.endsWith(` ${unit.join(" ")}`);
  return `${sameUnit ? number : from}${between}${to}`;
}

/** "154 req/s (149–158)" for tables and labels; the unit is repeated only where it changes. */
export function formatShort(interval: Interval, format: (value: number) => string): string {
  const value = format(interval.value);
  const unit = value.replace(/^\S+/, "");
  const range = formatRange(interval, format);
  const sameUnit =
    unit !== "" && range.endsWith(unit) && !range.slice(0, -unit.length).includes(" ");
  return `${value} (${sameUnit ? range.slice(0, -unit.length) : range})`;
}
