/** Plausible platforms by hypothesis, as plain data but for the solver that stands ready. */

import { largestLoad } from "../../calibration/figures.ts";
import { numberAt } from "../../entry-at.ts";
import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";
import type { Limiter } from "../../platform/known-facts.ts";
import type { ConnectionRoom } from "../../platform/levers/change/wanted-connections.ts";
import type { Share } from "../../units.ts";
import type { KeptAnswers } from "../fit/answers/kept-answers.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import type { FittedHypothesis } from "../fit/fit-hypotheses.ts";
import { parameterMeaning } from "../fit/parameter-meaning.ts";
import type { DrawnUnknown } from "./decided-by-prior.ts";
import { type DrawnPlatform, plausible } from "./drawn-platform.ts";
import { couldBeTrue } from "./told/could-be-true.ts";

/** Plausible platforms that share one explanation of the measurements. */
export interface PlausibleGroup {
  readonly hypothesis: {
    readonly name: string;
    readonly title: string;
    /** What limits if it is true, where it says so. */
    readonly ceiling?: Limiter;
  };
  readonly weight: Share;
  /** Whether it could be true: no verdict may then contradict it. */
  readonly standing: boolean;
  /** How much more the measurements differ from the model than repeated runs usually differ. */
  readonly noiseScale: number;
  /** Users of the largest measured load. */
  readonly largestLoad: number;
  /** Platforms that could be true, equally likely. */
  readonly drawn: readonly DrawnPlatform[];
  /** The same, ready to be asked for figures. */
  readonly draws: readonly PlausiblePlatform[];
  /** Which of them stand for it in the mixture that limits and verdicts rest on; all of them unless said. */
  readonly picked?: readonly number[];
  /** What is not known of them; none where nothing is. */
  readonly unknowns?: readonly DrawnUnknown[];
  /** What the database accepts, as far as known beside the models; changes that want more are refused the rest. */
  readonly room?: ConnectionRoom;
  /** What they answered after changes before, up to the largest load that is looked at. */
  readonly answers?: { readonly kept: KeptAnswers; readonly most: number };
}

/** One group for each hypothesis, over the same draws that limits and curves rest on. */
export function plausibleGroups(fitted: FittedCampaign): readonly PlausibleGroup[] {
  const { answers, search } = fitted;
  const kept = answers === undefined ? {} : { answers: { kept: answers, most: search.maxUsers } };
  const room = fitted.connections === undefined ? {} : { room: fitted.connections };
  const { members, picks } = fitted.hypotheses;
  return members.map((member, i) => ({
    ...hypothesisGroup(member),
    picked: picks.filter(({ group }) => group === i).map(({ draw }) => draw),
    ...room,
    ...kept,
  }));
}

function hypothesisGroup({ posterior, weight, draws }: FittedHypothesis): PlausibleGroup {
  const { name, platform, ceiling } = posterior.hypothesis;
  const limiter = ceiling === undefined || ceiling === "unknown" ? {} : { ceiling };
  return {
    hypothesis: { name, title: platform.title, ...limiter },
    weight: weight.weight,
    standing: posterior.ended === "converged" && couldBeTrue(posterior.fit.noiseScale, weight),
    noiseScale: posterior.fit.noiseScale,
    largestLoad: largestLoad(posterior.runs),
    drawn: draws,
    draws: draws.map(plausible),
    unknowns: posterior.unknowns.map(({ name: one }, i) => ({
      name: one,
      meaning: parameterMeaning(platform, one).meaning,
      positions: draws.map(({ position }) => numberAt(position, i)),
    })),
  };
}
