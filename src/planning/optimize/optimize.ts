/** The cheapest way to hold objectives at a load, from a fitted campaign. */
import type { Policy } from "../../limits/policy.ts";
import { tokenObjectives } from "../../limits/token-limits.ts";
import type { Share } from "../../units.ts";
import { tokenName } from "../../wording/token-name.ts";
import { inList } from "../../wording/wording.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { plausibleGroups } from "../what-if/plausible-groups.ts";
import { cheapestSet } from "./cheapest-set.ts";
import type { Improvement } from "./improvement-sets.ts";
import type { OptimizeResult } from "./optimize-result.ts";

export interface OptimizeOptions {
  readonly users: number;
  readonly improvements: readonly Improvement[];
  /** How probable it must be that all objectives hold. */
  readonly probability: Share;
  /** Hours; without, whatever it costs. */
  readonly maxCost?: number;
  readonly onProgress?: (done: number) => void;
}

/** The largest probability that so many draws can show. */
export const MOST_PROBABILITY = 0.98;

/**
 * @throws ScenarioError where a lever's value makes no sense on this platform
 * @throws RangeError as `cheapestSet`
 */
export function optimize(
  fitted: FittedCampaign,
  policy: Policy,
  options: OptimizeOptions,
): OptimizeResult {
  const { users, improvements, probability, maxCost, onProgress } = options;
  const found = cheapestSet({
    groups: plausibleGroups(fitted),
    objectives: policy.objectives,
    improvements,
    users,
    probability,
    maxCost: maxCost ?? null,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  return { ...found, assumptions: assumptionsOf(fitted, policy, users) };
}

function assumptionsOf(
  { hypotheses, search }: FittedCampaign,
  policy: Policy,
  users: number,
): string[] {
  const tokens = tokenObjectives(policy).map(tokenName);
  return [
    ...(tokens.length === 0
      ? []
      : [
          `The objectives on ${inList(tokens)} are left out: no model predicts the times of tokens.`,
        ]),
    "What an improvement changes is what its file says: measure it before and after.",
    "Where two improvements set the same number, the dearer one stays; factors multiply.",
    ...(hypotheses.explains
      ? []
      : [
          "No hypothesis follows the measured figures as closely as repeated runs agree: the answer is rough.",
        ]),
    ...(users > search.maxUsers
      ? [
          `${users} users lie beyond ${search.maxUsers}, where predictions stop (twice the largest measured load).`,
        ]
      : []),
  ];
}
