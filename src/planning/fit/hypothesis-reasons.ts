/** On whose truth the launch gate's answer rests, in sentences. */
import type { Policy } from "../../limits/policy.ts";
import type { Share } from "../../units.ts";
import { formatProbability } from "../../wording/format-probability.ts";
import { answersByHypothesis } from "./answers-by-hypothesis.ts";
import type { FittedCampaign } from "./fit-campaign.ts";

/**
 * That likely hypotheses disagree, where one holds the objectives with the confidence asked and
 * another fails them with it; that the answer is rough, where none follows the figures.
 */
export function hypothesisReasons(
  fitted: Pick<FittedCampaign, "hypotheses" | "search">,
  policy: Policy,
  users: number,
  confidence: Share,
): string[] {
  const rough = fitted.hypotheses.explains
    ? []
    : [
        "No explanation follows the measured figures as closely as repeated runs agree: this is rough.",
      ];
  const answers = answersByHypothesis(fitted, policy, users);
  const holds = answers.some(({ probability }) => probability >= confidence);
  const fails = answers.some(({ probability }) => probability <= 1 - confidence);
  if (!holds || !fails) return rough;
  const each = answers.map(
    ({ title, weight, probability, draws }) =>
      `${title} (${percent(weight)}) says ${formatProbability(probability, draws)}`,
  );
  return [
    ...rough,
    `The explanations disagree on whether all objectives hold: ${each.join(", ")}. See headroom next for the measurement that tells them apart.`,
  ];
}

function percent(share: Share): string {
  return `${Math.round(100 * share)} %`;
}
