import type { Limits } from "../../planning/plan/plan-result.ts";
import { formatShort } from "../../wording/format-interval.ts";
import { formatThresholdRange, formatThresholdValue } from "../../wording/format-threshold.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatCount } from "../../wording/format-users.ts";

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
