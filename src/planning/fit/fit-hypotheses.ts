/** All hypotheses about a platform, fitted to one campaign and weighed against one another. */

import type {
  HypothesisOptions,
  HypothesisPosterior,
} from "../../calibration/calibrate-hypothesis.ts";
import type { ErrorFit } from "../../calibration/fit-errors.ts";
import { freshFits, type HypothesisFits } from "../../calibration/hypothesis-fits.ts";
import type { LeftOutLevel } from "../../calibration/leave-level-out.ts";
import { solutionDoubt } from "../../calibration/weighing/solution-doubt.ts";
import {
  type HypothesisWeight,
  weighHypotheses,
} from "../../calibration/weighing/weigh-hypotheses.ts";
import { entryAt } from "../../entry-at.ts";
import type { Audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import { RandomStream } from "../../random/random-stream.ts";
import { type DrawnPlatform, drawnPlatforms } from "../what-if/drawn-platform.ts";
import { mixture, mixtureSizes, type Pick } from "../what-if/mixture.ts";
import { couldBeTrue, EXPLAINS } from "../what-if/told/could-be-true.ts";
import { OVERLOOKED } from "../what-if/told/noticeable.ts";
import { densityOf, extendHypothesis } from "./extension/extend-hypothesis.ts";
import { fitInTurn, type HypothesesOptions, OF_SEVERAL } from "./fit-in-turn.ts";
import { primaryServes } from "./primary-serves.ts";
import { ruledOut } from "./ruled-out.ts";

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
  const { fits = freshFits, extend = false } = options;
  const { fitted, excluded } = fitInTurn(campaign, audit, asked, options);
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
    ruledOut(posteriors.map(({ fit }) => fit.noiseScale)),
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
