/** Throughput, response times, errors and zone at chosen loads. */
import type { FoundLimits } from "../../limits/find-limits.ts";
import { holdCurve } from "../../limits/hold-curve.ts";
import type { CurvePoint } from "../../limits/limits.ts";
import type { Policy } from "../../limits/policy.ts";
import { predictCurve } from "../../limits/predict-curve.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { curveLoads } from "../plan/curve-loads.ts";
import { refinedCurve } from "../plan/refined-curve.ts";
import { widenedPoints } from "../validate/widened-points.ts";
import { inZones } from "./in-zones.ts";

/** Beside the even steps, where the curve bends. */
const BENDS = { most: 16, rounds: 2 } as const;

/**
 * Held against the measured levels, whose loads are predicted too.
 *
 * @param users loads asked for; without them the plan's own, and more where the curve bends
 * @param found the platform's limits: the curve has a point at the safe limit, zones end where they say
 * @throws RangeError unless every load is a whole number ≥ 1
 */
export function predict(
  fitted: FittedCampaign,
  policy: Policy,
  users?: readonly number[],
  found?: Pick<FoundLimits, "limits" | "zones">,
): readonly CurvePoint[] {
  const { draws, search } = fitted;
  const { measured } = search;
  const safe = found?.limits.safeLimit.value ?? 0;
  const asked = users ?? [...curveLoads(fitted), ...(safe > 0 ? [safe] : [])];
  const trusted = measured?.trusted.map((level) => level.users) ?? [];
  const loads = [...new Set([...asked, ...trusted])].sort((a, b) => a - b);
  const at = (some: readonly number[]) =>
    widenedPoints(predictCurve(draws, some, policy, search.basisAt), search.widening ?? 1);
  const points = users === undefined ? refinedCurve(loads, at, BENDS) : at(loads);
  const named = (some: readonly CurvePoint[]) => inZones(some, found?.zones ?? []);
  if (measured === undefined) return named(points);
  const cycle = intervalOf(draws.map(({ lightLoadCycle }) => lightLoadCycle)).low;
  const held = named(holdCurve(points, measured, policy, cycle));
  return users === undefined
    ? held
    : users.flatMap((load) => held.find((point) => point.users === load) ?? []);
}
