/** What scenarios are compared with: the platform as it is, on the draws that all answers rest on. */
import { entryAt } from "../../entry-at.ts";
import { type LimitSearch, summarizeLimits } from "../../limits/find-limits.ts";
import { platformLimits } from "../../limits/platform-limits.ts";
import type { Policy } from "../../limits/policy.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import type { FittedHypotheses } from "../fit/fit-hypotheses.ts";
import { curveLoads } from "../plan/curve-loads.ts";
import { type PlausibleGroup, plausibleGroups } from "./plausible-groups.ts";
import type { ScenarioBase, ScenarioGroup } from "./run-scenario.ts";

/** Loads at which the curves of scenarios are drawn. */
const SCENARIO_POINTS = 14;

export function scenarioBase(fitted: FittedCampaign, policy: Policy): ScenarioBase {
  const { hypotheses, search } = fitted;
  const groups = plausibleGroups(fitted).map((group) => scenarioGroup(group, policy, search));
  const { picks } = hypotheses;
  const ofDraws = picks.map(({ group, draw }) => entryAt(entryAt(groups, group).ofDraws, draw));
  return {
    groups,
    picks,
    found: summarizeLimits(ofDraws, policy, search),
    policy,
    search,
    loads: curveLoads(fitted, SCENARIO_POINTS),
    assumptions: hypothesisAssumptions(hypotheses),
  };
}

function scenarioGroup(group: PlausibleGroup, policy: Policy, search: LimitSearch): ScenarioGroup {
  const ofDraws = group.draws.map((draw) => platformLimits(draw, policy, search.maxUsers));
  return { ...group, ofDraws };
}

function hypothesisAssumptions({ members, explains }: FittedHypotheses): readonly string[] {
  const names = members.map(({ posterior }) => posterior.hypothesis.platform.title);
  return [
    members.length === 1
      ? `That the platform is built as its model says (${names[0]}).`
      : `That one of the ${members.length} explanations is near the truth, in proportion to their chances.`,
    ...(explains
      ? []
      : [
          "No explanation follows the measured figures as closely as repeated runs agree, so what they say of a change is rough.",
        ]),
  ];
}
