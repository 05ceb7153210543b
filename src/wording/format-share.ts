import type { Share } from "../units.ts";
import { formatNumber } from "./format-number.ts";

/** A share in per cent, two significant digits: "0.007 %", "7.0 %", "97 %". */
export function formatShare(value: Share, digits = 2): string {
  return `${formatNumber(value * 100, digits)} %`;
}

/** A bound in per cent as a person typed it: "1 %", "0.1 %". */
export function formatShareBound(value: Share): string {
  return `${Number((value * 100).toPrecision(6))} %`;
}

/** A relative error or change with its sign, whole per cent from 10 % on: "+3.1 %", "−24 %". */
export function formatRelative(value: number): string {
  const percent = value * 100;
  const rounded = Math.abs(percent) >= 9.95 ? Math.round(percent) : Math.round(percent * 10) / 10;
  if (rounded === 0) return "0.0 %";
  const sign = rounded > 0 ? "+" : "−";
  const digits = Math.abs(rounded) >= 10 ? 0 : 1;
  return `${sign}${Math.abs(rounded).toFixed(digits)} %`;
}
