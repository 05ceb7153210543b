import type { Limits } from "../planning/plan/plan-result.ts";
import { formatOpenShort } from "../wording/format-open-estimate.ts";
import { formatThresholdShort, formatThresholdValue } from "../wording/format-threshold.ts";
import { formatThroughput } from "../wording/format-throughput.ts";
import { formatCount } from "../wording/format-users.ts";

/** One set of limits as cells, to be compared with others line by line. */
export function limitsCells({ safeLimit, breakingPoint, knee, peak }: Limits): string[] {
  return [
    safeLimit.value > 0 ? formatCount(safeLimit.value) : "none",
    formatThresholdShort(breakingPoint),
    formatThresholdValue(knee),
    formatOpenShort(peak.throughput, formatThroughput),
  ];
}

export const limitsHeader = ["safe limit", "breaking point", "saturation", "ceiling"] as const;
