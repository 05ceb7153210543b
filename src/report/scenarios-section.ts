import type { PlanResult, ScenarioResult } from "../planning/plan-result.ts";
import { limitsCells, limitsHeader } from "./limits-cells.ts";
import { markdownTable } from "./markdown-table.ts";
import { afterCells, changeCells, changeHeader, leversOf } from "./scenario-change.ts";

/** What-ifs: limits side by side, changes with intervals, one paragraph each. */
export function scenariosSection({ scenarios, limits }: PlanResult): string {
  if (scenarios.length === 0) return "## What-if\n\nNo scenario was given.";
  const rows = scenarios.map((scenario) => [
    scenario.title,
    ...afterCells(scenario),
    scenario.verdict === "cannot tell" ? "**cannot tell**" : scenario.verdict,
  ]);
  return [
    "## What-if",
    "",
    markdownTable(
      ["scenario", ...limitsHeader, "verdict"],
      [["As it is", ...limitsCells(limits), "–"], ...rows],
    ),
    "",
    "Changes against the platform as it is, draw by draw, so that what both share cancels:",
    "",
    markdownTable(
      ["scenario", ...changeHeader],
      scenarios.map((scenario) => [scenario.title, ...changeCells(scenario)]),
    ),
    ...scenarios.flatMap((scenario) => ["", ...paragraph(scenario)]),
  ].join("\n");
}

function paragraph(scenario: ScenarioResult): string[] {
  const assumed =
    scenario.assumptions.length === 0 ? "" : ` Assumed: ${scenario.assumptions.join(" ")}`;
  return [
    `### ${scenario.title}`,
    "",
    `${scenario.sentence} Levers: ${leversOf(scenario)}.${assumed}`,
  ];
}
