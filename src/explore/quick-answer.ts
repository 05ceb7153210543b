import { summarizeLimits } from "../limits/find-limits.ts";
import { platformLimits } from "../limits/platform-limits.ts";
import { predictCurve } from "../limits/predict-curve.ts";
import { plausible } from "../planning/what-if/drawn-platform.ts";
import { requireSolved } from "../platform/levers/change/require-solved.ts";
import { changedDraw } from "./changed-campaign.ts";
import type { MiddleDraw } from "./middle-draw.ts";
import { remembered } from "./remembered.ts";
import { type Setting, settingScenario } from "./setting.ts";
import type { Today } from "./today.ts";

export interface QuickRange {
  readonly loads: readonly number[];
  readonly maxUsers: number;
}

/**
 * A setting on the middle draw alone: the same formulas on one plausible platform, in some
 * milliseconds, without an interval.
 *
 * @throws RangeError where a lever's value makes no sense on it, or the solver does not see it
 */
export function quickAnswer(
  { drawn, largestLoad, room }: MiddleDraw,
  { levers, policy }: Setting,
  { loads, maxUsers }: QuickRange,
): Today {
  const scenario = settingScenario(levers);
  requireSolved(scenario);
  const changed = levers.length === 0 ? drawn : changedDraw(drawn, scenario, largestLoad, room);
  const platform = remembered(plausible(changed));
  const found = summarizeLimits([platformLimits(platform, policy, maxUsers)], policy, {
    maxUsers,
    basisAt: () => "assumed",
  });
  const { limits, zones } = found;
  return { limits, zones, points: predictCurve([platform], loads, policy, () => "assumed") };
}
