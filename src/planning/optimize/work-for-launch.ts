/** The order of work and the sizes for what the workspace launches, where it says what work or machines cost. */
import type { Policy } from "../../limits/policy.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import type { LaunchVerdict } from "../verdict/launch-condition.ts";
import type { LaunchTarget } from "../verdict/launch-target.ts";
import { usersOfTarget } from "../verdict/users-of-target.ts";
import { type Improvement, MOST_IMPROVEMENTS } from "./improvement-sets.ts";
import { MOST_PROBABILITY, optimize } from "./optimize.ts";
import type { OptimizeResult } from "./optimize-result.ts";
import type { Prices } from "./sizes/prices.ts";

/** What work and machines cost. */
export interface WorkCosts {
  readonly improvements: readonly Improvement[];
  readonly prices: Prices | null;
}

export type LaunchWork = Pick<OptimizeResult, "order" | "sizes">;

/**
 * What `headroom optimize` answers for the launch; null where nothing says what anything costs,
 * there are more improvements than can be searched, or the platform holds the launch as it is.
 */
export function workForLaunch(
  fitted: FittedCampaign,
  policy: Policy,
  costs: WorkCosts | undefined,
  launched: {
    readonly target: LaunchTarget;
    readonly verdict: LaunchVerdict;
    readonly seed: number;
  },
): LaunchWork | null {
  const { improvements = [], prices = null } = costs ?? {};
  if (improvements.length === 0 && prices === null) return null;
  if (improvements.length > MOST_IMPROVEMENTS) return null;
  const { target, verdict, seed } = launched;
  const above = verdict.conditions.some(({ code }) => code === "above-safe-limit");
  if (verdict.probability >= verdict.confidence && !above) return null;
  const { order, sizes } = optimize(fitted, policy, {
    ...{ seed, improvements, prices, conditions: verdict.conditions },
    users: verdict.users ?? usersOfTarget(target, fitted.draws),
    probability: Math.min(policy.safeLimit.confidence, MOST_PROBABILITY),
  });
  return { order, sizes };
}
