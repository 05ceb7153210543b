import type { FitSummary, PlanResult } from "../../planning/plan/plan-result.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { markdownTable } from "../../wording/markdown-table.ts";
import {
  parameterCells,
  parameterHeader,
  residualCells,
  residualHeader,
} from "../format-residual.ts";
import { limitsCells, limitsHeader } from "./limits-cells.ts";

/** The fit: how it ended, parameters, residuals, checks, assumptions, other pool sizes. */
export function fitSection(plan: PlanResult): string {
  const { fit } = plan;
  return [
    "## Fit",
    "",
    `The fit ended as “${fit.ended}” after ${fit.iterations} iterations. “Learned” is how much the measurements narrowed what was assumed beforehand: 0 % is not at all.`,
    "",
    markdownTable(parameterHeader, fit.parameters.map(parameterCells)),
    "",
    "### Measured against fitted",
    "",
    "“Level left out” is predicted from the other levels only.",
    "",
    markdownTable(residualHeader, fit.residuals.map(residualCells)),
    ...bullets("### Checks", fit.checks),
    ...bullets("### Assumptions", fit.assumptions),
    ...atPoolSizes(plan),
    ...withoutIncidents(plan),
  ].join("\n");
}

/** A heading with its list, or nothing where the list is empty. */
function bullets(heading: string, sentences: readonly string[]): string[] {
  return sentences.length === 0 ? [] : ["", heading, "", ...sentences.map((one) => `- ${one}`)];
}

function atPoolSizes({ fit }: { readonly fit: FitSummary }): string[] {
  if (fit.atPoolSize.length === 0) return [];
  const rows = fit.atPoolSize.map(({ poolSize, serviceTime, misfit, limits }) => [
    String(poolSize),
    formatDuration(serviceTime),
    formatNumber(misfit),
    ...limitsCells(limits),
  ]);
  return [
    "",
    "### If the pool size were known",
    "",
    markdownTable(["pool size", "service time", "misfit", ...limitsHeader], rows),
  ];
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
