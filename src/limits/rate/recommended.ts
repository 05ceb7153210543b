/** The one load that safe limit and rate limit allow together. */
import type { Limits } from "../limits.ts";
import type { Policy } from "../policy.ts";
import { roundDown, userSteps } from "../round-down.ts";

/**
 * The largest whole step of users at or below the safe limit that sends no more than the rate
 * limit lets in: users × requests per user and second ≤ rate limit. Throughput rises with load up
 * to its peak, so that is every load up to where the limit begins to refuse.
 *
 * @param rateLimit null: none is to be put before the platform
 */
export function recommended(
  safeLimit: Pick<Limits["safeLimit"], "value">,
  rateLimit: Pick<Limits["rateLimit"], "value" | "refusesFrom"> | null,
  { safeLimit: { roundTo } }: Policy,
): Limits["recommended"] {
  const from = rateLimit?.refusesFrom.value ?? null;
  const step = userSteps(roundTo).find((one) => roundDown(from ?? roundTo, one) > 0) ?? roundTo;
  const rule = `the safe limit, and no more users than send what the rate limit lets in, rounded down to whole ${step} users`;
  if (rateLimit === null || rateLimit.value === null || from === null || from >= safeLimit.value) {
    return { value: safeLimit.value, rule, limitedBy: "the safe limit" };
  }
  return {
    value: Math.max(0, roundDown(from, step)),
    rule,
    limitedBy: `the rate limit of ${rateLimit.value} req/s`,
  };
}
