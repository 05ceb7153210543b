/** From a campaign to plausible platforms: audit, calibration, errors, and what is assumed. */
import { calibrate, modelOfDraw, type Posterior } from "../../calibration/calibrate.ts";
import { fitErrors, withErrors } from "../../calibration/fit-errors.ts";
import type { HypothesisFits } from "../../calibration/hypothesis-fits.ts";
import type { LimitSearch } from "../../limits/find-limits.ts";
import { type PlausiblePlatform, plausiblePool } from "../../limits/plausible-platform.ts";
import { type Audit, audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { type Observation, observations } from "../../measurement/observations.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import type { PoolModel } from "../../platform/pool-model.ts";
import type { EndpointShare } from "../../platform/solve/endpoint-shares.ts";
import { RandomStream } from "../../random/random-stream.ts";
import type { Basis } from "../../stats/estimate.ts";
import { endpointTable } from "../predict/endpoint-table.ts";
import { assumedDraws } from "../what-if/assumed-draws.ts";
import { plausible } from "../what-if/drawn-platform.ts";
import { campaignScale } from "./campaign-scale.ts";
import { type FittedHypotheses, fitHypotheses } from "./fit-hypotheses.ts";

export interface FitOptions {
  /** Platform models that could be true; without any, the pool model alone is fitted. */
  readonly hypotheses?: readonly Hypothesis[];
  /** Start of every random stream. */
  readonly seed: number;
  /** How fits of hypotheses come about; without it each is made. */
  readonly fits?: HypothesisFits;
  readonly onProgress?: (done: number) => void;
}

export interface FittedCampaign {
  readonly campaign: Campaign;
  readonly audit: Audit;
  readonly observations: readonly Observation[];
  readonly posterior: Posterior;
  /** Equally likely platforms of the pool model, errors and assumptions included. */
  readonly pools: readonly PoolModel[];
  /** Null where none is named, or none could be fitted. */
  readonly hypotheses: FittedHypotheses | null;
  /** Hypotheses that could not be fitted, and why. */
  readonly excluded: FittedHypotheses["excluded"];
  /** What limits and curves rest on: the hypotheses where they explain the figures, else the pool model. */
  readonly draws: readonly PlausiblePlatform[];
  readonly restsOn: "hypotheses" | "pool model";
  readonly endpoints: readonly EndpointShare[];
  readonly search: LimitSearch;
}

/** Predictions stop at this many times the largest measured load. */
const REACH = 2;

/**
 * @throws RangeError if the campaign holds too little to fit: throughput and response times of
 *   two levels are the least
 */
export function fitCampaign(campaign: Campaign, options: FitOptions): FittedCampaign {
  const audited = audit(campaign);
  const observed = observations(campaign, audited);
  const part = (options.hypotheses ?? []).length > 0 ? POOL_SHARE : 1;
  const posterior = calibrate(observed, campaignScale(observed), {
    seed: options.seed,
    onProgress: (done) => options.onProgress?.(part * done),
  });
  const endpoints = endpointTable(campaign);
  const pools = plausiblePools(posterior, observed, endpoints, options.seed);
  const wanted = options.hypotheses ?? [];
  const tried =
    wanted.length === 0
      ? null
      : fitHypotheses(campaign, audited, fitErrors(observed), wanted, {
          seed: options.seed,
          ...(options.fits === undefined ? {} : { fits: options.fits }),
          onProgress: (_, done) => options.onProgress?.(POOL_SHARE + (1 - POOL_SHARE) * done),
        });
  const hypotheses = tried === null || tried.members.length === 0 ? null : tried;
  const restsOn = hypotheses?.explains ? "hypotheses" : "pool model";
  return {
    campaign,
    audit: audited,
    observations: observed,
    posterior,
    pools,
    hypotheses,
    excluded: tried?.excluded ?? [],
    draws:
      hypotheses !== null && restsOn === "hypotheses"
        ? hypotheses.draws.map(plausible)
        : pools.map(plausiblePool),
    restsOn,
    endpoints,
    search: limitSearch(campaign, observed),
  };
}

/** Share of the work that the pool model takes, where hypotheses are fitted too. */
const POOL_SHARE = 0.3;

/** The same campaign fitted once more with the pool size held or levels left out, at less effort. */
export function refit(
  fitted: FittedCampaign,
  seed: number,
  change: { readonly poolSize?: number; readonly without?: readonly number[] },
): readonly PlausiblePlatform[] {
  const { posterior, endpoints } = fitted;
  const kept = fitted.observations.filter(({ users }) => !(change.without ?? []).includes(users));
  const known = posterior.fits.find(({ poolSize }) => poolSize === change.poolSize);
  const refitted = calibrate(kept, campaignScale(fitted.observations), {
    seed,
    warmStarts: [posterior.best.point],
    draws: SIDE_DRAWS,
    ...(change.poolSize === undefined
      ? { grid: [posterior.best.poolSize] }
      : { poolSize: change.poolSize }),
    ...(known === undefined || change.without !== undefined ? {} : { fits: [known] }),
  });
  return plausiblePools(refitted, kept, endpoints, seed).map(plausiblePool);
}

/** For questions beside the main one a wider error of the interval's ends is good enough. */
const SIDE_DRAWS = 20;

function plausiblePools(
  posterior: Posterior,
  observed: readonly Observation[],
  endpoints: readonly EndpointShare[],
  seed: number,
): readonly PoolModel[] {
  const errors = fitErrors(observed);
  const random = RandomStream.fromSeed(seed, 1);
  const models = posterior.draws.map((draw) =>
    withErrors(modelOfDraw(posterior, draw), errors, random),
  );
  return assumedDraws(models, endpoints, random);
}

/** Between levels with response times a figure is interpolated, outside them extrapolated. */
function limitSearch(campaign: Campaign, observed: readonly Observation[]): LimitSearch {
  const timed = observed
    .filter(({ mean, p50, p95 }) => mean !== undefined || p50 !== undefined || p95 !== undefined)
    .map(({ users }) => users);
  const least = Math.min(...timed);
  const most = Math.max(...timed);
  const basisAt = (users: number): Basis =>
    users >= least && users <= most ? "interpolated" : "extrapolated";
  const largest = Math.max(...campaign.levels.map(({ users }) => users));
  return { basisAt, maxUsers: REACH * largest };
}
