import type { FigureExplanation } from "../../planning/figure-reasons/figure-explanation.ts";
import type {
  Explained,
  LimitExplanation,
  LimitInput,
} from "../../planning/limit-reasons/limit-explanation.ts";
import { textTable } from "../../wording/text-table.ts";
import {
  countedMethod,
  figureRowHeader,
  figureValue,
  influenceMethod,
  inputCells,
  inputHeader,
  probabilityMethod,
  reasonValue,
  rowCells,
  rowHeader,
} from "../limit-reason-words.ts";
import { basisOf } from "../review/basis-words.ts";

/** What `headroom explain breakingPoint` prints. */
export function limitReasonsText(reasons: readonly LimitExplanation[]): string {
  return reasons
    .map((reason) => reasonText(reason, reasonValue(reason), rowHeader, influenceMethod))
    .join("\n\n");
}

/** What `headroom explain p95` prints. */
export function figureReasonsText(figures: readonly FigureExplanation[]): string {
  return figures
    .map((one) => reasonText(one, figureValue(one), figureRowHeader, methodOf(one)))
    .join("\n\n");
}

function methodOf({ figure }: FigureExplanation): string {
  if (figure === "probability") return probabilityMethod;
  return figure === "errorRate" ? countedMethod : influenceMethod;
}

function reasonText(
  reason: Explained<LimitInput["unit"]>,
  value: string,
  header: readonly string[],
  method: string,
): string {
  const rows = rowCells(reason);
  return [
    `${reason.title}: ${value}; rests on: ${basisOf(reason)}.`,
    `  It is ${reason.formula}.`,
    "",
    ...(reason.inputs.length === 0
      ? []
      : [...indented(textTable(inputHeader, reason.inputs.map(inputCells))), ""]),
    ...(rows.length === 0
      ? ["  No single measured figure moves it by as much as a thousandth."]
      : [...indented(textTable(header, rows)), `  ${method}`]),
    "",
    ...reason.ends.map((one) => `  ${one}`),
  ].join("\n");
}

const indented = (text: string) => text.split("\n").map((line) => `  ${line}`);
