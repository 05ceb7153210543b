/** What scenarios are compared with: the platform as it is, on a part of the draws. */
import { type LimitSearch, summarizeLimits } from "../limits/find-limits.ts";
import { type PlatformLimits, platformLimits } from "../limits/platform-limits.ts";
import { type PlausiblePlatform, plausiblePool } from "../limits/plausible-platform.ts";
import type { Policy } from "../limits/policy.ts";
import { applyLevers } from "../platform/apply-levers.ts";
import { pullScenario } from "../platform/pull-scenario.ts";
import type { LeverName } from "../platform/scenario.ts";
import { RandomStream } from "../random/random-stream.ts";
import { leverAssumptions, withPoolCeilings } from "./assumed-draws.ts";
import { curveLoads } from "./curve-loads.ts";
import { plausible } from "./drawn-platform.ts";
import type { FittedCampaign } from "./fit-campaign.ts";
import type { FittedHypotheses, FittedHypothesis } from "./fit-hypotheses.ts";
import { mixture } from "./mixture.ts";
import type { ScenarioBase, ScenarioGroup } from "./run-scenario.ts";
import { fittedParameters } from "./summarize-fit.ts";

/** Scenarios are compared on every third pair of draws of the pool model: their intervals are wide anyway. */
const SCENARIO_STEP = 3;

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
  const groups =
    hypotheses === null
      ? [poolGroup(fitted, policy, seed)]
      : hypotheses.members.map((member) => hypothesisGroup(member, policy, search, most));
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
    assumptions: ({ levers }) =>
      hypotheses === null
        ? [...new Set(levers.flatMap(({ name }) => leverAssumptions[name] ?? []))]
        : hypothesisAssumptions(hypotheses),
  };
}

function limitsOf(
  draws: readonly PlausiblePlatform[],
  policy: Policy,
  search: LimitSearch,
): readonly PlatformLimits[] {
  return draws.map((draw) => platformLimits(draw, policy, search.maxUsers));
}

function poolGroup(fitted: FittedCampaign, policy: Policy, seed: number): ScenarioGroup {
  // In steps of pairs, so that both assumed ceilings inside the pool stay in.
  const kept = fitted.pools.filter((_, i) => Math.floor(i / 2) % SCENARIO_STEP === 0);
  const models = withPoolCeilings(kept, RandomStream.fromSeed(seed, 2));
  const draws = models.map(plausiblePool);
  return {
    hypothesis: null,
    weight: 1,
    draws,
    ofDraws: limitsOf(draws, policy, fitted.search),
    pull: ({ levers }) => ({
      draws: models.map((model) => plausiblePool(applyLevers(model, levers, fitted.endpoints))),
      without: [],
    }),
  };
}

function hypothesisGroup(
  { posterior, weight, draws: all }: FittedHypothesis,
  policy: Policy,
  search: LimitSearch,
  most: number,
): ScenarioGroup {
  const step = Math.max(1, all.length / most);
  const drawn = Array.from({ length: Math.min(most, all.length) }, (_, i) => {
    const at = Math.floor(i * step);
    return all[at] as (typeof all)[number];
  });
  const draws = drawn.map(plausible);
  const { name, platform } = posterior.hypothesis;
  return {
    hypothesis: { name, title: platform.title },
    weight: weight.weight,
    draws,
    ofDraws: limitsOf(draws, policy, search),
    pull: (scenario) => {
      const without = new Set<LeverName>();
      const after = drawn.map((one) => {
        const pulled = pullScenario(scenario, one.platform);
        for (const lever of pulled.without) without.add(lever);
        return plausible({ ...one, platform: pulled.platform });
      });
      return { draws: after, without: [...without] };
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
