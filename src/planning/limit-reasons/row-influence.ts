/** By how much each measured figure moves each limit, to first order (see `row-slopes.ts`). */
import { type PlatformLimits, platformLimits } from "../../limits/platform-limits.ts";
import type { Policy } from "../../limits/policy.ts";
import { recordOf } from "../../record.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import type { RowInfluence } from "./limit-explanation.ts";
import { mixedSlopes, strongest } from "./row-slopes.ts";

/** What a limit would be: each is a number of a platform. */
export const movedLimits = [
  "saturation",
  "ceiling",
  "breakingPoint",
  "objectivesEnd",
  "refusesFrom",
  "greenEnd",
  "yellowEnd",
  "orangeEnd",
] as const;

export type MovedLimit = (typeof movedLimits)[number];

export type Influences = Readonly<Record<MovedLimit, readonly RowInfluence[]>>;

/** Every limit's rows, the strongest first. */
export function rowInfluences({ hypotheses, search }: FittedCampaign, policy: Policy): Influences {
  const rows = mixedSlopes(hypotheses, {
    numbers: movedLimits.length,
    of: (platform) => movedBy(platformLimits(platform, policy, search.maxUsers), policy),
  });
  return recordOf(movedLimits, (_, place) => strongest(rows, place));
}

/** In the order of `movedLimits`; NaN where one is not reached. */
function movedBy(limits: PlatformLimits, policy: Policy): readonly number[] {
  const { knee, peakThroughput, breakingPoint, objectivesEnd, zoneEnds, reaches } = limits;
  return [
    ...[knee, peakThroughput, breakingPoint, objectivesEnd],
    reaches(peakThroughput / policy.rateLimit.safetyFactor),
    ...[zoneEnds[0], zoneEnds[1], zoneEnds[2]],
  ].map((value) => value ?? Number.NaN);
}
