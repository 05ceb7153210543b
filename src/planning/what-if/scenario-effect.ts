import type { HypothesisChange } from "../plan/plan-result.ts";

/** What a scenario does to the breaking point if one hypothesis is true. */
export type ScenarioEffect = "helps" | "costs" | "nothing" | "no gain" | "unclear";

const effects: Readonly<Record<HypothesisChange["verdict"], ScenarioEffect>> = {
  gains: "helps",
  loses: "costs",
  "no change": "nothing",
  "no gain": "no gain",
  "cannot tell": "unclear",
};

export function scenarioEffect({ verdict }: HypothesisChange): ScenarioEffect {
  return effects[verdict];
}
