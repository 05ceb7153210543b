/** On whose truth the launch gate's answer rests, in sentences. */
import { checkObjectives } from "../../limits/check-objectives.ts";
import type { Policy } from "../../limits/policy.ts";
import type { Share } from "../../units.ts";
import { formatBelief } from "../../wording/format-belief.ts";
import { plausible } from "../what-if/drawn-platform.ts";
import type { FittedCampaign } from "./fit-campaign.ts";

/** Hypotheses less likely than this decide nothing. */
const LIKELY = 0.01;

/** Draws of one hypothesis: yes, no or perhaps needs no more. */
const DRAWS = 20;

/**
 * That likely hypotheses disagree, where one holds the objectives with the confidence asked and
 * another fails them with it; that none of them decides, where none follows the figures.
 */
export function hypothesisReasons(
  { hypotheses, restsOn, search }: Pick<FittedCampaign, "hypotheses" | "restsOn" | "search">,
  policy: Policy,
  users: number,
  confidence: Share,
): string[] {
  if (hypotheses === null) return [];
  if (restsOn === "pool model") {
    return [
      "No hypothesis follows the measured figures closely enough: this rests on the pool model.",
    ];
  }
  const answers = hypotheses.members
    .filter(({ weight, draws }) => weight.weight >= LIKELY && draws.length > 0)
    .toSorted((a, b) => b.weight.weight - a.weight.weight)
    .map(({ posterior, weight, draws }) => {
      const step = Math.max(1, draws.length / DRAWS);
      const kept = draws.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
      const { probability } = checkObjectives(
        kept.map(plausible),
        policy,
        users,
        search.basisAt(users),
      );
      const { title } = posterior.hypothesis.platform;
      return { title, weight: weight.weight, probability, counted: kept.length };
    });
  const holds = answers.some(({ probability }) => probability >= confidence);
  const fails = answers.some(({ probability }) => probability <= 1 - confidence);
  if (!holds || !fails) return [];
  const each = answers.map(
    ({ title, weight, probability, counted }) =>
      `${title} (weight ${percent(weight)}) says ${formatBelief(probability, counted)}`,
  );
  return [
    `The hypotheses disagree on whether all objectives hold: ${each.join(", ")}. See headroom next for the measurement that tells them apart.`,
  ];
}

function percent(share: Share): string {
  return `${Math.round(100 * share)} %`;
}
