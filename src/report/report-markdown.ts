/** The review pack's text: everything of a plan, the decision first. */
import type { PlanResult } from "../planning/plan/plan-result.ts";
import type { ReportDocument } from "./document/document.ts";
import { documentMarkdown } from "./document/document-markdown.ts";
import { appendixDocument, reviewDocument, wholeReview } from "./review/review-document.ts";
import type { ReportExtras } from "./review/review-extras.ts";

/** Markdown as GitHub reads it; the same plan gives the same text, without clock time. */
export function reportMarkdown(plan: PlanResult, extras: ReportExtras = {}): string {
  return markdown(reviewDocument(plan, extras), extras);
}

/** What the review rests on, for those who look it up. */
export function appendixMarkdown(plan: PlanResult, extras: ReportExtras = {}): string {
  return markdown(appendixDocument(plan, extras), extras);
}

/** Both in one text. */
export function wholeReviewMarkdown(plan: PlanResult, extras: ReportExtras = {}): string {
  return markdown(wholeReview(plan, extras), extras);
}

function markdown(document: ReportDocument, { charts = [] }: ReportExtras): string {
  return documentMarkdown(
    document,
    (name) => charts.find((one) => one.name === name)?.path ?? null,
  );
}
