import type { PlanResult } from "../planning/plan/plan-result.ts";
import { redLineBelowLoads, redLineLies } from "../planning/plan/red-line-below-loads.ts";
import { isUntold } from "../stats/estimate.ts";
import { formatBound } from "../wording/format-duration.ts";
import { formatShareBound } from "../wording/format-share.ts";
import { formatThreshold } from "../wording/format-threshold.ts";
import { formatUsers } from "../wording/format-users.ts";

/** "P95 passes the red line of 2 s at 410 users, 90 % between 395 and 428, interpolated". */
export function breakingSentence({
  limits,
  policy,
  campaign,
}: Pick<PlanResult, "limits" | "policy" | "campaign">): string {
  const { breakingPoint } = limits;
  // "Breaks at 1 user" would read like a figure of the platform, and is one of the policy.
  const below = redLineBelowLoads({ limits, policy, campaign });
  if (below?.always) {
    return below.isNear
      ? `${redLineLies(below)}: by this policy chance decides which load is past it`
      : `${redLineLies(below)}: by this policy every load is past it`;
  }
  const p95 = formatBound(policy.redLine.p95);
  const errors = formatShareBound(policy.redLine.errorRate);
  if (isUntold(breakingPoint)) {
    return `Where the red line (P95 ${p95}, ${errors} errors) is passed is not known: ${formatThreshold(breakingPoint)}`;
  }
  if (breakingPoint.value === null) {
    const least =
      breakingPoint.low === null ? "" : ` (90 % above ${formatUsers(breakingPoint.low)})`;
    return `The red line (P95 ${p95}, ${errors} errors) is not passed up to ${formatUsers(breakingPoint.searchedTo)}${least}`;
  }
  const what =
    breakingPoint.crossedBy === "errorRate"
      ? `The error rate passes the red line of ${errors}`
      : `P95 passes the red line of ${p95}`;
  return `${what} at ${formatThreshold(breakingPoint)}`;
}
