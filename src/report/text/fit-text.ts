import type { FitSummary, HypothesesSummary } from "../../planning/plan/plan-result.ts";
import { textTable } from "../../wording/text-table.ts";
import { residualCells, residualHeader } from "../format-residual.ts";
import { byWeight } from "../hypothesis-words.ts";
import { hypothesesText } from "./hypotheses-text.ts";

/** What `headroom fit` prints: what the hypotheses say, and how the heaviest fits. */
export function fitText(fit: FitSummary, hypotheses: HypothesesSummary): string {
  const [heaviest] = byWeight(hypotheses.list);
  return [
    hypothesesText(hypotheses),
    ...(heaviest === undefined
      ? []
      : [
          "",
          `Measured against fitted: ${heaviest.title}`,
          textTable(residualHeader, heaviest.residuals.map(residualCells)),
        ]),
    ...list("Checks", [...fit.redLine, ...fit.checks]),
    ...list("Assumptions", fit.assumptions),
  ].join("\n");
}

function list(title: string, sentences: readonly string[]): string[] {
  return sentences.length === 0 ? [] : ["", `${title}:`, ...sentences.map((one) => `  - ${one}`)];
}
