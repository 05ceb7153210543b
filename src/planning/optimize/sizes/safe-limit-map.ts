/** The safe limit over two levers: the data of the heat map. */

import { entryAt } from "../../../entry-at.ts";
import { summarizeLimits } from "../../../limits/find-limits.ts";
import { platformLimits } from "../../../limits/platform-limits.ts";
import type { Policy } from "../../../limits/policy.ts";
import { intervalOf } from "../../../limits/summarize-draws.ts";
import type { FittedCampaign } from "../../fit/fit-campaign.ts";
import { changeDraw } from "../../what-if/change-drawn.ts";
import { plausibleGroups } from "../../what-if/plausible-groups.ts";
import { ScenarioError } from "../../what-if/scenario-error.ts";
import { scenarioOfSet } from "../improvement-sets.ts";
import { type SizeLever, sizesSet } from "./size-levers.ts";

export interface SafeLimitMap {
  readonly xLever: SizeLever;
  readonly yLever: SizeLever;
  /** Row by row, x rising within y. */
  readonly cells: readonly {
    readonly x: number;
    readonly y: number;
    /** By the policy's rule, users; 0: no load. */
    readonly safeLimit: number;
    /** Of nine in ten plausible platforms, the load that each would allow. */
    readonly low: number;
    readonly high: number;
  }[];
}

export interface MapAxes {
  readonly xLever: SizeLever;
  readonly yLever: SizeLever;
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/** Sizes of an axis that a planner would ask about; rates as shares of the ceiling found today. */
export function axisOf(
  lever: SizeLever,
  ceiling: number,
  { rateLimit }: Policy,
): readonly number[] {
  switch (lever) {
    case "pool.size":
      return [5, 10, 20, 50, 100];
    case "api.replicas":
      return [1, 2, 3, 4, 6];
    case "db.cores":
      return [1, 2, 4, 8, 16];
    case "db.readReplicas":
      return [0, 1, 2, 3];
    case "rateLimit":
      return [0.5, 0.75, 1, 1.5].map(
        (share) =>
          Math.max(1, Math.round((share * ceiling) / rateLimit.roundTo)) * rateLimit.roundTo,
      );
  }
}

/** Draws of the mixture that a cell rests on, unless said otherwise: a map tells where to look. */
const DRAWS = 12;

/**
 * @throws RangeError where both axes are one lever, or an axis has no value
 * @throws ScenarioError where a size makes no sense on this platform
 */
export function safeLimitMap(
  fitted: FittedCampaign,
  policy: Policy,
  { xLever, yLever, xs, ys }: MapAxes,
  draws: number = DRAWS,
): SafeLimitMap {
  if (xLever === yLever) throw new RangeError(`the axes must be two levers, got ${xLever} twice`);
  if (xs.length === 0 || ys.length === 0) throw new RangeError("each axis must have a value");
  const groups = plausibleGroups(fitted);
  const { picks } = fitted.hypotheses;
  const count = Math.min(draws, picks.length);
  const chosen = Array.from({ length: count }, (_, i) =>
    entryAt(picks, Math.floor(((i + 0.5) * picks.length) / count)),
  );
  const search = { ...fitted.search, basisAt: () => "assumed" as const, changed: true };
  const cell = (x: number, y: number) => {
    const scenario = scenarioOfSet(sizesSet({ [xLever]: x, [yLever]: y }));
    const ofDraws = chosen.map(({ group, draw }) => {
      const { plausible } = changed(() => changeDraw(entryAt(groups, group), draw, scenario));
      return platformLimits(plausible, policy, search.maxUsers);
    });
    const { safetyFactor, roundTo } = policy.safeLimit;
    const allowed = ofDraws.map(({ breakingPoint, objectivesEnd }) =>
      Math.min((breakingPoint ?? search.maxUsers) / safetyFactor, objectivesEnd ?? search.maxUsers),
    );
    const { low, high } = intervalOf(allowed.map((users) => roundTo * Math.floor(users / roundTo)));
    const { value } = summarizeLimits(ofDraws, policy, search).limits.safeLimit;
    // The rule takes the margin of the middle draw and asks for confidence in the objectives.
    return { x, y, safeLimit: value, low: Math.min(low, value), high: Math.max(high, value) };
  };
  return { xLever, yLever, cells: ys.flatMap((y) => xs.map((x) => cell(x, y))) };
}

function changed<T>(change: () => T): T {
  try {
    return change();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ScenarioError("map", error.message);
  }
}
