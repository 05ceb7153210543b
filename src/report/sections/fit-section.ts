import type { HypothesisSummary, PlanResult } from "../../planning/plan/plan-result.ts";
import { markdownTable } from "../../wording/markdown-table.ts";
import { residualCells, residualHeader } from "../format-residual.ts";
import { byWeight } from "../hypothesis-words.ts";
import { limitsCells, limitsHeader } from "./limits-cells.ts";

/** The fit: measured against fitted under the heaviest hypothesis, checks, assumptions, incidents. */
export function fitSection(plan: PlanResult): string {
  const { fit, hypotheses } = plan;
  return [
    "## Fit",
    ...measuredAgainstFitted(byWeight(hypotheses.list)[0]),
    ...bullets("### Checks", [...fit.redLine, ...fit.checks]),
    ...bullets("### Assumptions", fit.assumptions),
    ...withoutIncidents(plan),
  ].join("\n");
}

function measuredAgainstFitted(heaviest: HypothesisSummary | undefined): string[] {
  if (heaviest === undefined) return [];
  return [
    "",
    `### Measured against fitted: ${heaviest.title}`,
    "",
    "“Level left out” is predicted from the other levels only.",
    "",
    markdownTable(residualHeader, heaviest.residuals.map(residualCells)),
  ];
}

/** A heading with its list, or nothing where the list is empty. */
function bullets(heading: string, sentences: readonly string[]): string[] {
  return sentences.length === 0 ? [] : ["", heading, "", ...sentences.map((one) => `- ${one}`)];
}

function withoutIncidents({ fit, limits }: PlanResult): string[] {
  if (fit.withoutIncidents === null) return [];
  return [
    "",
    "### With and without the incident levels",
    "",
    markdownTable(
      ["", ...limitsHeader],
      [
        ["all levels", ...limitsCells(limits)],
        ["without incidents", ...limitsCells(fit.withoutIncidents)],
      ],
    ),
  ];
}
