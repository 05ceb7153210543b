import type { Limits } from "../planning/plan/plan-result.ts";
import { formatEstimate } from "../wording/format-interval.ts";
import { formatShare } from "../wording/format-share.ts";
import { formatThreshold } from "../wording/format-threshold.ts";
import { formatThroughput } from "../wording/format-throughput.ts";
import { formatUsers } from "../wording/format-users.ts";

export interface LimitLine {
  readonly name: string;
  readonly text: string;
}

/** The five limits, each with its interval and what it rests on, in the order of growing load. */
export function limitLines(limits: Limits): readonly LimitLine[] {
  const { knee, peak, breakingPoint, safeLimit, rateLimit } = limits;
  return [
    { name: "Safe limit", text: safeLimitText(safeLimit) },
    { name: "Saturation", text: formatThreshold(knee) },
    {
      name: "Ceiling",
      text: `${formatEstimate(peak.throughput, formatThroughput)}; most at ${formatThreshold(peak.users)}`,
    },
    { name: "Breaking point", text: formatThreshold(breakingPoint) },
    {
      name: "Rate limit",
      text: `${formatThroughput(rateLimit.value)}, refuses from ${formatThreshold(rateLimit.refusesFrom)}`,
    },
  ];
}

function safeLimitText({ value, confidence, limitedBy }: Limits["safeLimit"]): string {
  return value === 0
    ? `none: no load holds the objectives (limited by ${limitedBy})`
    : `${formatUsers(value)}, objectives hold with ${formatShare(confidence)}; limited by ${limitedBy}`;
}
