/** What changes would do, and nothing else of a plan: neither its reasons, verdict nor order of work. */
import type { Policy } from "../../limits/policy.ts";
import type { Scenario } from "../../platform/scenario.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { optionsOf } from "../optimize/options-of.ts";
import type { PlanResult } from "../plan/plan-result.ts";
import { predict } from "../predict/predict.ts";
import { runScenario } from "./run-scenario.ts";
import { scenarioBase } from "./scenario-base.ts";

export type WhatIf = Pick<PlanResult, "limits" | "points" | "scenarios" | "options">;

export interface WhatIfQuestion {
  readonly policy: Policy;
  readonly scenarios: readonly Scenario[];
  /** Whether curves are asked for, before and after; without them all `points` are empty. */
  readonly curves: boolean;
}

/**
 * The same as in a plan, to the last digit.
 *
 * @throws ScenarioError when a lever's value makes no sense on this platform
 */
export function whatIf(
  fitted: FittedCampaign,
  { policy, scenarios: asked, curves }: WhatIfQuestion,
  onProgress: (stage: string, done: number) => void = () => {},
): WhatIf {
  const whole = scenarioBase(fitted, policy);
  const base = curves ? whole : { ...whole, loads: [] };
  const scenarios = asked.map((scenario, i) => {
    onProgress(`scenario ${scenario.name}`, i / asked.length);
    return runScenario(scenario, base);
  });
  return {
    limits: whole.found.limits,
    points: curves ? predict(fitted, policy, undefined, whole.found) : [],
    scenarios,
    options: optionsOf(scenarios, base),
  };
}
