import type { PlanResult, ScenarioResult } from "../../planning/plan/plan-result.ts";
import { type Block, heading, list, paragraph, table } from "../document/document.ts";
import { reachCells, reachHeader, reachSentences } from "../hypothesis-words.ts";
import { limitsCells, limitsHeader } from "../limits-cells.ts";
import { basisInWords, perHypothesisCells, perHypothesisHeader } from "../per-hypothesis-cells.ts";
import { afterCells, changeCells, changeHeader, leversOf } from "../scenario-change.ts";
import { tellingLines } from "../telling-words.ts";

/** What-ifs: limits side by side, changes with intervals, what is needless, one paragraph each with its effect under each hypothesis. */
export function scenariosSection(plan: PlanResult): readonly Block[] {
  const { scenarios, limits, options } = plan;
  if (scenarios.length === 0) return [];
  const rows = scenarios.map((scenario) => [
    scenario.title,
    ...afterCells(scenario),
    scenario.verdict === "cannot tell" ? [{ strong: "cannot tell" }] : scenario.verdict,
  ]);
  const before = scenarios[0]?.before ?? limits;
  return [
    heading(2, "What-ifs in detail"),
    table(
      ["scenario", ...limitsHeader, "verdict"],
      [["As it is", ...limitsCells(before), "–"], ...rows],
    ),
    paragraph(
      "Changes against the platform as it is, draw by draw, so that what both share cancels:",
    ),
    table(
      ["scenario", ...changeHeader],
      scenarios.map((scenario) => [scenario.title, ...changeCells(scenario)]),
    ),
    ...needless(options),
    ...scenarios.flatMap(inDetail),
  ];
}

function inDetail(scenario: ScenarioResult): readonly Block[] {
  const rests =
    scenario.assumptions.length === 0 ? "" : ` It rests on: ${scenario.assumptions.join(" ")}`;
  return [
    heading(3, scenario.title),
    paragraph(
      `${scenario.sentence} Levers: ${leversOf(scenario)}. The figures are ${basisInWords(scenario)}.${rests}`,
    ),
    ...tellingLines(scenario).map(paragraph),
    ...(scenario.perHypothesis.length === 0
      ? []
      : [table(perHypothesisHeader, perHypothesisCells(scenario))]),
  ];
}

/** What can be left out: options that others make needless, and levers past the point where they help. */
function needless({ dominated, reach }: PlanResult["options"]): readonly Block[] {
  const sentences = [...dominated.map(({ sentence }) => sentence), ...reachSentences(reach)];
  return [
    ...(sentences.length === 0 ? [] : [paragraph("What can be left out:"), ...list(sentences)]),
    ...(reach.length === 0
      ? []
      : [
          paragraph(
            "How far one lever alone helps (more gains less than 5 % of the breaking point):",
          ),
          table(reachHeader, reach.map(reachCells)),
        ]),
  ];
}
