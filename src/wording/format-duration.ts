import type { Seconds } from "../units.ts";
import { formatNumber } from "./format-number.ts";

/** A response time in the unit that reads best: "35 ms", "1.25 s", "150 s". */
export function formatDuration(value: Seconds, digits = 3): string {
  // 0.9995 s would round to "1000 ms": the switch lies where the rounding does.
  return Math.abs(value) < 0.9995
    ? `${formatNumber(value * 1000, Math.min(digits, 3))} ms`
    : `${formatNumber(value, digits)} s`;
}

/** A limit or bound as a person typed it, without trailing zeros: "100 ms", "2 s". */
export function formatBound(value: Seconds): string {
  const [amount, unit] = value < 1 ? [value * 1000, "ms"] : [value, "s"];
  return `${Number(amount.toPrecision(6))} ${unit}`;
}
