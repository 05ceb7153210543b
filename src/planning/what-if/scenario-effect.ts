import type { HypothesisChange } from "../plan/plan-result.ts";
import { NOTICEABLE } from "./noticeable.ts";

/** What a scenario does to the breaking point if one hypothesis is true, with 90 % probability. */
export type ScenarioEffect = "helps" | "costs" | "nothing" | "unclear";

export function scenarioEffect({ gain: { low, high } }: HypothesisChange): ScenarioEffect {
  if (low > NOTICEABLE) return "helps";
  if (high < -NOTICEABLE) return "costs";
  return low > -NOTICEABLE && high < NOTICEABLE ? "nothing" : "unclear";
}
