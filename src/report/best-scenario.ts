import type { ScenarioResult } from "../planning/plan/plan-result.ts";

/**
 * Among the scenarios that surely gain the one with the largest safe limit, then the
 * largest breaking point; null where none gains.
 */
export function bestScenario(scenarios: readonly ScenarioResult[]): ScenarioResult | null {
  const score = ({ limits }: ScenarioResult) =>
    limits.safeLimit.value * 1e6 + (limits.breakingPoint.value ?? limits.breakingPoint.searchedTo);
  return scenarios
    .filter(({ verdict }) => verdict === "gains")
    .reduce<ScenarioResult | null>(
      (best, one) => (best === null || score(one) > score(best) ? one : best),
      null,
    );
}
