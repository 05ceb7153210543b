/** Throughput, response times, errors and zone at chosen loads. */
import { holdCurve } from "../../limits/hold-curve.ts";
import type { CurvePoint } from "../../limits/limits.ts";
import type { Policy } from "../../limits/policy.ts";
import { predictCurve } from "../../limits/predict-curve.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { curveLoads } from "../plan/curve-loads.ts";
import { refinedCurve } from "../plan/refined-curve.ts";
import { widenedPoints } from "../validate/widened-points.ts";

/** Beside the even steps, where the curve bends. */
const BENDS = { most: 16, rounds: 2 } as const;

/**
 * Held against the measured levels, whose loads are predicted too.
 *
 * @param users loads asked for; without them the plan's own, and more where the curve bends
 * @throws RangeError unless every load is a whole number ≥ 1
 */
export function predict(
  fitted: FittedCampaign,
  policy: Policy,
  users?: readonly number[],
): readonly CurvePoint[] {
  const { draws, search } = fitted;
  const { measured } = search;
  const asked = users ?? curveLoads(fitted);
  const trusted = measured?.trusted.map((level) => level.users) ?? [];
  const loads = [...new Set([...asked, ...trusted])].sort((a, b) => a - b);
  const at = (some: readonly number[]) =>
    widenedPoints(predictCurve(draws, some, policy, search.basisAt), search.widening ?? 1);
  const points = users === undefined ? refinedCurve(loads, at, BENDS) : at(loads);
  if (measured === undefined) return points;
  const cycle = intervalOf(draws.map(({ lightLoadCycle }) => lightLoadCycle)).low;
  const held = holdCurve(points, measured, policy, cycle);
  return users === undefined
    ? held
    : users.flatMap((load) => held.find((point) => point.users === load) ?? []);
}
