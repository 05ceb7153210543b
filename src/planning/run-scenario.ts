/** One scenario on every plausible platform, against the same platform as it is. */
import { type FoundLimits, findLimits, type LimitSearch } from "../limits/find-limits.ts";
import type { PlatformLimits } from "../limits/platform-limits.ts";
import type { Policy } from "../limits/policy.ts";
import { predictCurve } from "../limits/predict-curve.ts";
import { intervalOf } from "../limits/summarize-draws.ts";
import { applyLevers } from "../platform/apply-levers.ts";
import type { EndpointShare } from "../platform/endpoint-shares.ts";
import type { PoolModel } from "../platform/pool-model.ts";
import type { Scenario } from "../platform/scenario.ts";
import type { Interval } from "../stats/estimate.ts";
import { quantile } from "../stats/quantile.ts";
import { assumptionSentences } from "./assumed-draws.ts";
import type { ScenarioResult } from "./plan-result.ts";
import { ScenarioError } from "./scenario-error.ts";

export interface ScenarioBase {
  readonly draws: readonly PoolModel[];
  readonly found: FoundLimits;
  readonly policy: Policy;
  readonly search: LimitSearch;
  readonly loads: readonly number[];
  readonly endpoints: readonly EndpointShare[];
}

/** Changes of the breaking point below this share of it are no change. */
const NOTICEABLE = 0.02;

/**
 * The platform after a scenario's levers. Limits are compared draw by draw, so that what both
 * sides share (think time, ceiling) cancels.
 *
 * @throws ScenarioError when a lever's value makes no sense on this platform
 */
export function runScenario(scenario: Scenario, base: ScenarioBase): ScenarioResult {
  const draws = withLevers(scenario, base);
  const search: LimitSearch = { ...base.search, basisAt: () => "assumed" };
  const after = findLimits(draws, base.policy, search);
  const gains = after.ofDraws.map((limits, i) =>
    gainOf(base.found.ofDraws[i] as PlatformLimits, limits, base.search.maxUsers),
  );
  const peakThroughput = intervalOf(
    after.ofDraws.map(
      (limits, i) => limits.peakThroughput - (base.found.ofDraws[i]?.peakThroughput ?? 0),
    ),
  );
  const before = base.found.limits;
  const safeLimit = after.limits.safeLimit.value - before.safeLimit.value;
  const verdict = verdictOf(base, after);
  const breaks = before.breakingPoint.value !== null && after.limits.breakingPoint.value !== null;
  return {
    name: scenario.name,
    title: scenario.title,
    levers: scenario.levers.map(({ name, text, endpoints }) => ({
      lever: endpoints === undefined ? name : `${name}[${endpoints}]`,
      value: text,
    })),
    limits: after.limits,
    zones: after.zones,
    points: predictCurve(draws, base.loads, base.policy, () => "assumed"),
    change: { safeLimit, breakingPoint: breaks ? intervalOf(gains) : null, peakThroughput },
    verdict,
    sentence: sentenceOf(scenario, base, after, verdict),
    assumptions: [...assumptionSentences],
  };
}

function withLevers(scenario: Scenario, base: ScenarioBase): PoolModel[] {
  try {
    return base.draws.map((model) => applyLevers(model, scenario.levers, base.endpoints));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ScenarioError(scenario.name, error.message);
  }
}

/** Users gained, counted to the end of the range where a platform does not break inside it. */
function gainOf(before: PlatformLimits, after: PlatformLimits, maxUsers: number): number {
  return (after.breakingPoint ?? maxUsers) - (before.breakingPoint ?? maxUsers);
}

/** Gain or loss only where 90 % of the plausible platforms agree on it. */
function verdictOf(base: ScenarioBase, after: FoundLimits): ScenarioResult["verdict"] {
  const { low, high } = relativeGain(base, after);
  if (low > NOTICEABLE) return "gains";
  if (high < -NOTICEABLE) return "loses";
  if (high < NOTICEABLE) return low > -NOTICEABLE ? "no change" : "no gain";
  return "cannot tell";
}

function relativeGain(base: ScenarioBase, after: FoundLimits): Interval {
  const { maxUsers } = base.search;
  const shares = after.ofDraws.map(({ breakingPoint }, i) => {
    const before = base.found.ofDraws[i]?.breakingPoint ?? maxUsers;
    return (breakingPoint ?? maxUsers) / before - 1;
  });
  const sorted = Float64Array.from(shares).sort();
  return {
    value: quantile(sorted, 0.5),
    low: quantile(sorted, 0.05),
    high: quantile(sorted, 0.95),
  };
}

function sentenceOf(
  scenario: Scenario,
  base: ScenarioBase,
  after: FoundLimits,
  verdict: ScenarioResult["verdict"],
): string {
  const { low, high } = after.limits.breakingPoint;
  const { maxUsers } = base.search;
  const users = (value: number | null) =>
    value === null ? `beyond ${maxUsers}` : `${Math.round(value)}`;
  const from = users(base.found.limits.breakingPoint.value);
  const range = `between ${users(low)} and ${users(high)} users (90 %)`;
  const safe = `safe limit ${base.found.limits.safeLimit.value} → ${after.limits.safeLimit.value} users`;
  const title = scenario.title;
  switch (verdict) {
    case "gains":
      return `${title} gains: the breaking point moves from ${from} to ${range}, ${safe}.`;
    case "loses":
      return `${title} costs capacity: the breaking point moves from ${from} to ${range}, ${safe}.`;
    case "no gain":
      return `${title} gains nothing and may cost capacity: the breaking point, now ${from}, ends ${range}.`;
    case "no change":
      return `${title} changes nothing that can be noticed: the breaking point stays ${range}.`;
    case "cannot tell":
      return `The data cannot tell whether ${lowerFirst(title)} helps: the breaking point, now ${from}, ends ${range}.`;
  }
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
