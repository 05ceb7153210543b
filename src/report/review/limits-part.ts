import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { isUntold, type Threshold } from "../../stats/estimate.ts";
import { formatBound } from "../../wording/format-duration.ts";
import { formatOpenRange, formatOpenValue } from "../../wording/format-open-estimate.ts";
import { formatProbability } from "../../wording/format-probability.ts";
import { formatShareBound } from "../../wording/format-share.ts";
import { formatThresholdRange, formatThresholdValue } from "../../wording/format-threshold.ts";
import { formatSetRate, formatThroughput } from "../../wording/format-throughput.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { tokenName } from "../../wording/token-name.ts";
import { type Block, heading, paragraph, type Row, table } from "../document/document.ts";
import { recommendedSentence, scalingSentence } from "../launch-lines.ts";
import { basisOf } from "./basis-words.ts";
import { reasonDetails } from "./limit-reasons.ts";
import { brokenLevels, largestThroughput } from "./measured-near.ts";
import { objectivesTable } from "./objectives-table.ts";
import { pictures } from "./picture.ts";
import type { ReportExtras } from "./review-extras.ts";
import { breakingText } from "./verdict-part.ts";
import { zonesBesideRedLine, zonesTable } from "./zones-table.ts";

/** The limits, what each is and rests on; zones and objectives; the pictures that show them. */
export function limitsPart(plan: PlanResult, { charts = [] }: ReportExtras): readonly Block[] {
  // Without a launch it stands beside the load that is recommended.
  const told = plan.launch?.conditions.some(({ code }) => code === "rate-limit") ?? true;
  const recommended = told ? null : recommendedSentence(plan.limits);
  const scaling = scalingSentence(plan);
  return [
    heading(2, "Limits"),
    ...(plan.launch === null ? [] : [paragraph(breakingText(plan))]),
    ...(recommended === null ? [] : [paragraph(recommended)]),
    ...(scaling === null ? [] : [paragraph(scaling)]),
    table(["Limit", "Value", "How sure (90 %)", "What it is", "Rests on"], limitRows(plan)),
    ...reasonDetails(plan),
    zonesTable(plan),
    ...zonesBesideRedLine(plan),
    ...objectivesTable(plan),
    ...pictures(plan, charts, ["zones", "throughput", "percentiles"]),
  ];
}

function limitRows(plan: PlanResult): readonly Row[] {
  const { limits, policy } = plan;
  const { safeLimit, knee, peak, breakingPoint, rateLimit } = limits;
  const red = `P95 ${formatBound(policy.redLine.p95)} or ${formatShareBound(policy.redLine.errorRate)} errors`;
  return [
    [
      { strong: "Safe limit" },
      safeLimit.value === 0
        ? "none: no load is known to hold the objectives"
        : formatUsers(safeLimit.value),
      safeLimit.value === 0
        ? "–"
        : `objectives hold with ${formatProbability(safeLimit.confidence, safeLimit.draws)}`,
      safeRule(plan),
      `limited by ${safeLimit.limitedBy}`,
    ],
    [
      "Saturation",
      usersOf(knee),
      formatThresholdRange(knee),
      "from here on users wait: the light-load line meets the ceiling",
      basisOf(knee),
    ],
    [
      "Ceiling",
      formatOpenValue(peak.throughput, formatThroughput),
      formatOpenRange(peak.throughput, formatThroughput),
      "the most that is answered at any load",
      `${basisOf(peak.throughput)}; measured ${largestThroughput(plan)}`,
    ],
    [
      "Breaking point",
      usersOf(breakingPoint),
      formatThresholdRange(breakingPoint),
      `the first load past the red line, ${red}`,
      `${basisOf(breakingPoint)}; measured ${brokenLevels(plan)}`,
    ],
    [
      "Rate limit",
      rateLimit.value === null ? "none" : formatSetRate(rateLimit.value),
      rateLimit.value === null
        ? "–"
        : `refuses from ${formatThresholdValue(rateLimit.refusesFrom)} users (${formatThresholdRange(rateLimit.refusesFrom)})`,
      rateLimit.rule,
      basisOf(rateLimit.refusesFrom),
    ],
    ...(limits.tokenLimits ?? []).map((limit) => [
      `${tokenName(limit)} ≤ ${formatBound(limit.bound)}`,
      usersOf(limit.users),
      formatThresholdRange(limit.users),
      "holds up to the heaviest load measured to hold it",
      "measured loads; no model predicts it",
    ]),
  ].map((row) => row.map((cell) => (typeof cell === "string" ? cell : [cell])));
}

/** The policy's rule; where the data end early, the heaviest load measured good is the end. */
function safeRule({ policy: { safeLimit: rule } }: PlanResult): string {
  return `the decision: the most users, in steps of ${rule.roundTo}, up to breaking point / ${rule.safetyFactor} at which all objectives hold with ${formatShareBound(rule.confidence)}`;
}

function usersOf(threshold: Threshold): string {
  const value = formatThresholdValue(threshold);
  return isUntold(threshold) ? value : `${value} users`;
}
