/** The plausible platforms of a fitted campaign, group by group, ready to be changed. */
import { type PlausiblePlatform, plausiblePool } from "../../limits/plausible-platform.ts";
import { applyLevers, poolBase } from "../../platform/levers/apply-levers.ts";
import { applyScenario } from "../../platform/levers/apply-scenario.ts";
import { type LeverBase, leverBase } from "../../platform/levers/lever-base.ts";
import type { LeverName } from "../../platform/levers/levers.ts";
import { requireSolved } from "../../platform/levers/require-solved.ts";
import type { Platform } from "../../platform/platform.ts";
import type { PoolModel } from "../../platform/pool-model.ts";
import type { Scenario } from "../../platform/scenario.ts";
import { RandomStream } from "../../random/random-stream.ts";
import type { Share } from "../../units.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import type { FittedHypothesis } from "../fit/fit-hypotheses.ts";
import { withPoolCeilings } from "./assumed-draws.ts";
import { plausible } from "./drawn-platform.ts";

/** Plausible platforms that share one explanation of the measurements; equally likely. */
export interface PlausibleGroup {
  /** Null for the pool model. */
  readonly hypothesis: { readonly name: string; readonly title: string } | null;
  readonly weight: Share;
  /** Run-to-run noise of the campaign, as a factor on how much runs usually differ. */
  readonly noiseScale: number;
  readonly draws: readonly PlausiblePlatform[];
  /** Draws of the same number are one point of the posterior, drawn more than once. */
  readonly origins: readonly number[];
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
  readonly model: Platform | PoolModel;
}

/** Scenarios are compared on every third pair of draws of the pool model: their intervals are wide anyway. */
const POOL_STEP = 3;

/**
 * The hypotheses where there are any, whether or not limits rest on them, since they alone say what
 * a change does; else the pool model.
 *
 * @param most draws of each hypothesis
 */
export function plausibleGroups(
  fitted: FittedCampaign,
  seed: number,
  most: number,
): readonly PlausibleGroup[] {
  return fitted.hypotheses === null
    ? [poolGroup(fitted, seed)]
    : fitted.hypotheses.members.map((member) => hypothesisGroup(member, most));
}

function poolGroup({ pools, posterior, endpoints }: FittedCampaign, seed: number): PlausibleGroup {
  // In steps of pairs, so that both assumed ceilings inside the pool stay in.
  const kept = pools.filter((_, i) => Math.floor(i / 2) % POOL_STEP === 0);
  const models = withPoolCeilings(kept, RandomStream.fromSeed(seed, 2));
  return {
    hypothesis: null,
    weight: 1,
    noiseScale: posterior.noiseScale,
    draws: models.map(plausiblePool),
    origins: models.map((_, i) => i),
    bases: models.map(poolBase),
    after: (draw, { levers }) => {
      const model = applyLevers(models[draw] as (typeof models)[number], levers, endpoints);
      return { platform: plausiblePool(model), without: [], model };
    },
  };
}

function hypothesisGroup(
  { posterior, weight, draws: all }: FittedHypothesis,
  most: number,
): PlausibleGroup {
  const step = Math.max(1, all.length / most);
  const kept = Array.from({ length: Math.min(most, all.length) }, (_, i) => Math.floor(i * step));
  const drawn = kept.map((at) => all[at] as (typeof all)[number]);
  const { name, platform } = posterior.hypothesis;
  return {
    hypothesis: { name, title: platform.title },
    weight: weight.weight,
    noiseScale: posterior.fit.noiseScale,
    draws: drawn.map(plausible),
    origins: kept.map((at) => posterior.draws.indexOf(posterior.draws[at] ?? [])),
    bases: drawn.map((one) => leverBase(one.platform)),
    after: (draw, scenario) => {
      requireSolved(scenario);
      const one = drawn[draw] as (typeof drawn)[number];
      const { platform: model, without } = applyScenario(scenario, one.platform);
      return { platform: plausible({ ...one, platform: model }), without, model };
    },
  };
}
