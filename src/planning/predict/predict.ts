/** Throughput, response times, errors and zone at chosen loads. */
import type { CurvePoint } from "../../limits/limits.ts";
import type { Policy } from "../../limits/policy.ts";
import { predictCurve } from "../../limits/predict-curve.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { curveLoads } from "../plan/curve-loads.ts";

/**
 * @param users loads asked for; the plan's own without them
 * @throws RangeError unless every load is a whole number ≥ 1
 */
export function predict(
  fitted: FittedCampaign,
  policy: Policy,
  users: readonly number[] = curveLoads(fitted),
): CurvePoint[] {
  return predictCurve(fitted.draws, users, policy, fitted.search.basisAt);
}
