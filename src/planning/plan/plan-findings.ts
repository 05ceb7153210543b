/** Everything that speaks against the limits of a campaign, the gravest kind first. */
import type { FoundLimits } from "../../limits/find-limits.ts";
import type { Policy } from "../../limits/policy.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { campaignNotices } from "../../measurement/campaign-notices.ts";
import type { Finding } from "../../measurement/finding.ts";
import type { KnownFacts } from "../../platform/known-facts.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { priorEndFindings } from "../fit/prior-end-findings.ts";
import { telemetryFindings } from "../fit/telemetry-findings.ts";
import { unfittedFindings } from "../fit/unfitted-findings.ts";
import { connectionBudget } from "../verdict/connection-budget.ts";
import { limitsAtOddsFindings } from "../verdict/limits-at-odds-findings.ts";
import { contradictionFindings } from "./contradiction-findings.ts";
import { knownFindings } from "./known-findings.ts";
import { openLoadFindings } from "./open-load-findings.ts";
import { policyPastRedLine } from "./policy-past-red-line.ts";
import { rateLimitFindings } from "./rate-limit-findings.ts";
import { redLineFindings } from "./red-line-below-loads.ts";

export function planFindings(
  fitted: FittedCampaign,
  input: {
    readonly campaign: Campaign;
    readonly policy: Policy;
    readonly known?: KnownFacts;
    readonly hypotheses?: readonly Hypothesis[];
  },
  { limits, zones, contradictions }: FoundLimits,
): readonly Finding[] {
  const { campaign, policy, hypotheses = [] } = input;
  return [
    ...contradictionFindings(contradictions),
    ...knownFindings(fitted, input),
    ...fitted.audit.findings,
    ...campaignNotices(campaign),
    ...policyPastRedLine(policy),
    ...redLineFindings({ campaign, limits, policy }),
    ...rateLimitFindings(fitted.draws, limits, policy),
    ...openLoadFindings(campaign, fitted.hypotheses.draws, limits.peak.throughput, policy),
    ...limitsAtOddsFindings(fitted, { limits, zones, policy }),
    ...connectionBudget(hypotheses, input.known ?? {}),
    ...unfittedFindings(fitted),
    ...priorEndFindings(fitted),
    ...telemetryFindings(campaign, hypotheses),
  ];
}
