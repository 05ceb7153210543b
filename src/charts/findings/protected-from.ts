import type { PlanResult, ScenarioResult } from "../../planning/plan/plan-result.ts";

/**
 * The load from which a scenario refuses more than the policy allows, so that its limits hold by
 * turning requests away: along straight lines between the predicted loads. Null where it does not.
 */
export function protectedFrom(
  { points }: Pick<ScenarioResult, "points">,
  { policy }: Pick<PlanResult, "policy">,
): number | null {
  const at = points.findIndex(({ refusedShare }) => refusedShare.value > policy.refused);
  const [before, after] = [points[at - 1], points[at]];
  if (after === undefined) return null;
  if (before === undefined) return after.users;
  const [from, to] = [before.refusedShare.value, after.refusedShare.value];
  const share = (policy.refused - from) / (to - from);
  return Math.round(before.users + share * (after.users - before.users));
}
