import { campaignNotices } from "../../measurement/campaign-notices.ts";
import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { bestScenario } from "../best-scenario.ts";
import { breakingSentence } from "../breaking-sentence.ts";
import { graveNotices } from "../campaign-lines.ts";
import { contradictionLines } from "../contradiction-lines.ts";
import { launchText, noTargetLine, recommendedSentence, scalingSentence } from "../launch-lines.ts";
import { limitLines } from "../limit-lines.ts";
import { roughFitLines } from "../rough-fit.ts";
import { tellingSummary } from "../telling-words.ts";
import { isUntoldOfAll } from "../untold-of-all.ts";
import { worstFinding } from "../worst-finding.ts";
import { ledgerSentence } from "./ledger-lines.ts";

/**
 * What `headroom plan` prints, about ten lines: the verdict, five limits with interval
 * and basis, the worst audit finding, the best what-if, and where the pack lies.
 */
export function planSummary(plan: PlanResult, packPath: string): string {
  const limits = limitLines(plan.limits);
  const width = Math.max(...limits.map(({ name }) => name.length));
  const recommended = [recommendedSentence(plan.limits), scalingSentence(plan)].flatMap(
    (one) => one ?? [],
  );
  return [
    ...(plan.launch === null ? [] : [...launchText(plan.launch), ""]),
    ...contradictionLines(plan),
    `${plan.campaign.name}: ${breakingSentence(plan)}.`,
    ...plan.fit.redLine,
    ...roughFitLines(plan),
    "",
    ...limits.map(({ name, text }) => `  ${name.padEnd(width)}  ${text}`),
    ...(recommended.length === 0 ? [] : ["", ...recommended]),
    "",
    `Audit: ${auditLine(plan)}`,
    `What-if: ${whatIfLine(plan)}`,
    ...tellingSummary(plan.scenarios),
    ...(plan.past === undefined ? [] : [ledgerSentence(plan.past.predictions, plan.past.widening)]),
    ...(plan.launch === null ? [noTargetLine(plan.limits)] : []),
    `Review pack: ${packPath} (seed ${plan.seed})`,
  ].join("\n");
}

function auditLine({ audit, campaign }: PlanResult): string {
  const findings = [...audit.findings, ...graveNotices(campaignNotices(campaign))];
  const worst = worstFinding(findings);
  if (worst === null) return `grade ${audit.grade.letter}; nothing found`;
  const others = findings.length - 1;
  const more = others === 0 ? "" : ` (and ${others} more)`;
  return `grade ${audit.grade.letter}; ${worst.severity}: ${worst.message}${more}`;
}

function whatIfLine({ scenarios }: PlanResult): string {
  if (scenarios.length === 0) return "no scenario was given";
  const best = bestScenario(scenarios);
  if (best !== null) return best.sentence;
  if (isUntoldOfAll(scenarios)) {
    return scenarios.length === 1
      ? "whether the one change that was tried gains cannot be told"
      : "whether any change that was tried gains cannot be told";
  }
  return scenarios.length === 1
    ? "the one change that was tried is not likely to gain"
    : `none of ${scenarios.length} is likely to gain`;
}
