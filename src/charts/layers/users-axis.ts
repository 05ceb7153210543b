import type { PlanResult } from "../../planning/plan/plan-result.ts";
import type { JsonObject } from "./chart-spec.ts";

/**
 * Users shown, [0, end]: a little past the largest measured level, and past the breaking
 * point with its interval where it lies beyond, but never past the predictions.
 */
export function usersDomain(plan: PlanResult): readonly [number, number] {
  const measured = plan.campaign.levels.at(-1)?.users ?? 0;
  const { value, high } = plan.limits.breakingPoint;
  const wanted = Math.max(1.15 * measured, 1.1 * (high ?? value ?? 0));
  const predicted = plan.points.at(-1)?.users ?? 0;
  return [0, Math.max(measured, Math.min(wanted, predicted), 1)];
}

/** The channel x of every layer: the field `users` on one fixed scale. */
export function usersChannel(domain: readonly [number, number], axis: JsonObject = {}): JsonObject {
  return {
    field: "users",
    type: "quantitative",
    scale: { domain, nice: false },
    axis: {
      title: "users",
      format: ",d",
      tickCount: 6,
      labelOverlap: true,
      grid: false,
      ...axis,
    },
  };
}
