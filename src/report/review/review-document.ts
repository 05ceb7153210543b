/** The review pack as documents: what a meeting reads, and what it may want to look up. */
import type { PlanResult } from "../../planning/plan/plan-result.ts";
import type { ReportDocument } from "../document/document.ts";
import { appendixBlocks } from "./appendix.ts";
import { claimsPart } from "./claims-part.ts";
import { evidencePart } from "./evidence-part.ts";
import { limitsPart } from "./limits-part.ts";
import { measuredPart } from "./measured-part.ts";
import { methodPart } from "./method-part.ts";
import type { ReportExtras } from "./review-extras.ts";
import { todoPart } from "./todo-part.ts";
import { verdictPart } from "./verdict-part.ts";

/** The decision first, then what it rests on; the same plan gives the same tree, without clock time. */
export function reviewDocument(plan: PlanResult, extras: ReportExtras = {}): ReportDocument {
  return {
    title: `${plan.campaign.name}: capacity review`,
    blocks: [
      ...verdictPart(plan),
      ...limitsPart(plan, extras),
      ...claimsPart(plan, extras),
      ...todoPart(plan, extras),
      ...measuredPart(plan, extras),
      ...evidencePart(plan, extras),
      ...methodPart(plan, extras),
    ],
  };
}

export function appendixDocument(plan: PlanResult, extras: ReportExtras = {}): ReportDocument {
  return {
    title: `${plan.campaign.name}: what the capacity review rests on`,
    blocks: appendixBlocks(plan, extras),
  };
}

/**
 * Review and appendix in one, for forms that are a single file.
 *
 * @param folds whether the form folds: then each limit opens where it stands, and is not told again
 */
export function wholeReview(
  plan: PlanResult,
  extras: ReportExtras = {},
  folds = false,
): ReportDocument {
  const { appendix: _, ...inside } = extras;
  const { title, blocks } = reviewDocument(plan, inside);
  const rest = appendixBlocks(folds ? { ...plan, reasons: [] } : plan, inside);
  return { title, blocks: [...blocks, ...rest] };
}
