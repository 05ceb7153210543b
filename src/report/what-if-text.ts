import type { PlanResult, ScenarioResult } from "../planning/plan-result.ts";
import { limitsCells, limitsHeader } from "./limits-cells.ts";
import { afterCells, changeCells, leversOf } from "./scenario-change.ts";
import { textTable } from "./text-table.ts";

/** What `headroom what-if` prints: for each scenario before, after and change with intervals. */
export function whatIfText(plan: Pick<PlanResult, "limits" | "scenarios">): string {
  if (plan.scenarios.length === 0) return "No scenario was given.";
  return plan.scenarios.map((scenario) => one(plan.limits, scenario)).join("\n\n");
}

function one(before: PlanResult["limits"], scenario: ScenarioResult): string {
  const [safeLimit = "", breakingPoint = "", ceiling = ""] = changeCells(scenario);
  const table = textTable(
    ["", ...limitsHeader],
    [
      ["before", ...limitsCells(before)],
      ["after", ...afterCells(scenario)],
      ["change", safeLimit, breakingPoint, "", ceiling],
    ],
  );
  return [
    `${scenario.title} (${leversOf(scenario)}): ${scenario.verdict}`,
    scenario.sentence,
    ...table.split("\n").map((line) => `  ${line}`),
    ...scenario.assumptions.map((assumption) => `  Assumed: ${assumption}`),
  ].join("\n");
}
