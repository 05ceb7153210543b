/** The launch gate by itself: the verdict that the whole plan gives, without its what-ifs. */
import { findLimits } from "../../limits/find-limits.ts";
import type { Limits } from "../../limits/limits.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import type { PlanInput } from "../plan/plan.ts";
import { planFindings } from "../plan/plan-findings.ts";
import { type AnsweredLaunch, type LaunchQuestion, launchVerdict } from "./launch-verdict.ts";

/** @throws RangeError unless the confidence is a share */
export function launchGate(
  fitted: FittedCampaign,
  input: Pick<PlanInput, "campaign" | "policy" | "known" | "hypotheses" | "accepted">,
  question: LaunchQuestion,
): AnsweredLaunch & { readonly limits: Limits } {
  const { policy, accepted = [] } = input;
  const found = findLimits(fitted.draws, policy, fitted.search);
  const findings = planFindings(fitted, input, found);
  const answered = launchVerdict(fitted, { policy, found, findings }, { accepted, ...question });
  return { ...answered, limits: found.limits };
}
