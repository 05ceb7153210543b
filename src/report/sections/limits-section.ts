import type { PublishedLimit } from "../../limits/published-limit.ts";
import type { Level } from "../../measurement/campaign.ts";
import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { isUntold, type Threshold } from "../../stats/estimate.ts";
import { formatBound, formatDuration } from "../../wording/format-duration.ts";
import { formatOpenShort, withBasis } from "../../wording/format-open-estimate.ts";
import {
  formatThreshold,
  formatThresholdRange,
  formatThresholdValue,
} from "../../wording/format-threshold.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatCount, formatUsers } from "../../wording/format-users.ts";
import { markdownTable } from "../../wording/markdown-table.ts";
import { tokenName } from "../../wording/token-name.ts";
import { explainDifference, publishedCell } from "../published-figure.ts";

/** Limits: what was measured, what is predicted, what is recommended, what was published. */
export function limitsSection(plan: PlanResult, published: readonly PublishedLimit[]): string {
  const { limits, policy } = plan;
  const cell = (threshold: Threshold) =>
    isUntold(threshold)
      ? formatThreshold(threshold)
      : `${formatThresholdValue(threshold)} users (${formatThresholdRange(threshold)}), ${threshold.basis}`;
  const rows = [
    ["Saturation", "–", cell(limits.knee), "–", publishedCell(published, "knee")],
    [
      "Ceiling",
      largestThroughput(plan),
      withBasis(formatOpenShort(limits.peak.throughput, formatThroughput), limits.peak.throughput),
      `rate limit ${rateLimitValue(limits)}: ${limits.rateLimit.rule}`,
      publishedCell(published, "peakThroughput"),
    ],
    [
      "Breaking point",
      brokenLevels(plan),
      cell(limits.breakingPoint),
      `at most breaking point / ${policy.safeLimit.safetyFactor}`,
      publishedCell(published, "breakingPoint"),
    ],
    [
      "Safe limit",
      "–",
      `limited by ${limits.safeLimit.limitedBy}`,
      `**${formatUsers(limits.safeLimit.value)}**: ${limits.safeLimit.rule}`,
      publishedCell(published, "safeLimit"),
    ],
    [
      "Rate limit",
      "–",
      `refuses from ${cell(limits.rateLimit.refusesFrom)}`,
      `**${rateLimitValue(limits)}**`,
      publishedCell(published, "rateLimit"),
    ],
    ...(limits.tokenLimits ?? []).map((limit) => [
      `${tokenName(limit)} ≤ ${formatBound(limit.bound)}`,
      cell(limit.users),
      "– (no model predicts it)",
      "holds up to the heaviest load measured to hold it",
      "–",
    ]),
  ];
  const withPublished = published.length > 0;
  const header = [
    "Limit",
    "Measured",
    "Predicted (90 % interval)",
    "Recommended",
    "Load-test report",
  ];
  const keep = <T>(row: readonly T[]) => (withPublished ? row : row.slice(0, -1));
  return [
    "## Limits",
    "",
    markdownTable(keep(header), rows.map(keep)),
    ...(withPublished
      ? [
          "",
          "### Beside the load-test report",
          "",
          ...published.map((figure) => `- ${explainDifference(plan, figure)}`),
        ]
      : []),
  ].join("\n");
}

function rateLimitValue({ rateLimit }: PlanResult["limits"]): string {
  return rateLimit.value === null ? "none" : formatThroughput(rateLimit.value);
}

function largestThroughput({ campaign }: PlanResult): string {
  const best = campaign.levels
    .filter(({ quality, throughput }) => quality === "measured" && throughput !== undefined)
    .reduce<Level | null>(
      (a, b) => (a === null || (b.throughput ?? 0) > (a.throughput ?? 0) ? b : a),
      null,
    );
  return best?.throughput === undefined
    ? "–"
    : `${formatThroughput(best.throughput)} at ${formatCount(best.users)} users`;
}

/** The measured loads on both sides of the red line. */
function brokenLevels({ campaign, policy }: PlanResult): string {
  const measured = campaign.levels.filter(({ responseTime }) => responseTime.p95 !== undefined);
  const past = (level: Level) => (level.responseTime.p95 ?? 0) > policy.redLine.p95;
  const describe = (level: Level) =>
    `P95 ${formatDuration(level.responseTime.p95 ?? 0)} at ${formatCount(level.users)} users`;
  const first = measured.find(past);
  const last = measured.findLast(
    (level) => !past(level) && (first === undefined || level.users < first.users),
  );
  return (
    [last, first].flatMap((level) => (level === undefined ? [] : [describe(level)])).join("; ") ||
    "–"
  );
}
