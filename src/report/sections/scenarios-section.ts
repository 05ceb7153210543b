import type { PlanResult, ScenarioResult } from "../../planning/plan/plan-result.ts";
import { markdownTable } from "../../wording/markdown-table.ts";
import { reachCells, reachHeader, reachSentences } from "../hypothesis-words.ts";
import { basisInWords, perHypothesisCells, perHypothesisHeader } from "../per-hypothesis-cells.ts";
import { afterCells, changeCells, changeHeader, leversOf } from "../scenario-change.ts";
import { tellingLines } from "../telling-words.ts";
import { limitsCells, limitsHeader } from "./limits-cells.ts";

/** What-ifs: limits side by side, changes with intervals, what is needless, one paragraph each with its effect under each hypothesis. */
export function scenariosSection(plan: PlanResult): string {
  const { scenarios, limits, options } = plan;
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
      [["As it is", ...limitsCells(scenarios[0]?.before ?? limits), "–"], ...rows],
    ),
    "",
    "Changes against the platform as it is, draw by draw, so that what both share cancels:",
    "",
    markdownTable(
      ["scenario", ...changeHeader],
      scenarios.map((scenario) => [scenario.title, ...changeCells(scenario)]),
    ),
    ...needless(options),
    ...scenarios.flatMap((scenario) => ["", ...paragraph(scenario)]),
  ].join("\n");
}

function paragraph(scenario: ScenarioResult): string[] {
  const rests =
    scenario.assumptions.length === 0 ? "" : ` It rests on: ${scenario.assumptions.join(" ")}`;
  return [
    `### ${scenario.title}`,
    "",
    `${scenario.sentence} Levers: ${leversOf(scenario)}. The figures are ${basisInWords(scenario)}.${rests}`,
    ...tellingLines(scenario).flatMap((line) => ["", line]),
    ...(scenario.perHypothesis.length === 0
      ? []
      : ["", markdownTable(perHypothesisHeader, perHypothesisCells(scenario))]),
  ];
}

/** What can be left out: options that others make needless, and levers past the point where they help. */
function needless({ dominated, reach }: PlanResult["options"]): string[] {
  const sentences = [...dominated.map(({ sentence }) => sentence), ...reachSentences(reach)];
  return [
    ...(sentences.length === 0
      ? []
      : ["", "What can be left out:", "", ...sentences.map((one) => `- ${one}`)]),
    ...(reach.length === 0
      ? []
      : [
          "",
          "How far one lever alone helps (more gains less than 5 % of the breaking point):",
          "",
          markdownTable(reachHeader, reach.map(reachCells)),
        ]),
  ];
}
