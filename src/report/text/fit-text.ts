import type {
  FitSummary,
  HypothesesSummary,
  HypothesisSummary,
} from "../../planning/plan/plan-result.ts";
import { textTable } from "../../wording/text-table.ts";
import { residualCells, residualHeader } from "../format-residual.ts";
import { byWeight } from "../hypothesis-words.ts";
import { listedResiduals } from "../listed-residuals.ts";
import { hypothesesText } from "./hypotheses-text.ts";

/** What `headroom fit` prints: what the hypotheses say, and how the heaviest fits. */
export function fitText(fit: FitSummary, hypotheses: HypothesesSummary): string {
  const [heaviest] = byWeight(hypotheses.list);
  return [
    hypothesesText(hypotheses),
    ...(heaviest === undefined ? [] : measuredAgainstFitted(heaviest)),
    ...list("Checks", [...fit.redLine, ...fit.checks]),
    ...list("Assumptions", fit.assumptions),
  ].join("\n");
}

function measuredAgainstFitted({ title, residuals }: HypothesisSummary): string[] {
  const { listed, left } = listedResiduals(residuals);
  return [
    "",
    `Measured against fitted: ${title}`,
    ...(left === null ? [] : [left]),
    textTable(residualHeader, listed.map(residualCells)),
  ];
}

function list(title: string, sentences: readonly string[]): string[] {
  return sentences.length === 0 ? [] : ["", `${title}:`, ...sentences.map((one) => `  - ${one}`)];
}
