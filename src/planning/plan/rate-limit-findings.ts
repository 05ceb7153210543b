import type { Limits } from "../../limits/limits.ts";
import { platformAt } from "../../limits/platform-at.ts";
import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";
import type { Policy } from "../../limits/policy.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import type { Finding } from "../../measurement/finding.ts";
import { formatUsers } from "../../wording/format-users.ts";

/** A rate limit that already refuses at the safe limit: the two numbers do not go together. */
export function rateLimitFindings(
  draws: readonly PlausiblePlatform[],
  limits: Limits,
  policy: Policy,
): Finding[] {
  const rate = limits.rateLimit.value;
  const users = limits.safeLimit.value;
  const from = limits.rateLimit.refusesFrom.value;
  if (users < 1 || rate === null || rate <= 0 || from === null || from >= users) return [];
  const offered = intervalOf(draws.map((draw) => platformAt(draw, users)(users).throughput));
  const refused = Math.round(100 * Math.max(0, 1 - rate / offered.value));
  if (refused < 1) return [];
  const { roundTo } = policy.rateLimit;
  const needed = Math.ceil(offered.high / roundTo) * roundTo;
  const { value: ceiling, low } = limits.peak.throughput;
  const raised =
    ceiling !== null && needed < (low ?? ceiling)
      ? `or raise it to ${needed} req/s and watch P95`
      : `or launch without one: ${needed} req/s, which the safe limit may send, is no limit below the ceiling`;
  return [
    {
      code: "rate-limit-below-safe-limit",
      severity: "note",
      level: users,
      message: `A rate limit of ${rate} req/s refuses from ${Math.round(from)} users on; at the safe limit of ${formatUsers(users)} some ${refused} % of the requests would be turned away.`,
      law: "The rate limit is a share of the ceiling, the safe limit a load: throughput reaches the one before the other.",
      remedy: `Launch at most ${limits.recommended.value} users behind this limit, ${raised}.`,
    },
  ];
}
