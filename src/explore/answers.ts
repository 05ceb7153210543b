/** The answers of the page, from the fitted campaign: what a worker holds and is asked for. */
import { summarizeLimits } from "../limits/find-limits.ts";
import type { FittedCampaign } from "../planning/fit/fit-campaign.ts";
import type { Limits, ScenarioResult } from "../planning/plan/plan-result.ts";
import type { LaunchVerdict } from "../planning/verdict/launch-condition.ts";
import { runScenario } from "../planning/what-if/run-scenario.ts";
import type { ExploreInput } from "./explore-input.ts";
import { type Explored, explored, underPolicy } from "./explored.ts";
import { underExplanation } from "./one-explanation.ts";
import { pickedAlone } from "./picked-alone.ts";
import { type Setting, settingScenario } from "./setting.ts";
import { settingLaunch } from "./setting-launch.ts";
import { type Today, todayOf } from "./today.ts";

/** All draws of the mixture, before and after. */
export interface Band {
  readonly before: Today;
  readonly after: Today;
}

/** One explanation as it is: what stands where no lever is moved. */
export interface ExplainedLimits {
  readonly name: string;
  readonly title: string;
  readonly weight: number;
  readonly limits: Limits;
}

export interface Answers {
  readonly band: (setting: Setting) => Band;
  /** As `headroom what-if --json` has it; null where no lever is moved. */
  readonly scenario: (setting: Setting) => ScenarioResult | null;
  readonly explanations: (setting: Setting) => readonly ExplainedLimits[];
  readonly launch: (setting: Setting) => LaunchVerdict;
}

/** Whatever a setting shares with the last ones is not computed again. */
export function answersOf(fitted: FittedCampaign, input: ExploreInput): Answers {
  const campaigns = new Map<string | null, Explored>();
  let last: { readonly key: string; readonly found: Explored } | undefined;
  let today: { readonly of: Explored; readonly value: Today } | undefined;
  const foundFor = ({ explanation, policy }: Setting): Explored => {
    const key = JSON.stringify([explanation, policy]);
    if (last?.key === key) return last.found;
    const known = campaigns.get(explanation);
    const found =
      known === undefined
        ? explored(underExplanation(fitted, explanation), policy)
        : underPolicy(known, policy);
    if (known === undefined) campaigns.set(explanation, found);
    last = { key, found };
    return found;
  };
  const todayFor = (found: Explored): Today => {
    if (today?.of !== found) today = { of: found, value: todayOf(found) };
    return today.value;
  };
  // The first question finds its campaign ready.
  foundFor({ levers: [], policy: input.policy, users: null, explanation: null });
  return {
    band: (setting) => {
      const found = foundFor(setting);
      const before = todayFor(found);
      if (setting.levers.length === 0) return { before, after: before };
      const result = runScenario(settingScenario(setting.levers), pickedAlone(found.base));
      const { limits, zones, points } = result;
      return { before, after: { limits, zones, points } };
    },
    scenario: (setting) => {
      if (setting.levers.length === 0) return null;
      const { base } = foundFor(setting);
      return runScenario(settingScenario(setting.levers), base);
    },
    explanations: (setting) => {
      const { base } = foundFor(setting);
      return base.groups.map(({ hypothesis, weight, ofDraws }) => ({
        name: hypothesis.name,
        title: hypothesis.title,
        weight,
        limits: summarizeLimits(ofDraws, base.policy, base.search).limits,
      }));
    },
    launch: (setting) => settingLaunch(foundFor(setting), input, setting),
  };
}
