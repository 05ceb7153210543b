/** Plausible platforms by hypothesis, as they are and after a change. */
import type { HypothesisWeight } from "../../calibration/weigh-hypotheses.ts";
import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";
import { applyScenario } from "../../platform/levers/apply-scenario.ts";
import { type LeverBase, leverBase } from "../../platform/levers/lever-base.ts";
import type { LeverName } from "../../platform/levers/levers.ts";
import { requireSolved } from "../../platform/levers/require-solved.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Scenario } from "../../platform/scenario.ts";
import type { Share } from "../../units.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { EXPLAINS, type FittedHypothesis } from "../fit/fit-hypotheses.ts";
import { parameterMeaning } from "../fit/parameter-meaning.ts";
import type { DrawnUnknown } from "./decided-by-prior.ts";
import { plausible, plausibleAfter } from "./drawn-platform.ts";

/** Plausible platforms that share one explanation of the measurements. */
export interface PlausibleGroup {
  readonly hypothesis: { readonly name: string; readonly title: string };
  readonly weight: Share;
  /** Whether it follows the figures and lies within two standard errors of the best. */
  readonly standing: boolean;
  /** How much more the measurements differ from the model than repeated runs usually differ. */
  readonly noiseScale: number;
  readonly draws: readonly PlausiblePlatform[];
  /** What is not known of them; none where nothing is. */
  readonly unknowns?: readonly DrawnUnknown[];
  /** What expressions refer to on each draw as it is. */
  readonly bases: readonly LeverBase[];
  /**
   * One of the draws after a scenario.
   *
   * @throws RangeError where a lever's value makes no sense
   */
  readonly after: (draw: number, scenario: Scenario) => ChangedDraw;
}

export interface ChangedDraw {
  readonly platform: PlausiblePlatform;
  /** The levers that act on nothing here. */
  readonly without: readonly LeverName[];
  /** The platform's numbers: what is equal has equal figures at every load. */
  readonly model: Platform;
}

/** One group for each hypothesis, over the same draws that limits and curves rest on. */
export function plausibleGroups(fitted: FittedCampaign): readonly PlausibleGroup[] {
  return fitted.hypotheses.members.map(hypothesisGroup);
}

/** The standard errors that a hypothesis may lie behind the best and still be the truth. */
const BEHIND = 2;

function isStanding(noiseScale: number, { behind, behindError }: HypothesisWeight): boolean {
  return noiseScale <= EXPLAINS && behind <= BEHIND * behindError;
}

function hypothesisGroup({ posterior, weight, draws }: FittedHypothesis): PlausibleGroup {
  const { name, platform } = posterior.hypothesis;
  const largest = posterior.runs.reduce((a, { users }) => Math.max(a, users), 1);
  return {
    hypothesis: { name, title: platform.title },
    weight: weight.weight,
    standing: isStanding(posterior.fit.noiseScale, weight),
    noiseScale: posterior.fit.noiseScale,
    draws: draws.map(plausible),
    unknowns: posterior.unknowns.map(({ name: one }, i) => ({
      name: one,
      meaning: parameterMeaning(platform, one).meaning,
      positions: draws.map(({ position }) => position[i] as number),
    })),
    bases: draws.map((one) => leverBase(one.platform)),
    after: (draw, scenario) => {
      requireSolved(scenario);
      const one = draws[draw] as (typeof draws)[number];
      const { platform: model, without } = applyScenario(scenario, one.platform);
      // Levers that find nothing to act on leave the platform as it was measured.
      const untouched = without.length === scenario.levers.length;
      const platform = untouched ? plausible(one) : plausibleAfter(one, model, largest);
      return { platform, without, model };
    },
  };
}
