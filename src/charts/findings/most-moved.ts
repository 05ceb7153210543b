import type { ScenarioResult } from "../../planning/plan/plan-result.ts";

/**
 * The changes that a picture has room for: those that move the safe limit most, then those that
 * move the breaking point most, in the order that they came in.
 */
export function mostMoved(
  scenarios: readonly ScenarioResult[],
  most: number,
): readonly ScenarioResult[] {
  const told = ({ verdict, before, limits }: ScenarioResult) =>
    verdict === "cannot tell" ? 0 : Math.abs(limits.safeLimit.value - before.safeLimit.value);
  const end = ({ value, searchedTo }: ScenarioResult["limits"]["breakingPoint"]) =>
    value ?? searchedTo;
  const moved = ({ before, limits }: ScenarioResult) =>
    Math.abs(end(limits.breakingPoint) - end(before.breakingPoint));
  const kept = new Set(
    scenarios.toSorted((a, b) => told(b) - told(a) || moved(b) - moved(a)).slice(0, most),
  );
  return scenarios.filter((one) => kept.has(one));
}
