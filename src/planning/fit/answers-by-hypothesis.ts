/** What each explanation says of the objectives at a load. */
import { checkObjectives } from "../../limits/objectives/check-objectives.ts";
import type { Policy } from "../../limits/policy.ts";
import type { Share } from "../../units.ts";
import { plausible } from "../what-if/drawn-platform.ts";
import type { FittedCampaign } from "./fit-campaign.ts";

export interface HypothesisAnswer {
  readonly title: string;
  readonly weight: Share;
  /** P(all objectives hold) if it is true. */
  readonly probability: Share;
  readonly draws: number;
}

/** Hypotheses less likely than this decide nothing. */
const LIKELY = 0.01;

/** The likely ones, the likeliest first. */
export function answersByHypothesis(
  { hypotheses, search }: Pick<FittedCampaign, "hypotheses" | "search">,
  policy: Policy,
  users: number,
): readonly HypothesisAnswer[] {
  return hypotheses.members
    .filter(({ weight, draws }) => weight.weight >= LIKELY && draws.length > 0)
    .toSorted((a, b) => b.weight.weight - a.weight.weight)
    .map(({ posterior, weight, draws }) => {
      const { probability } = checkObjectives(
        draws.map(plausible),
        policy,
        users,
        search.basisAt(users),
      );
      const { title } = posterior.hypothesis.platform;
      return { title, weight: weight.weight, probability, draws: draws.length };
    });
}
