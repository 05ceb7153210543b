import { entryAt } from "../entry-at.ts";
import type { FittedCampaign } from "../planning/fit/fit-campaign.ts";
import { plausible } from "../planning/what-if/drawn-platform.ts";

/**
 * The campaign as if one explanation were known to be true: its draws alone, equally likely.
 *
 * @param name null leaves all of them, by their weights
 * @throws RangeError where no explanation has the name
 */
export function underExplanation(fitted: FittedCampaign, name: string | null): FittedCampaign {
  if (name === null) return fitted;
  const { members } = fitted.hypotheses;
  const i = members.findIndex(({ posterior }) => posterior.hypothesis.name === name);
  if (i < 0) throw new RangeError(`explanation must be one that was fitted, got "${name}"`);
  const member = entryAt(members, i);
  const { draws } = member;
  return {
    ...fitted,
    hypotheses: {
      ...fitted.hypotheses,
      members: [{ ...member, weight: { ...member.weight, weight: 1 } }],
      best: 0,
      picks: draws.map((_, draw) => ({ group: 0, draw })),
      draws,
    },
    draws: draws.map(plausible),
  };
}
