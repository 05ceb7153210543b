/** All hypotheses about a platform, fitted to one campaign and weighed against one another. */

import type {
  HypothesisOptions,
  HypothesisPosterior,
} from "../../calibration/calibrate-hypothesis.ts";
import { countsErrors } from "../../calibration/error-figures.ts";
import { measuredRuns } from "../../calibration/figures.ts";
import type { ErrorFit } from "../../calibration/fit-errors.ts";
import type { HypothesisFit } from "../../calibration/fit-hypothesis.ts";
import { freshFits, type HypothesisFits } from "../../calibration/hypothesis-fits.ts";
import type { LeftOutLevel } from "../../calibration/leave-level-out.ts";
import { alikeEndpoints } from "../../calibration/pooling/alike-endpoints.ts";
import { partsOfAll } from "../../calibration/watched-figures.ts";
import { solutionDoubt } from "../../calibration/weighing/solution-doubt.ts";
import {
  type HypothesisWeight,
  weighHypotheses,
} from "../../calibration/weighing/weigh-hypotheses.ts";
import { entryAt } from "../../entry-at.ts";
import type { Audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { refusalLaw } from "../../measurement/refusals/refusal-law.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import { unknownsOf } from "../../platform/unknowns-of.ts";
import { RandomStream } from "../../random/random-stream.ts";
import { type DrawnPlatform, drawnPlatforms } from "../what-if/drawn-platform.ts";
import { mixture, mixtureSizes, type Pick } from "../what-if/mixture.ts";
import { couldBeTrue, EXPLAINS } from "../what-if/told/could-be-true.ts";
import { OVERLOOKED } from "../what-if/told/noticeable.ts";
import { eitherOverload, eitherOverloadStarts } from "./either-overload.ts";
import { densityOf, extendHypothesis } from "./extend-hypothesis.ts";
import { isLacking } from "./is-lacking.ts";
import { nearestOf } from "./nearest-of.ts";
import { primaryServes } from "./primary-serves.ts";
import { withMeasuredLimit } from "./with-measured-limit.ts";

export interface FittedHypothesis {
  readonly posterior: HypothesisPosterior;
  readonly weight: HypothesisWeight;
  /** What was measured at each level as the other levels predict it. */
  readonly leftOut: readonly LeftOutLevel[];
  /** Evenly spaced over the posterior: what every answer under this hypothesis rests on. */
  readonly draws: readonly DrawnPlatform[];
}

export interface FittedHypotheses {
  readonly members: readonly FittedHypothesis[];
  /** Index of the member that leads by two standard errors; null: the data cannot tell. */
  readonly best: number | null;
  /** Hypotheses that could not be fitted, and why. */
  readonly excluded: readonly { readonly name: string; readonly reason: string }[];
  /** True where none of those asked for could be fitted and one pool stands in their place. */
  readonly replaced: boolean;
  /** Which draws of which member stand for the whole, in proportion to their weights. */
  readonly picks: readonly Pick[];
  /** The platforms of the picks. */
  readonly draws: readonly DrawnPlatform[];
  /** Whether the best of them misses the figures by little more than repeated runs differ. */
  readonly explains: boolean;
}

export interface HypothesesOptions {
  readonly seed: number;
  readonly draws?: number;
  /** Of the one hypothesis: a fit to more of the same campaign, near which it is looked for. */
  readonly near?: HypothesisFit;
  /** Whether what the best of them lacks is looked for. */
  readonly extend?: boolean;
  /** How fits come about; without it each is made. */
  readonly fits?: HypothesisFits;
  readonly onProgress?: (stage: string, done: number) => void;
}

/** Draws from the posterior of one hypothesis among several: only a part of them is used. */
const OF_SEVERAL = 24;

/** Draws of the mixture, and of each hypothesis at least: its own tables need no finer ends. */
const DRAWS = 48;
const OF_EACH = 20;
/** Of one that could not be true: no verdict rests on it, and every change is solved on every draw. */
const OF_UNLIKELY = 8;

/** Without members where none could be fitted. */
export function fitHypotheses(
  campaign: Campaign,
  audit: Audit,
  errors: ErrorFit,
  asked: readonly Hypothesis[],
  options: HypothesesOptions,
): FittedHypotheses {
  const { rateLimit } = refusalLaw(campaign);
  const hypotheses = asked.map((hypothesis) => withMeasuredLimit(hypothesis, rateLimit));
  const { fits = freshFits, extend = false, ...settings } = options;
  const parts = partsOfAll(hypotheses);
  const withErrors = countsErrors(hypotheses);
  const excluded: { name: string; reason: string }[] = [];
  const fitted: HypothesisPosterior[] = [];
  for (const [i, hypothesis] of hypotheses.entries()) {
    if (hypothesis.onlyWhereLacking && !isLacking(fitted)) continue;
    const progress = (done: number) =>
      options.onProgress?.(`hypothesis ${hypothesis.name}`, (i + done) / hypotheses.length);
    const draws = options.draws ?? (hypotheses.length > 1 ? OF_SEVERAL : undefined);
    const of = { parts, withErrors };
    const start = fitted.find(({ hypothesis: { name } }) => name === hypothesis.startsAt);
    const how = {
      ...{ ...settings, ...(draws === undefined ? {} : { draws }), onProgress: progress },
      ...(start === undefined ? {} : { starts: [start.fit.position, ...start.fit.others] }),
    };
    const fitOf = (one: Hypothesis, settled: FitSettings) =>
      (extend ? tryWithEitherOverload : tryToFit)(one, campaign, audit, of, fits, settled);
    const nearest = nearestOf(hypothesis, (one) => fitOf(one, { ...how, draws: 0 }));
    const posterior = fitOf(nearest.hypothesis, { ...how, ...nearest.from });
    if (typeof posterior === "string") excluded.push({ name: hypothesis.name, reason: posterior });
    else fitted.push(posterior);
  }
  if (extend) fitted.push(...lackedBy(fitted, fits, options.seed));
  // A fit that has stalled is left out beside one that has not; where all have, they are what there is.
  const converged = fitted.filter(({ ended }) => ended === "converged");
  const posteriors = converged.length > 0 ? converged : fitted;
  for (const { hypothesis } of fitted.filter((one) => !posteriors.includes(one))) {
    excluded.push({ name: hypothesis.name, reason: "the fit has not converged" });
  }
  if (posteriors.length === 0) {
    return {
      members: [],
      best: null,
      excluded,
      replaced: false,
      picks: [],
      draws: [],
      explains: false,
    };
  }
  const leftOut = posteriors.map(fits.leaveLevelOut);
  const random = RandomStream.fromSeed(options.seed, 4);
  const { weights, best } = weighHypotheses(
    leftOut.map((levels) => levels.map(({ logDensity }) => logDensity)),
    random,
    Math.max(...leftOut.map(solutionDoubt)),
  );
  const sizes = mixtureSizes(
    weights.map(({ weight }) => weight),
    DRAWS,
  ).map((taken, i) => Math.max(taken, leastDraws(entryAt(posteriors, i), entryAt(weights, i))));
  const members = posteriors.map(
    (posterior, i): FittedHypothesis => ({
      posterior,
      weight: weights[i] as HypothesisWeight,
      leftOut: leftOut[i] as readonly LeftOutLevel[],
      draws: evenlySpaced(drawnPlatforms(posterior, errors, random), sizes[i] as number),
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
    replaced: false,
    picks,
    draws: picks.map(({ group, draw }) => members[group]?.draws[draw] as DrawnPlatform),
    explains:
      converged.length > 0 && members.some(({ posterior }) => posterior.fit.noiseScale <= EXPLAINS),
  };
}

function leastDraws({ fit }: HypothesisPosterior, weight: HypothesisWeight): number {
  const unlikely = weight.weight <= OVERLOOKED && !couldBeTrue(fit.noiseScale, weight);
  return unlikely ? OF_UNLIKELY : OF_EACH;
}

/** The best of them where reads may go elsewhere, and the better of both with what it lacks. */
function lackedBy(
  fitted: readonly HypothesisPosterior[],
  fits: HypothesisFits,
  seed: number,
): readonly HypothesisPosterior[] {
  const scored = fitted.map((posterior) => ({ posterior, leftOut: fits.leaveLevelOut(posterior) }));
  const [first, ...others] = scored;
  if (first === undefined) return [];
  const lead = others.reduce((a, b) => (densityOf(b) > densityOf(a) ? b : a), first);
  const { runs } = lead.posterior;
  const attempt = (hypothesis: Hypothesis, how: Omit<HypothesisOptions, "seed">) => {
    try {
      const posterior = fits.calibrate(hypothesis, runs, { seed, ...how });
      return { posterior, leftOut: fits.leaveLevelOut(posterior) };
    } catch (error) {
      // What cannot be solved with these numbers explains nothing.
      if (error instanceof RangeError) return null;
      throw error;
    }
  };
  const elsewhere = primaryServes(lead.posterior.hypothesis);
  const starts = [lead.posterior.fit.position, ...lead.posterior.fit.others];
  const other = elsewhere && attempt(elsewhere, { draws: OF_SEVERAL, starts });
  const best = other !== null && densityOf(other) > densityOf(lead) ? other : lead;
  const extended = extendHypothesis(best, {
    fitFrom: (hypothesis, from) => attempt(hypothesis, { draws: 0, starts: from }),
    draw: ({ posterior: { hypothesis, fit } }) =>
      attempt(hypothesis, { draws: OF_SEVERAL, near: fit }),
  });
  return [...(other === null ? [] : [other]), ...extended].map(({ posterior }) => posterior);
}

/** So many of a list, evenly spaced; all of it where it is shorter. */
function evenlySpaced<T>(list: readonly T[], count: number): readonly T[] {
  if (list.length <= count) return list;
  return Array.from({ length: count }, (_, i) => {
    return list[Math.floor(((i + 0.5) * list.length) / count)] as T;
  });
}

interface Counted {
  readonly parts: ReadonlySet<string>;
  readonly withErrors: boolean;
}

interface FitSettings {
  readonly seed: number;
  readonly draws?: number;
  readonly near?: HypothesisFit;
  readonly starts?: readonly (readonly number[])[];
  readonly onProgress: (done: number) => void;
}

/** The same with both laws of overload where the hypothesis looks for one, from where that one ends. */
function tryWithEitherOverload(
  hypothesis: Hypothesis,
  campaign: Campaign,
  audit: Audit,
  of: Counted,
  fits: HypothesisFits,
  settings: FitSettings,
): HypothesisPosterior | string {
  const most = Math.max(...campaign.levels.map(({ users }) => users));
  const either = eitherOverload(hypothesis, most);
  // Who starts at another one's best has both laws in it.
  if (either === hypothesis || settings.starts !== undefined) {
    return tryToFit(either, campaign, audit, of, fits, settings);
  }
  const one = tryToFit(hypothesis, campaign, audit, of, fits, { ...settings, draws: 0 });
  if (typeof one === "string") return one;
  const starts = [one.fit.position, ...one.fit.others].flatMap((position) =>
    eitherOverloadStarts(one.unknowns, position, unknownsOf(either)),
  );
  return tryToFit(either, campaign, audit, of, fits, { ...settings, starts });
}

/** The posterior, or why there is none. */
function tryToFit(
  hypothesis: Hypothesis,
  campaign: Campaign,
  audit: Audit,
  { parts, withErrors }: Counted,
  { calibrate }: HypothesisFits,
  options: FitSettings,
): HypothesisPosterior | string {
  const known = new Set(hypothesis.platform.endpoints.map(({ name }) => name));
  const alike = alikeEndpoints(hypothesis, campaign.levels);
  const runs = measuredRuns(campaign, audit, known, parts, withErrors, alike);
  try {
    return calibrate(hypothesis, runs, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return error.message;
  }
}
