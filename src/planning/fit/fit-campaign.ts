/** From a campaign to plausible platforms: audit, hypotheses fitted and weighed, errors. */
import { fitErrors } from "../../calibration/fit-errors.ts";
import type { LimitSearch } from "../../limits/find-limits.ts";
import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";
import type { Audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import type { Observation } from "../../measurement/observations.ts";
import type { KnownFacts } from "../../platform/known-facts.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import type { Basis } from "../../stats/estimate.ts";
import { plausible, solveOnce } from "../what-if/drawn-platform.ts";
import type { KeptAnswers } from "./answers/kept-answers.ts";
import { type FitOptions, fitTask } from "./fit-chain.ts";
import { type FittedHypotheses, fitHypotheses } from "./fit-hypotheses.ts";
import { heldLevels } from "./held-levels.ts";
import { tooThinToFit } from "./too-thin-to-fit.ts";

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
  const { audited, observed, named, tried, usual, settings } = fitTask(campaign, options);
  const errors = fitErrors(observed);
  const weigh = (hypotheses: readonly Hypothesis[]) =>
    fitHypotheses(campaign, audited, errors, tried(hypotheses), settings(hypotheses));
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
