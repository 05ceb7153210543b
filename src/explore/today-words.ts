import type { LeverControl } from "./lever-control.ts";

/** Units of one of which the plural is said of several. */
const COUNTED = /^(connections|workers|replicas|cores|shards|requests)$/;

/** ". Today about 10 connections.", of one of them in the singular; nothing where nobody knows it. */
export function todayWords({ today, unit }: Pick<LeverControl, "today" | "unit">): string {
  if (today === null) return "";
  if (unit === "×") return `. Today about ${today}.`;
  const one = today === 1 && COUNTED.test(unit) ? unit.slice(0, -1) : unit;
  return `. Today about ${today} ${one}.`;
}
