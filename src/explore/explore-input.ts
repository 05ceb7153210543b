import type { Policy } from "../limits/policy.ts";
import type { Campaign } from "../measurement/campaign.ts";
import type { AcceptedCondition } from "../planning/verdict/accepted-condition.ts";
import type { LaunchTarget } from "../planning/verdict/launch-target.ts";
import type { KnownFacts } from "../platform/known-facts.ts";
import type { Hypothesis } from "../platform/platform.ts";
import type { Scenario } from "../platform/scenario.ts";

/** What a campaign is explored with. */
export interface ExploreInput {
  readonly program: string;
  readonly seed: number;
  readonly campaign: Campaign;
  readonly policy: Policy;
  readonly hypotheses: readonly Hypothesis[];
  readonly known: KnownFacts;
  readonly accepted: readonly AcceptedCondition[];
  readonly launch: LaunchTarget | null;
  /** Changes that the workspace names, to start from. */
  readonly scenarios: readonly Scenario[];
}
