import type { PlanResult, ScenarioResult } from "../../planning/plan/plan-result.ts";

/**
 * The load from which a scenario refuses more than the policy allows, so that its limits hold by
 * turning requests away: along straight lines between the predicted loads, and where nothing was
 * refused at the load before, along the line through the next two, since refusing begins at a load
 * between. Null where it does not.
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
  const along = before.users + share * (after.users - before.users);
  const next = points[at + 1];
  if (from > 0 || next === undefined || next.refusedShare.value <= to) return Math.round(along);
  const slope = (next.refusedShare.value - to) / (next.users - after.users);
  return Math.round(Math.max(along, after.users - (to - policy.refused) / slope));
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
