import type { Limits } from "../planning/plan/plan-result.ts";
import { formatBound } from "../wording/format-duration.ts";
import { formatOpenEstimate } from "../wording/format-open-estimate.ts";
import { formatProbability } from "../wording/format-probability.ts";
import { formatThreshold } from "../wording/format-threshold.ts";
import { formatSetRate, formatThroughput } from "../wording/format-throughput.ts";
import { formatUsers } from "../wording/format-users.ts";
import { tokenName } from "../wording/token-name.ts";

export interface LimitLine {
  readonly name: string;
  readonly text: string;
}

/** The five limits, and one for each objective on tokens, each with its interval and what it rests on, in the order of growing load. */
export function limitLines(limits: Limits): readonly LimitLine[] {
  const { knee, peak, breakingPoint, safeLimit, rateLimit } = limits;
  return [
    { name: "Safe limit", text: safeLimitText(safeLimit) },
    { name: "Saturation", text: formatThreshold(knee) },
    {
      name: "Ceiling",
      text: `${formatOpenEstimate(peak.throughput, formatThroughput)}${mostAt(peak)}`,
    },
    { name: "Breaking point", text: formatThreshold(breakingPoint) },
    {
      name: "Rate limit",
      text: rateLimitText(rateLimit),
    },
    ...(limits.tokenLimits ?? []).map((limit) => ({
      name: `${tokenName(limit)} ≤ ${formatBound(limit.bound)}`,
      text: formatThreshold(limit.users),
    })),
  ];
}

/**
 * Where the ceiling is reached, unless it is not known: on a plateau that goes on past the measured
 * loads any of them is as good.
 */
function mostAt({ throughput, users }: Limits["peak"]): string {
  if (throughput.value === null || users.basis === "extrapolated") return "";
  // A platform whose throughput is highest at the last load looked at may have more beyond it.
  const open = users.high !== null && users.high >= users.searchedTo;
  return `; most at ${formatThreshold(open ? { ...users, high: null } : users)}`;
}

function rateLimitText({ value, rule, refusesFrom }: Limits["rateLimit"]): string {
  return value === null
    ? rule
    : `${formatSetRate(value)}, refuses from ${formatThreshold(refusesFrom)}`;
}

function safeLimitText({ value, confidence, draws, limitedBy }: Limits["safeLimit"]): string {
  return value === 0
    ? `none: no load is known to hold the objectives (limited by ${limitedBy})`
    : `${formatUsers(value)}, objectives hold with ${formatProbability(confidence, draws)}; limited by ${limitedBy}`;
}
