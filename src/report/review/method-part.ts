import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { type Block, heading, list, paragraph, type Span } from "../document/document.ts";
import type { ReportExtras } from "./review-extras.ts";

/** How the figures came about, what they assume, and where the rest is. */
export function methodPart(plan: PlanResult, { appendix }: ReportExtras): readonly Block[] {
  const { program, seed, fit, limits } = plan;
  const rest: Span =
    appendix === undefined ? "the appendix below" : { link: appendix, text: appendix };
  return [
    heading(2, "Method"),
    paragraph(
      `Each explanation is a model of queues with unknown numbers. It is fitted to the measurements, and ${limits.safeLimit.draws} platforms that could be the real one are drawn from all explanations, in proportion to their chances. A limit is the middle one of the ${limits.safeLimit.draws}, its 90 % interval holds nine of ten of them, and a probability is a count of them, no finer.`,
    ),
    ...list(fit.assumptions),
    paragraph([
      `Made by ${program}, seed ${seed}; the same inputs give the same bytes. How each limit comes about, every explanation with its numbers, every change in detail, all findings with their laws and the hash of each input are in `,
      rest,
      ".",
    ]),
  ];
}
