/** The plausible platforms of a fitted campaign, group by group, ready to be changed. */

import type { HypothesisWeight } from "../../calibration/weigh-hypotheses.ts";
import { type PlausiblePlatform, plausiblePool } from "../../limits/plausible-platform.ts";
import { applyLevers } from "../../platform/levers/apply-levers.ts";
import { pullScenario } from "../../platform/levers/pull-scenario.ts";
import type { LeverName, Scenario } from "../../platform/scenario.ts";
import { RandomStream } from "../../random/random-stream.ts";
import type { Share } from "../../units.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { EXPLAINS, type FittedHypothesis } from "../fit/fit-hypotheses.ts";
import { withPoolCeilings } from "./assumed-draws.ts";
import { plausible, plausibleAfter } from "./drawn-platform.ts";

/** Plausible platforms that share one explanation of the measurements; equally likely. */
export interface PlausibleGroup {
  /** Null for the pool model. */
  readonly hypothesis: { readonly name: string; readonly title: string } | null;
  readonly weight: Share;
  /** Whether it follows the figures and lies within two standard errors of the best. */
  readonly standing: boolean;
  /** Run-to-run noise of the campaign, as a factor on how much runs usually differ. */
  readonly noiseScale: number;
  readonly draws: readonly PlausiblePlatform[];
  /** Draws of the same number are one point of the posterior, drawn more than once. */
  readonly origins: readonly number[];
  /**
   * One of the draws after a scenario.
   *
   * @throws RangeError where a lever's value makes no sense
   */
  readonly after: (draw: number, scenario: Scenario) => PulledDraw;
}

export interface PulledDraw {
  readonly platform: PlausiblePlatform;
  /** The levers that act on nothing here. */
  readonly without: readonly LeverName[];
  /** The platform's numbers as text: what is equal has equal figures at every load. */
  readonly key: () => string;
}

/** Draws of the mixture: a heavy hypothesis fills its places with draws of its own. */
export const OF_MIXTURE = 40;

/** Scenarios are compared on every third pair of draws of the pool model: their intervals are wide anyway. */
const POOL_STEP = 3;

/**
 * The hypotheses where there are any, whether or not limits rest on them, since they alone say what
 * a change does; else the pool model.
 *
 * @param most draws of each hypothesis that has no more weight than others
 */
export function plausibleGroups(
  fitted: FittedCampaign,
  seed: number,
  most: number,
): readonly PlausibleGroup[] {
  return fitted.hypotheses === null
    ? [poolGroup(fitted, seed)]
    : fitted.hypotheses.members.map((member) =>
        hypothesisGroup(member, Math.max(most, Math.ceil(member.weight.weight * OF_MIXTURE))),
      );
}

function poolGroup({ pools, posterior, endpoints }: FittedCampaign, seed: number): PlausibleGroup {
  // In steps of pairs, so that both assumed ceilings inside the pool stay in.
  const kept = pools.filter((_, i) => Math.floor(i / 2) % POOL_STEP === 0);
  const models = withPoolCeilings(kept, RandomStream.fromSeed(seed, 2));
  return {
    hypothesis: null,
    weight: 1,
    standing: true,
    noiseScale: posterior.noiseScale,
    draws: models.map(plausiblePool),
    origins: models.map((_, i) => i),
    after: (draw, { levers }) => {
      const model = applyLevers(models[draw] as (typeof models)[number], levers, endpoints);
      return { platform: plausiblePool(model), without: [], key: () => JSON.stringify(model) };
    },
  };
}

/** The standard errors that a hypothesis may lie behind the best and still be the truth. */
const BEHIND = 2;

function isStanding(noiseScale: number, { behind, behindError }: HypothesisWeight): boolean {
  return noiseScale <= EXPLAINS && behind <= BEHIND * behindError;
}

function hypothesisGroup(
  { posterior, weight, draws: all }: FittedHypothesis,
  most: number,
): PlausibleGroup {
  const step = Math.max(1, all.length / most);
  const kept = Array.from({ length: Math.min(most, all.length) }, (_, i) => Math.floor(i * step));
  const drawn = kept.map((at) => all[at] as (typeof all)[number]);
  const { name, platform } = posterior.hypothesis;
  const largest = posterior.runs.reduce((a, { users }) => Math.max(a, users), 1);
  return {
    hypothesis: { name, title: platform.title },
    weight: weight.weight,
    standing: isStanding(posterior.fit.noiseScale, weight),
    noiseScale: posterior.fit.noiseScale,
    draws: drawn.map(plausible),
    origins: kept.map((at) => posterior.draws.indexOf(posterior.draws[at] ?? [])),
    after: (draw, scenario) => {
      const one = drawn[draw] as (typeof drawn)[number];
      const { platform: pulled, without } = pullScenario(scenario, one.platform);
      return {
        platform: plausibleAfter(one, pulled, largest),
        without,
        key: () => JSON.stringify(pulled),
      };
    },
  };
}
