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

/**
 * Whether a scenario turns more requests away than the policy allows at any predicted load: what
 * its limits are from there on is protection and no gain.
 */
export function isProtected(scenario: ScenarioResult, plan: Pick<PlanResult, "policy">): boolean {
  if (scenario.verdict === "refuses") return true;
  const from = protectedFrom(scenario, plan);
  return from !== null;
}
