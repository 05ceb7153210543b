import type { FitSummary, HypothesesSummary } from "../../planning/plan/plan-result.ts";
import { textTable } from "../../wording/text-table.ts";
import {
  parameterCells,
  parameterHeader,
  residualCells,
  residualHeader,
} from "../format-residual.ts";
import { limitsCells, limitsHeader } from "../sections/limits-cells.ts";
import { hypothesesText } from "./hypotheses-text.ts";

/** What `headroom fit` prints: the pool model's fit, then what the hypotheses say. */
export function fitText(fit: FitSummary, hypotheses: HypothesesSummary | null): string {
  const pools = fit.atPoolSize.map(({ poolSize, limits }) => [
    String(poolSize),
    ...limitsCells(limits),
  ]);
  return [
    `The fit ended as "${fit.ended}" after ${fit.iterations} iterations.`,
    "",
    textTable(parameterHeader, fit.parameters.map(parameterCells)),
    "",
    textTable(residualHeader, fit.residuals.map(residualCells)),
    ...(pools.length === 0 ? [] : ["", textTable(["pool size", ...limitsHeader], pools)]),
    ...list("Checks", fit.checks),
    ...list("Assumptions", fit.assumptions),
    ...(hypotheses === null ? [] : ["", hypothesesText(hypotheses)]),
  ].join("\n");
}

function list(title: string, sentences: readonly string[]): string[] {
  return sentences.length === 0 ? [] : ["", `${title}:`, ...sentences.map((one) => `  - ${one}`)];
}
