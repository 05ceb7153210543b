import type { HypothesisSummary, PlanResult } from "../../planning/plan/plan-result.ts";
import { type Block, heading, list, paragraph, table } from "../document/document.ts";
import { residualCells, residualHeader } from "../format-residual.ts";
import { byWeight } from "../hypothesis-words.ts";
import { listedResiduals } from "../listed-residuals.ts";

/** The fit: measured against fitted under the heaviest hypothesis, and its own checks. */
export function fitSection({ fit, hypotheses }: PlanResult): readonly Block[] {
  return [
    heading(2, "Fit"),
    ...measuredAgainstFitted(byWeight(hypotheses.list)[0]),
    ...(fit.checks.length === 0 ? [] : [heading(3, "Checks")]),
    ...list(fit.checks),
  ];
}

function measuredAgainstFitted(heaviest: HypothesisSummary | undefined): readonly Block[] {
  if (heaviest === undefined) return [];
  const { listed, left } = listedResiduals(heaviest.residuals);
  return [
    heading(3, `Measured against fitted: ${heaviest.title}`),
    paragraph("“Level left out” is predicted from the other levels only."),
    ...(left === null ? [] : [paragraph(left)]),
    table(residualHeader, listed.map(residualCells)),
  ];
}
