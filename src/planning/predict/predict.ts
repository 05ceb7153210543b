/** Throughput, response times, errors and zone at chosen loads. */
import { holdCurve } from "../../limits/hold-curve.ts";
import type { CurvePoint } from "../../limits/limits.ts";
import type { Policy } from "../../limits/policy.ts";
import { predictCurve } from "../../limits/predict-curve.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { curveLoads } from "../plan/curve-loads.ts";

/**
 * Held against the measured levels, whose loads are predicted too.
 *
 * @param users loads asked for; the plan's own without them
 * @throws RangeError unless every load is a whole number ≥ 1
 */
export function predict(
  fitted: FittedCampaign,
  policy: Policy,
  users: readonly number[] = curveLoads(fitted),
): CurvePoint[] {
  const { draws, search } = fitted;
  const { measured } = search;
  if (measured === undefined) return predictCurve(draws, users, policy, search.basisAt);
  const loads = new Set([...users, ...measured.trusted.map((level) => level.users)]);
  const points = predictCurve(
    draws,
    [...loads].sort((a, b) => a - b),
    policy,
    search.basisAt,
  );
  const cycle = intervalOf(draws.map(({ lightLoadCycle }) => lightLoadCycle)).low;
  const held = holdCurve(points, measured, policy, cycle);
  return users.flatMap((load) => held.find((point) => point.users === load) ?? []);
}
