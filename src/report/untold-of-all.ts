import type { ScenarioResult } from "../planning/plan/plan-result.ts";

/**
 * Whether no change can be told to gain or not, those left aside that refuse requests, which is no gain:
 * then it is not that none is likely to.
 */
export function isUntoldOfAll(scenarios: readonly ScenarioResult[]): boolean {
  const others = scenarios.filter(({ verdict }) => verdict !== "refuses");
  return others.length > 0 && others.every(({ verdict }) => verdict === "cannot tell");
}
