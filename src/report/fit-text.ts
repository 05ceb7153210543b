import type { FitSummary } from "../planning/plan-result.ts";
import {
  parameterCells,
  parameterHeader,
  residualCells,
  residualHeader,
} from "./format-residual.ts";
import { limitsCells, limitsHeader } from "./limits-cells.ts";
import { textTable } from "./text-table.ts";

/** What `headroom fit` prints. */
export function fitText(fit: FitSummary): string {
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
  ].join("\n");
}

function list(title: string, sentences: readonly string[]): string[] {
  return sentences.length === 0 ? [] : ["", `${title}:`, ...sentences.map((one) => `  - ${one}`)];
}
