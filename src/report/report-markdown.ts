/** The review pack's text: everything of a plan, the finding first. */

import type { PublishedLimit } from "../limits/published-limit.ts";
import type { PlanResult } from "../planning/plan/plan-result.ts";
import { isUntold } from "../stats/estimate.ts";
import { formatOpenShort } from "../wording/format-open-estimate.ts";
import { formatProbability } from "../wording/format-probability.ts";
import { formatThresholdRange, formatThresholdValue } from "../wording/format-threshold.ts";
import { formatThroughput } from "../wording/format-throughput.ts";
import { formatUsers } from "../wording/format-users.ts";
import { bestScenario } from "./best-scenario.ts";
import { breakingSentence } from "./breaking-sentence.ts";
import { contradictionLines } from "./contradiction-lines.ts";
import { launchSection, noTargetLine, recommendedSentence } from "./launch-lines.ts";
import { auditSection } from "./sections/audit-section.ts";
import { fitSection } from "./sections/fit-section.ts";
import { hypothesesSection } from "./sections/hypotheses-section.ts";
import { levelsSection } from "./sections/levels-section.ts";
import { limitsSection } from "./sections/limits-section.ts";
import { objectivesSection } from "./sections/objectives-section.ts";
import { scenariosSection } from "./sections/scenarios-section.ts";
import { zonesSection } from "./sections/zones-section.ts";
import { worstFinding } from "./worst-finding.ts";

/** A picture that lies beside the report. */
export interface ReportChart {
  /** Read aloud, and shown where the picture is missing. */
  readonly title: string;
  /** Relative to the report, with forward slashes. */
  readonly path: string;
}

export interface ReportExtras {
  readonly charts?: readonly ReportChart[];
  /** What the load-test report says itself; empty or absent: no comparison. */
  readonly published?: readonly PublishedLimit[];
}

/** Markdown as GitHub reads it; the same plan gives the same text, without clock time. */
export function reportMarkdown(plan: PlanResult, extras: ReportExtras = {}): string {
  const published = extras.published ?? [];
  const sections = [
    `# ${plan.campaign.name}: capacity review`,
    ...(plan.launch === null ? [] : [launchSection(plan.launch)]),
    ...contradictionLines(plan),
    [`**${breakingSentence(plan)}.**`, ...plan.fit.redLine].join(" "),
    verdict(plan),
    ...(plan.launch === null ? [noTargetLine(plan.limits)] : []),
    limitsSection(plan, published),
    objectivesSection(plan),
    zonesSection(plan, published),
    ...chartsSection(extras.charts ?? []),
    auditSection(plan),
    ...hypothesesSection(plan),
    scenariosSection(plan),
    fitSection(plan),
    levelsSection(plan),
    origin(plan),
  ];
  return `${sections.join("\n\n")}\n`;
}

/** Five lines that a reader who stops here should know. */
function verdict(plan: PlanResult): string {
  const { safeLimit, rateLimit } = plan.limits;
  const most =
    safeLimit.value === 0
      ? "No load is known to hold the objectives"
      : `Run at most ${formatUsers(safeLimit.value)}**; the objectives hold there with ${formatProbability(safeLimit.confidence, safeLimit.draws)}`;
  const recommended = recommendedSentence(plan.limits);
  const worst = worstFinding(plan.audit.findings);
  const best = bestScenario(plan.scenarios);
  const change =
    best?.sentence ??
    (plan.scenarios.length === 0
      ? "No change was tried."
      : "No change that was tried is sure to gain.");
  return [
    `- **${most}${safeLimit.value === 0 ? "**" : ""}, limited by ${safeLimit.limitedBy}.`,
    ...(recommended === null ? [] : [`- **Recommended:** ${recommended}`]),
    saturation(plan.limits),
    rateLimit.value === null
      ? `- **A rate limit** is ${rateLimit.rule}.`
      : `- **Refuse above** ${formatThroughput(rateLimit.value)}, which is reached at ${formatThresholdValue(rateLimit.refusesFrom)} users.`,
    `- **The measurements:** ${worst === null ? "the audit found nothing." : `${worst.message} ${worst.remedy}`}`,
    `- **Next:** ${change}`,
  ].join("\n");
}

function saturation({ knee, peak }: PlanResult["limits"]): string {
  const ceiling = formatOpenShort(peak.throughput, formatThroughput);
  return isUntold(knee)
    ? `- **Where it saturates** is not known: ${formatThresholdValue(knee)} users, ceiling ${ceiling}.`
    : `- **It saturates** past ${formatThresholdValue(knee)} users (${formatThresholdRange(knee)}, ${knee.basis}), at ${ceiling}.`;
}

function chartsSection(charts: readonly ReportChart[]): string[] {
  if (charts.length === 0) return [];
  // Angle brackets let a path hold spaces; brackets in a title would end the link text.
  const link = ({ title, path }: ReportChart) => `![${title.replace(/[[\]]/g, "")}](<${path}>)`;
  return [["## Charts", ...charts.map(link)].join("\n\n")];
}

function origin({ program, seed, inputs }: PlanResult): string {
  const files = Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    "## Where this comes from",
    "",
    `${program}, seed ${seed}. The same inputs give the same bytes. Inputs by SHA-256:`,
    "",
    ...files.map(([path, hash]) => `- \`${path}\` ${hash}`),
  ].join("\n");
}
