import type { Policy } from "../../limits/policy.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { summarizeHypotheses } from "../fit/summarize-hypotheses.ts";
import { scenarioBase } from "../what-if/scenario-base.ts";
import { explainLimits } from "./explain-limits.ts";
import type { LimitExplanation } from "./limit-explanation.ts";

/** The reasons of every limit from the fit alone, as the plan has them. */
export function limitReasons(fitted: FittedCampaign, policy: Policy): readonly LimitExplanation[] {
  const base = scenarioBase(fitted, policy);
  const hypotheses = summarizeHypotheses(fitted, base);
  return explainLimits(fitted, { policy, found: base.found, hypotheses });
}
