import type { PlanResult } from "../../planning/plan/plan-result.ts";
import type { LaunchCondition, LaunchVerdict } from "../../planning/verdict/launch-condition.ts";
import { formatProbability } from "../../wording/format-probability.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { breakingSentence } from "../breaking-sentence.ts";
import { contradictionLines } from "../contradiction-lines.ts";
import {
  type Block,
  heading,
  list,
  paragraph,
  type Span,
  type Text,
} from "../document/document.ts";
import { launchSentence, noTargetLine, recommendedSentence, waivedWords } from "../launch-lines.ts";
import { roughFitLines } from "../rough-fit.ts";

/** What a reader who stops after ten lines should know: may it be launched, and on which conditions. */
export function verdictPart(plan: PlanResult): readonly Block[] {
  const { launch, limits } = plan;
  const contradicted = contradictionLines(plan).map(paragraph);
  const rough = roughFitLines(plan).map(paragraph);
  if (launch === null) {
    return [...contradicted, paragraph(breakingText(plan)), ...rough, paragraph(mostUsers(limits))];
  }
  return [
    paragraph([{ strong: launchSentence(launch) }, ...launch.assumptions.map((one) => ` ${one}`)]),
    ...contradicted,
    ...rough,
    ...conditions(launch),
    ...accepted(launch),
  ];
}

/** The decision where no target is stated, and how to state one. */
function mostUsers(limits: PlanResult["limits"]): Text {
  const { value, confidence, draws, limitedBy } = limits.safeLimit;
  const most: Span =
    value === 0
      ? { strong: "No load is known to hold the objectives." }
      : { strong: `Run at most ${formatUsers(value)}.` };
  const held =
    value === 0
      ? ""
      : ` The objectives hold there with ${formatProbability(confidence, draws)}, limited by ${limitedBy}.`;
  // Why the target that is proposed may be below the safe limit.
  const recommended = recommendedSentence(limits);
  const behind = value === 0 || recommended === null ? "" : ` ${recommended}`;
  return [most, `${held}${behind} ${noTargetLine(limits)}`];
}

/** Where the red line is passed, and why the interval may reach beyond a level that was past it. */
export function breakingText(plan: PlanResult): Text {
  return [{ strong: `${breakingSentence(plan)}.` }, ...plan.fit.redLine.map((one) => ` ${one}`)];
}

function conditions({ conditions: all }: LaunchVerdict): readonly Block[] {
  if (all.length === 0) return [];
  return [
    heading(2, "Conditions"),
    ...list(all.map(conditionText), true),
    paragraph([
      "Each names the command that shows it met, and in brackets the code by which ",
      { code: "accepted:" },
      " in headroom.yaml can take it on somebody's word.",
    ]),
  ];
}

function conditionText({ todo, effort, reason, shownBy, code }: LaunchCondition): readonly Span[] {
  return [
    { strong: todo },
    `${effort === null ? "" : ` (${effort})`} ${reason} Shown by `,
    { code: shownBy },
    " (",
    { code },
    ").",
  ];
}

function accepted({ accepted: waived, needless }: LaunchVerdict): readonly Block[] {
  const idle = needless.map(({ code, by }): readonly Span[] => [
    `Accepted by ${by} and found nowhere: `,
    { code },
    "; take it out.",
  ]);
  if (waived.length + idle.length === 0) return [];
  return [heading(3, "Accepted"), ...list([...waived.map(waivedWords), ...idle])];
}
