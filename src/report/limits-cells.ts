import type { Limits } from "../planning/plan-result.ts";
import { formatShort } from "./format-interval.ts";
import { formatThresholdRange, formatThresholdValue } from "./format-threshold.ts";
import { formatThroughput } from "./format-throughput.ts";
import { formatCount } from "./format-users.ts";

/** One set of limits as cells, to be compared with others line by line. */
export function limitsCells({ safeLimit, breakingPoint, knee, peak }: Limits): string[] {
  return [
    formatCount(safeLimit.value),
    withRange(breakingPoint),
    formatThresholdValue(knee),
    formatShort(peak.throughput, formatThroughput),
  ];
}

export const limitsHeader = ["safe limit", "breaking point", "saturation", "ceiling"] as const;

function withRange(threshold: Limits["breakingPoint"]): string {
  return threshold.value === null
    ? formatThresholdValue(threshold)
    : `${formatThresholdValue(threshold)} (${formatThresholdRange(threshold)})`;
}
