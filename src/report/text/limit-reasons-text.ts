import type { LimitExplanation } from "../../planning/limit-reasons/limit-explanation.ts";
import { textTable } from "../../wording/text-table.ts";
import {
  influenceMethod,
  inputCells,
  inputHeader,
  reasonValue,
  rowCells,
  rowHeader,
} from "../limit-reason-words.ts";
import { basisOf } from "../review/basis-words.ts";

/** What `headroom explain breakingPoint` prints. */
export function limitReasonsText(reasons: readonly LimitExplanation[]): string {
  return reasons.map(reasonText).join("\n\n");
}

function reasonText(reason: LimitExplanation): string {
  const rows = rowCells(reason);
  return [
    `${reason.title}: ${reasonValue(reason)}; rests on: ${basisOf(reason)}.`,
    `  It is ${reason.formula}.`,
    "",
    ...(reason.inputs.length === 0
      ? []
      : [...indented(textTable(inputHeader, reason.inputs.map(inputCells))), ""]),
    ...(rows.length === 0
      ? ["  No single measured figure moves it by as much as a thousandth."]
      : [...indented(textTable(rowHeader, rows)), `  ${influenceMethod}`]),
    "",
    ...reason.ends.map((one) => `  ${one}`),
  ].join("\n");
}

const indented = (text: string) => text.split("\n").map((line) => `  ${line}`);
