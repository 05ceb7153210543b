/** What scenarios are compared with: the platform as it is, on a part of the draws. */
import { type LimitSearch, summarizeLimits } from "../../limits/find-limits.ts";
import { type PlatformLimits, platformLimits } from "../../limits/platform-limits.ts";
import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";
import type { Policy } from "../../limits/policy.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import type { FittedHypotheses } from "../fit/fit-hypotheses.ts";
import { fittedParameters } from "../fit/summarize-fit.ts";
import { curveLoads } from "../plan/curve-loads.ts";
import { leverAssumptions } from "./assumed-draws.ts";
import { mixture } from "./mixture.ts";
import { type PlausibleGroup, plausibleGroups } from "./plausible-groups.ts";
import type { ScenarioBase, ScenarioGroup } from "./run-scenario.ts";

/** Draws of one hypothesis that scenarios are run on, and of the mixture of all. */
const OF_HYPOTHESIS = 16;
const OF_MIXTURE = 40;

/** Loads at which the curves of scenarios are drawn. */
const SCENARIO_POINTS = 14;

/** @param most draws of each hypothesis, where an answer needs finer or coarser intervals */
export function scenarioBase(
  fitted: FittedCampaign,
  policy: Policy,
  seed: number,
  most = OF_HYPOTHESIS,
): ScenarioBase {
  const { hypotheses, search } = fitted;
  const groups = plausibleGroups(fitted, seed, most).map((group) =>
    scenarioGroup(group, policy, search),
  );
  const picks = mixture(
    groups.map(({ weight }) => weight),
    groups.map(({ draws }) => draws.length),
    hypotheses === null ? (groups[0]?.draws.length ?? 0) : OF_MIXTURE,
  );
  const ofDraws = picks.map(({ group, draw }) => groups[group]?.ofDraws[draw] as PlatformLimits);
  return {
    groups,
    picks,
    found: summarizeLimits(ofDraws, policy, search),
    policy,
    search,
    loads: curveLoads(fitted, SCENARIO_POINTS),
    learned:
      hypotheses === null
        ? Object.fromEntries(
            fittedParameters(fitted.posterior).map(({ name, learned }) => [name, learned]),
          )
        : {},
    assumptions: hypotheses === null ? [] : hypothesisAssumptions(hypotheses),
    leverAssumptions: hypotheses === null ? leverAssumptions : {},
  };
}

function limitsOf(
  draws: readonly PlausiblePlatform[],
  policy: Policy,
  search: LimitSearch,
): readonly PlatformLimits[] {
  return draws.map((draw) => platformLimits(draw, policy, search.maxUsers));
}

function scenarioGroup(group: PlausibleGroup, policy: Policy, search: LimitSearch): ScenarioGroup {
  const { hypothesis, weight, draws, bases, after } = group;
  return {
    hypothesis,
    weight,
    draws,
    ofDraws: limitsOf(draws, policy, search),
    bases,
    apply: (scenario) => {
      const changed = draws.map((_, i) => after(i, scenario));
      return {
        draws: changed.map(({ platform }) => platform),
        without: [...new Set(changed.flatMap(({ without }) => without))],
      };
    },
  };
}

function hypothesisAssumptions({ members, explains }: FittedHypotheses): readonly string[] {
  const names = members.map(({ posterior }) => posterior.hypothesis.platform.title);
  return [
    members.length === 1
      ? `That the platform is built as its model says (${names[0]}).`
      : `That one of the ${members.length} hypotheses is near the truth, in proportion to their weights.`,
    ...(explains
      ? []
      : [
          "No hypothesis follows the measured figures as closely as repeated runs agree, so what they say of a change is rough.",
        ]),
  ];
}
