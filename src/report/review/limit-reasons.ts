import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { type Block, heading, list, paragraph, table } from "../document/document.ts";
import {
  influenceMethod,
  inputCells,
  inputHeader,
  reasonValue,
  rowCells,
  rowHeader,
} from "../limit-reason-words.ts";

type Reason = PlanResult["reasons"][number];

/** What each limit opens into, where a form can fold. */
export function reasonDetails({ reasons }: PlanResult): readonly Block[] {
  return reasons.map((reason) => ({
    kind: "details",
    summary: `${reason.title}: ${reasonValue(reason)}`,
    blocks: [...reasonBlocks(reason), paragraph(influenceMethod)],
  }));
}

/** The same for the appendix of forms that cannot. */
export function reasonSection({ reasons }: PlanResult): readonly Block[] {
  if (reasons.length === 0) return [];
  return [
    heading(2, "How each limit comes about"),
    paragraph(influenceMethod),
    ...reasons.flatMap((reason) => [
      heading(3, `${reason.title}: ${reasonValue(reason)}`),
      ...reasonBlocks(reason),
    ]),
  ];
}

function reasonBlocks(reason: Reason): readonly Block[] {
  const rows = rowCells(reason);
  return [
    paragraph(`It is ${reason.formula}.`),
    ...(reason.inputs.length === 0 ? [] : [table(inputHeader, reason.inputs.map(inputCells))]),
    ...(rows.length === 0
      ? [paragraph("No single measured figure moves it by as much as a thousandth.")]
      : [table(rowHeader, rows)]),
    ...list(reason.ends),
  ];
}
