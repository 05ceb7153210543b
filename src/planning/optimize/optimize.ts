/** The cheapest way to hold objectives at a load, from a fitted campaign. */
import type { Policy } from "../../limits/policy.ts";
import type { Share } from "../../units.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { plausibleGroups } from "../what-if/plausible-groups.ts";
import { cheapestSet } from "./cheapest-set.ts";
import type { Improvement } from "./improvement-sets.ts";
import type { OptimizeResult } from "./optimize-result.ts";

export interface OptimizeOptions {
  readonly seed: number;
  readonly users: number;
  readonly improvements: readonly Improvement[];
  /** How probable it must be that all objectives hold. */
  readonly probability: Share;
  /** Hours; without, whatever it costs. */
  readonly maxCost?: number;
  readonly onProgress?: (done: number) => void;
}

/** Of n draws that all hold the probability is (n + ½)/(n + 1): so many show that asked for, with room. */
const ROOM = 1.5;
const LEAST_DRAWS = 12;
const MOST_DRAWS = 40;

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
  const { seed, users, improvements, probability, maxCost, onProgress } = options;
  const needed = Math.ceil((ROOM * probability) / (1 - probability));
  const draws = Math.min(Math.max(needed, LEAST_DRAWS), MOST_DRAWS);
  const found = cheapestSet({
    groups: plausibleGroups(fitted, seed, draws),
    objectives: policy.objectives,
    improvements,
    users,
    probability,
    maxCost: maxCost ?? null,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  return { ...found, assumptions: assumptionsOf(fitted, users) };
}

function assumptionsOf({ hypotheses, search }: FittedCampaign, users: number): string[] {
  return [
    "What an improvement changes is what its file says: measure it before and after.",
    "Where two improvements set the same number, the dearer one stays; factors multiply.",
    ...(hypotheses === null
      ? [
          "That the pool model is near the truth: name hypotheses to see on whose truth the answer rests.",
        ]
      : []),
    ...(hypotheses !== null && !hypotheses.explains
      ? [
          "No hypothesis follows the measured figures as closely as repeated runs agree: the answer is rough, and headroom check, which rests on the pool model, may see the platform as it is a little differently.",
        ]
      : []),
    ...(users > search.maxUsers
      ? [
          `${users} users lie beyond ${search.maxUsers}, where predictions stop (twice the largest measured load).`,
        ]
      : []),
  ];
}
