/** What the fit of a campaign is made of, and which parts can be made at the same time. */
import type { HypothesisFits } from "../../calibration/hypothesis-fits.ts";
import { audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { observations } from "../../measurement/observations.ts";
import { fillKnown } from "../../platform/fill-known.ts";
import type { KnownFacts } from "../../platform/known-facts.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import type { KeptAnswers } from "./answers/kept-answers.ts";
import { campaignScale } from "./campaign-scale.ts";
import { ceilingsOf } from "./ceilings/ceilings-of.ts";
import { measuredLine } from "./ceilings/measured-line.ts";
import { fitInTurn, type HypothesesOptions } from "./fit-in-turn.ts";
import { seenBy } from "./held-levels.ts";
import { onePool } from "./one-pool.ts";
import { timesWithinSizes } from "./times-within-sizes.ts";
import { trustedFacts } from "./trusted-facts.ts";

export interface FitOptions {
  /** Platform models that could be true; "one pool, nothing else known" without any. */
  readonly hypotheses?: readonly Hypothesis[];
  /** What a planner knows: it stands in one pool; hypotheses come filled with it. */
  readonly known?: KnownFacts;
  /** Start of every random stream. */
  readonly seed: number;
  /** Whether what one model lacks is looked for; yes unless false. */
  readonly extend?: boolean;
  /** How fits of hypotheses come about; without it each is made. */
  readonly fits?: HypothesisFits;
  /** What the draws were asked before; without it they are asked anew. */
  readonly answers?: KeptAnswers;
  /** By what factor past predictions say that intervals are too narrow; 1 without. */
  readonly widening?: number;
  readonly onProgress?: (done: number) => void;
}

/** What a fit of a campaign rests on, before anything is fitted. */
export function fitTask(campaign: Campaign, options: FitOptions) {
  const audited = audit(campaign);
  const named = options.hypotheses ?? [];
  const observed = seenBy(observations(campaign, audited), named);
  const { maxThroughput } = campaignScale(observed);
  const line = measuredLine(campaign, maxThroughput);
  return {
    ...{ audited, named, observed },
    tried: (hypotheses: readonly Hypothesis[]) =>
      hypotheses.flatMap((one) =>
        ceilingsOf(timesWithinSizes(one, maxThroughput), line, hypotheses.length === 1),
      ),
    usual: () => {
      const { facts } = trustedFacts(options.known ?? {}, observed, audited);
      const unsaid = { apiReplicas: true, readReplicas: true };
      return [fillKnown(onePool(campaign, observed, audited), facts, unsaid)];
    },
    settings: (hypotheses: readonly Hypothesis[]): HypothesesOptions => ({
      seed: options.seed,
      // Who gives several has thought of what else it could be.
      extend: options.extend !== false && hypotheses.length === 1,
      ...(options.fits === undefined ? {} : { fits: options.fits }),
      onProgress: (_, done) => options.onProgress?.(done),
    }),
  };
}

/** Names of hypotheses that are fitted one after the other, and need none of another chain. */
export type FitChain = readonly string[];

/** What a fit of the campaign is made of, as far as parts can be made at the same time. */
export function fitChains(campaign: Campaign, options: FitOptions): readonly FitChain[] {
  const { named, tried, usual } = fitTask(campaign, options);
  // What is tried where all others miss the figures has to wait for them.
  const each = tried(named.length > 0 ? named : usual()).filter((one) => !one.onlyWhereLacking);
  const chainOf = ({ name, startsAt }: Hypothesis): string => {
    const before = each.find((one) => one.name === startsAt);
    return before === undefined ? name : chainOf(before);
  };
  const heads = new Set(each.map(chainOf));
  return [...heads].map((head) =>
    each.filter((one) => chainOf(one) === head).map(({ name }) => name),
  );
}

/** Fits one chain and leaves its levels out, for `options.fits` to keep. */
export function fitChain(campaign: Campaign, options: FitOptions, chain: FitChain): void {
  const { audited, named, tried, usual, settings } = fitTask(campaign, options);
  const hypotheses = named.length > 0 ? named : usual();
  const among = new Set(chain);
  const { fitted } = fitInTurn(campaign, audited, tried(hypotheses), settings(hypotheses), among);
  for (const posterior of fitted) options.fits?.leaveLevelOut(posterior);
}
