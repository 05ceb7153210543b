/** From a campaign to plausible platforms: audit, hypotheses fitted and weighed, errors. */
import { fitErrors } from "../../calibration/fit-errors.ts";
import type { HypothesisFits } from "../../calibration/hypothesis-fits.ts";
import type { LimitSearch } from "../../limits/find-limits.ts";
import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";
import { type Audit, audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { type Observation, observations } from "../../measurement/observations.ts";
import { fillKnown } from "../../platform/fill-known.ts";
import type { KnownFacts } from "../../platform/known-facts.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import type { Basis } from "../../stats/estimate.ts";
import { plausible, solveOnce } from "../what-if/drawn-platform.ts";
import type { KeptAnswers } from "./answers/kept-answers.ts";
import { campaignScale } from "./campaign-scale.ts";
import { ceilingsOf } from "./ceilings/ceilings-of.ts";
import { waitingAlone } from "./ceilings/waiting-alone.ts";
import { type FittedHypotheses, fitHypotheses } from "./fit-hypotheses.ts";
import { heldLevels, seenBy } from "./held-levels.ts";
import { onePool } from "./one-pool.ts";
import { timesWithinSizes } from "./times-within-sizes.ts";
import { tooThinToFit } from "./too-thin-to-fit.ts";
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

export interface FittedCampaign {
  readonly campaign: Campaign;
  readonly audit: Audit;
  readonly observations: readonly Observation[];
  /** At least one member. */
  readonly hypotheses: FittedHypotheses;
  /** Equally likely platforms of all hypotheses, by their weights: what every answer rests on. */
  readonly draws: readonly PlausiblePlatform[];
  readonly search: LimitSearch;
  /** What the database accepts, and who else asks it, as far as known beside the models. */
  readonly connections?: KnownFacts["connections"];
  /** What its platforms answered before, as they are and changed. */
  readonly answers?: KeptAnswers;
}

/** Predictions stop at this many times the largest measured load. */
const REACH = 2;

/**
 * @throws RangeError if the campaign holds too little to fit: throughput and response times of
 *   two levels are the least; or no hypothesis, nor one pool in their place, can be fitted
 */
export function fitCampaign(campaign: Campaign, options: FitOptions): FittedCampaign {
  const thin = tooThinToFit(campaign);
  if (thin !== null) throw new RangeError(thin);
  const audited = audit(campaign);
  const named = options.hypotheses ?? [];
  const all = observations(campaign, audited);
  const observed = seenBy(all, named);
  const errors = fitErrors(observed);
  const { maxThroughput } = campaignScale(observed);
  const line = { maxThroughput, alone: waitingAlone(campaign) };
  const tried = (hypothesis: Hypothesis, isOnly: boolean) =>
    ceilingsOf(timesWithinSizes(hypothesis, maxThroughput), line, isOnly);
  const weigh = (hypotheses: readonly Hypothesis[]) =>
    fitHypotheses(
      campaign,
      audited,
      errors,
      hypotheses.flatMap((one) => tried(one, hypotheses.length === 1)),
      {
        seed: options.seed,
        // Who gives several has thought of what else it could be.
        extend: options.extend !== false && hypotheses.length === 1,
        ...(options.fits === undefined ? {} : { fits: options.fits }),
        onProgress: (_, done) => options.onProgress?.(done),
      },
    );
  const usual = () => {
    const { facts } = trustedFacts(options.known ?? {}, observed, audited);
    const unsaid = { apiReplicas: true, readReplicas: true };
    return [fillKnown(onePool(campaign, observed, audited), facts, unsaid)];
  };
  const asked = weigh(named.length > 0 ? named : usual());
  const hypotheses =
    asked.members.length > 0 || named.length === 0 ? asked : inPlaceOf(asked, weigh(usual()));
  if (hypotheses.members.length === 0) throw new RangeError(reasonsOf(hypotheses.excluded));
  const search = limitSearch(campaign, observed, named);
  solveEachOnce(hypotheses, search.maxUsers, options.answers);
  const { connections } = options.known ?? {};
  return {
    campaign,
    audit: audited,
    observations: observed,
    hypotheses,
    draws: hypotheses.draws.map(plausible),
    ...(connections === undefined ? {} : { connections }),
    ...(options.answers === undefined ? {} : { answers: options.answers }),
    search: {
      ...search,
      ...(options.widening === undefined ? {} : { widening: options.widening }),
    },
  };
}

function solveEachOnce(
  { members }: FittedHypotheses,
  most: number,
  answers: KeptAnswers | undefined,
): void {
  const draws = members.flatMap((member) => member.draws);
  const kept = answers?.of(
    draws.map(({ platform, modelError }) => ({ platform, modelError })),
    most,
  );
  kept?.watch(draws.map((draw, i) => solveOnce(draw, most, kept.known[i])));
  if (kept === undefined) for (const draw of draws) solveOnce(draw, most);
}

/** What could not be fitted stays named. */
function inPlaceOf(asked: FittedHypotheses, instead: FittedHypotheses): FittedHypotheses {
  return { ...instead, excluded: [...asked.excluded, ...instead.excluded], replaced: true };
}

function reasonsOf(excluded: FittedHypotheses["excluded"]): string {
  const each = excluded.map(({ name, reason }) => `${name}: ${reason}`);
  return `no platform model could be fitted (${each.join("; ")})`;
}

/** Between levels with response times a figure is interpolated, outside them extrapolated. */
function limitSearch(
  campaign: Campaign,
  observed: readonly Observation[],
  hypotheses: readonly Hypothesis[],
): LimitSearch {
  const timed = observed
    .filter(({ mean, p50, p95 }) => mean !== undefined || p50 !== undefined || p95 !== undefined)
    .map(({ users }) => users);
  const least = Math.min(...timed);
  const most = Math.max(...timed);
  const basisAt = (users: number): Basis =>
    users >= least && users <= most ? "interpolated" : "extrapolated";
  const largest = Math.max(...campaign.levels.map(({ users }) => users));
  return { basisAt, maxUsers: REACH * largest, measured: heldLevels(observed, hypotheses) };
}
