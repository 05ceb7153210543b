/** Hypotheses about a platform fitted to one campaign, one after the other. */
import type { HypothesisPosterior } from "../../calibration/calibrate-hypothesis.ts";
import { countsErrors } from "../../calibration/error-figures.ts";
import { measuredRuns } from "../../calibration/figures.ts";
import type { HypothesisFit } from "../../calibration/fit-hypothesis.ts";
import { freshFits, type HypothesisFits } from "../../calibration/hypothesis-fits.ts";
import { alikeEndpoints } from "../../calibration/pooling/alike-endpoints.ts";
import { partsOfAll } from "../../calibration/watched-figures.ts";
import type { Audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { refusalLaw } from "../../measurement/refusals/refusal-law.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import { unknownsOf } from "../../platform/unknowns-of.ts";
import { eitherOverload, eitherOverloadStarts } from "./either-overload.ts";
import { isLacking } from "./is-lacking.ts";
import { nearestOf } from "./nearest-of.ts";
import { withMeasuredLimit } from "./with-measured-limit.ts";

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
export const OF_SEVERAL = 24;

/** What came of fitting hypotheses one after the other. */
interface FittedInTurn {
  readonly fitted: HypothesisPosterior[];
  readonly excluded: { readonly name: string; readonly reason: string }[];
}

/**
 * Fits hypotheses in their order: some start where an earlier one ended, and some are tried where all others
 * miss the figures.
 *
 * @param among names of those that are fitted; all without it
 */
export function fitInTurn(
  campaign: Campaign,
  audit: Audit,
  asked: readonly Hypothesis[],
  options: HypothesesOptions,
  among?: ReadonlySet<string>,
): FittedInTurn {
  const { rateLimit } = refusalLaw(campaign);
  const hypotheses = asked.map((hypothesis) => withMeasuredLimit(hypothesis, rateLimit));
  const { fits = freshFits, extend = false, ...settings } = options;
  const parts = partsOfAll(hypotheses);
  const withErrors = countsErrors(hypotheses);
  const excluded: { name: string; reason: string }[] = [];
  const fitted: HypothesisPosterior[] = [];
  const tried = hypotheses.filter(({ name }) => among === undefined || among.has(name));
  for (const [i, hypothesis] of tried.entries()) {
    if (hypothesis.onlyWhereLacking && !isLacking(fitted)) continue;
    const progress = (done: number) =>
      options.onProgress?.(`hypothesis ${hypothesis.name}`, (i + done) / tried.length);
    const draws = options.draws ?? (hypotheses.length > 1 ? OF_SEVERAL : undefined);
    const of = { parts, withErrors };
    const start = fitted.find(({ hypothesis: { name } }) => name === hypothesis.startsAt);
    const how = { ...settings, ...(draws === undefined ? {} : { draws }), onProgress: progress };
    const starts = start === undefined ? {} : { starts: [start.fit.position, ...start.fit.others] };
    const fitOf = (one: Hypothesis, settled: FitSettings) =>
      (extend ? tryWithEitherOverload : tryToFit)(one, campaign, audit, of, fits, settled);
    const nearest = nearestOf(hypothesis, (one) =>
      fitOf(one, { ...how, ...starts, draws: 0, rough: true }),
    );
    const from = nearest.near === null ? starts : { near: nearest.near };
    const posterior = fitOf(nearest.hypothesis, { ...how, ...from });
    if (typeof posterior === "string") excluded.push({ name: hypothesis.name, reason: posterior });
    else fitted.push(posterior);
  }
  return { fitted, excluded };
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
  readonly rough?: boolean;
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
  const isNearAnother = settings.starts !== undefined || settings.near !== undefined;
  if (either === hypothesis || isNearAnother) {
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
