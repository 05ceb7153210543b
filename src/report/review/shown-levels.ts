/** Which levels of a long sweep a reader is shown. */

import type { Level } from "../../measurement/campaign.ts";
import { isIncident } from "../../planning/plan/is-incident.ts";
import type { PlanResult } from "../../planning/plan/plan-result.ts";

/** Up to so many are all shown. */
const ALL = 32;

/** Of more so many, evenly between the lightest and the heaviest. */
const SOME = 16;

/**
 * All levels of a usual campaign. Of more than 32, sixteen evenly between the lightest and the heaviest, those
 * on both sides of the red line, and the incidents; as they stand in the campaign.
 */
export function shownLevels({
  campaign: { levels },
  policy,
  audit,
}: Pick<PlanResult, "campaign" | "policy" | "audit">): readonly Level[] {
  if (levels.length <= ALL) return levels;
  const chosen = new Set(
    Array.from({ length: SOME }, (_, i) => Math.round((i * (levels.length - 1)) / (SOME - 1))),
  );
  const past = ({ responseTime: { p95 = 0 } }: Level) => p95 > policy.redLine.p95;
  const first = levels.findIndex(past);
  const beside = first < 0 ? [] : [first - 1, first];
  return levels.filter(
    (level, i) => chosen.has(i) || beside.includes(i) || isIncident(audit, level),
  );
}
