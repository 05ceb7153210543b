/**
 * The rate that should be let in at most: a share of the ceiling, where there is one; else the limit
 * that the platform has, for what it could serve behind that one no measurement has shown.
 */

import type { Basis, OpenEstimate, Threshold } from "../../stats/estimate.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { bracketOf } from "../bracket.ts";
import { largestThroughput } from "../hold-against-levels.ts";
import { holdThreshold } from "../hold-threshold.ts";
import type { Limits } from "../limits.ts";
import type { MeasuredLevels } from "../measured-levels.ts";
import type { PlatformLimits } from "../platform-limits.ts";
import type { Policy } from "../policy.ts";
import { fittingUnit, roundDown } from "../round-down.ts";
import { RUN_TO_RUN } from "../run-to-run.ts";
import { intervalOf, thresholdOf } from "../summarize-draws.ts";

export interface RateLimitInput {
  readonly ofDraws: readonly PlatformLimits[];
  readonly ceiling: OpenEstimate;
  readonly policy: Policy;
  readonly maxUsers: number;
  readonly basisAt: (users: number) => Basis;
  readonly measured: MeasuredLevels | null;
  readonly changed: boolean;
}

export function rateLimit(input: RateLimitInput): Limits["rateLimit"] {
  const { ceiling, policy, maxUsers } = input;
  const { safetyFactor, roundTo } = policy.rateLimit;
  const { value: most, basis, reason } = ceiling;
  const own = most === null ? ownLimit(input) : null;
  if (own !== null) return own;
  if (most === null) {
    const untold = { value: null, basis, ...(reason === undefined ? {} : { reason }) };
    return {
      ...{ value: null, basis },
      rule: `not derived: ${reason ?? `no measured load reaches the ceiling; measure ${formatUsers(maxUsers)} next`}`,
      refusesFrom: { ...untold, low: null, high: null, searchedTo: maxUsers },
    };
  }
  const unit = fittingUnit(most / safetyFactor, roundTo);
  const value = Math.max(roundDown(most / safetyFactor, unit), 0);
  return {
    ...{ value, basis },
    rule: `ceiling / ${safetyFactor}, rounded down to whole ${unit} req/s`,
    refusesFrom: refusesFrom(value, input),
  };
}

/** Limited platforms come near their limit and do not reach it. */
const NEAR = 0.99;

/** Null where a platform has none of its own, or the measurements contradict the ceiling. */
function ownLimit({
  ofDraws,
  ceiling,
  basisAt,
  maxUsers,
}: RateLimitInput): Limits["rateLimit"] | null {
  const rates = ofDraws.flatMap((one) => one.rateLimit ?? []);
  if (ceiling.basis === "withheld" || rates.length < ofDraws.length) return null;
  const { value } = intervalOf(rates);
  const from = ofDraws.map(({ reaches }) => reaches(NEAR * value));
  return {
    value,
    basis: "interpolated",
    rule: "the platform's own limit, as it was measured; what it can serve is told by a test without it",
    refusesFrom: thresholdOf(from, basisAt, maxUsers),
  };
}

/** Users at which the rate is reached, held against what loads up to the largest throughput send. */
function refusesFrom(rate: number, input: RateLimitInput): Threshold {
  const { ofDraws, basisAt, maxUsers, measured, changed } = input;
  const predicted = thresholdOf(
    ofDraws.map(({ reaches }) => (rate > 0 ? reaches(rate) : 1)),
    basisAt,
    maxUsers,
  );
  const largest = measured === null ? null : largestThroughput(measured);
  if (measured === null || largest === null || changed || rate <= 0) return predicted;
  const noise = Math.log1p(RUN_TO_RUN.throughput);
  const levels = measured.answered.flatMap(({ users, throughput }) => {
    if (throughput === undefined || users > largest.users) return [];
    const middle = Math.log(throughput / rate);
    const excess = { low: middle - noise, high: middle + noise, middle, worst: null };
    return [{ users, excess }];
  });
  return holdThreshold(predicted, bracketOf(levels), basisAt).threshold;
}
