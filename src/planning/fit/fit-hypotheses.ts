/** All hypotheses about a platform, fitted to one campaign and weighed against one another. */
import type { HypothesisPosterior } from "../../calibration/calibrate-hypothesis.ts";
import { countsErrors } from "../../calibration/error-figures.ts";
import { measuredRuns } from "../../calibration/figures.ts";
import type { ErrorFit } from "../../calibration/fit-errors.ts";
import { freshFits, type HypothesisFits } from "../../calibration/hypothesis-fits.ts";
import type { LeftOutLevel } from "../../calibration/leave-level-out.ts";
import { partsOfAll } from "../../calibration/watched-figures.ts";
import { type HypothesisWeight, weighHypotheses } from "../../calibration/weigh-hypotheses.ts";
import type { Audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import { RandomStream } from "../../random/random-stream.ts";
import { type DrawnPlatform, drawnPlatform } from "../what-if/drawn-platform.ts";
import { mixture } from "../what-if/mixture.ts";

export interface FittedHypothesis {
  readonly posterior: HypothesisPosterior;
  readonly weight: HypothesisWeight;
  /** What was measured at each level as the other levels predict it. */
  readonly leftOut: readonly LeftOutLevel[];
  readonly draws: readonly DrawnPlatform[];
}

export interface FittedHypotheses {
  readonly members: readonly FittedHypothesis[];
  /** Index of the member that leads by two standard errors; null: the data cannot tell. */
  readonly best: number | null;
  /** Hypotheses that could not be fitted, and why. */
  readonly excluded: readonly { readonly name: string; readonly reason: string }[];
  /** Equally likely platforms of all members, in proportion to their weights. */
  readonly draws: readonly DrawnPlatform[];
  /** Whether the best of them misses the figures by little more than repeated runs differ. */
  readonly explains: boolean;
}

export interface HypothesesOptions {
  readonly seed: number;
  readonly draws?: number;
  /** How fits come about; without it each is made. */
  readonly fits?: HypothesisFits;
  readonly onProgress?: (stage: string, done: number) => void;
}

/** Draws of the mixture. */
const DRAWS = 64;

/** Noise, in units of how much runs usually differ, up to which a model explains a campaign. */
const EXPLAINS = 2;

/** Without members where none could be fitted. */
export function fitHypotheses(
  campaign: Campaign,
  audit: Audit,
  errors: ErrorFit,
  hypotheses: readonly Hypothesis[],
  options: HypothesesOptions,
): FittedHypotheses {
  const { fits = freshFits, ...settings } = options;
  const parts = partsOfAll(hypotheses);
  const withErrors = countsErrors(hypotheses);
  const excluded: { name: string; reason: string }[] = [];
  const posteriors: HypothesisPosterior[] = [];
  for (const [i, hypothesis] of hypotheses.entries()) {
    const progress = (done: number) =>
      options.onProgress?.(`hypothesis ${hypothesis.name}`, (i + done) / hypotheses.length);
    const posterior = tryToFit(hypothesis, campaign, audit, { parts, withErrors }, fits, {
      ...settings,
      onProgress: progress,
    });
    if (typeof posterior === "string") excluded.push({ name: hypothesis.name, reason: posterior });
    else posteriors.push(posterior);
  }
  if (posteriors.length === 0) {
    return { members: [], best: null, excluded, draws: [], explains: false };
  }
  const leftOut = posteriors.map(fits.leaveLevelOut);
  const random = RandomStream.fromSeed(options.seed, 4);
  const { weights, best } = weighHypotheses(
    leftOut.map((levels) => levels.map(({ logDensity }) => logDensity)),
    random,
  );
  const members = posteriors.map(
    (posterior, i): FittedHypothesis => ({
      posterior,
      weight: weights[i] as HypothesisWeight,
      leftOut: leftOut[i] as readonly LeftOutLevel[],
      draws: posterior.platforms.map((platform) => drawnPlatform(platform, errors, random)),
    }),
  );
  const picks = mixture(
    weights.map(({ weight }) => weight),
    members.map(({ draws }) => draws.length),
    DRAWS,
  );
  return {
    members,
    best,
    excluded,
    draws: picks.map(({ group, draw }) => members[group]?.draws[draw] as DrawnPlatform),
    explains: members.some(({ posterior }) => posterior.fit.noiseScale <= EXPLAINS),
  };
}

/** The posterior, or why there is none. */
function tryToFit(
  hypothesis: Hypothesis,
  campaign: Campaign,
  audit: Audit,
  { parts, withErrors }: { readonly parts: ReadonlySet<string>; readonly withErrors: boolean },
  { calibrate }: HypothesisFits,
  options: {
    readonly seed: number;
    readonly draws?: number;
    readonly onProgress: (done: number) => void;
  },
): HypothesisPosterior | string {
  const known = new Set(hypothesis.platform.endpoints.map(({ name }) => name));
  const runs = measuredRuns(campaign, audit, known, parts, withErrors);
  try {
    const posterior = calibrate(hypothesis, runs, options);
    return posterior.ended === "converged" ? posterior : "the fit has not converged";
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return error.message;
  }
}
