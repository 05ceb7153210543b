import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { type Block, heading, list, paragraph, table } from "../document/document.ts";
import { comparePublished } from "../published-figure.ts";
import { autoscaleJudgement, causeJudgement, excludingLimits } from "./claim-judgements.ts";
import type { ReportExtras } from "./review-extras.ts";

/** The load-test report's own conclusions, claim by claim, and where they contradict one another. */
export function claimsPart(plan: PlanResult, extras: ReportExtras): readonly Block[] {
  const { published = [], claims = { cause: null, autoscale: null } } = extras;
  const judged = [
    ...excludingLimits(plan, published),
    ...causeJudgement(plan, claims),
    ...autoscaleJudgement(plan, claims),
  ];
  if (published.length + judged.length === 0) return [];
  return [
    heading(2, "Beside the load-test report, claim by claim"),
    ...(published.length === 0
      ? []
      : [
          table(
            ["Claim", "Load-test report", "Here (90 % interval)", "Judgement"],
            published.map((figure) => {
              const { name, stated, own, judgement } = comparePublished(plan, figure);
              return [name, stated, own, judgement];
            }),
          ),
        ]),
    ...(judged.length === 0
      ? []
      : [paragraph("Claims that contradict one another, or the measurements:"), ...list(judged)]),
  ];
}
