import type { Hypothesis, Platform } from "../platform/platform.ts";
import { type Unknown, unknownsOf } from "../platform/unknowns-of.ts";
import { RandomStream } from "../random/random-stream.ts";
import type { Share } from "../units.ts";
import type { MeasuredRun } from "./figures.ts";
import {
  fitFrom,
  fitHypothesis,
  fitNear,
  fitRoughly,
  type HypothesisFit,
} from "./fit-hypothesis.ts";
import { pooledRuns } from "./pooling/pooled-runs.ts";
import { sampleHypothesis } from "./sample-hypothesis.ts";
import { platformAtPosition } from "./solved/platform-at-position.ts";
import { splitMisfit } from "./split-misfit.ts";
import { stepsOf } from "./steady-differences.ts";

export interface HypothesisPosterior {
  readonly hypothesis: Hypothesis;
  readonly unknowns: readonly Unknown[];
  readonly runs: readonly MeasuredRun[];
  readonly fit: HypothesisFit;
  /** Positions, equally likely. */
  readonly draws: readonly (readonly number[])[];
  /** The platforms at those positions. */
  readonly platforms: readonly Platform[];
  /** `stalled`: draws or chains are not good enough for intervals to be trusted. */
  readonly ended: "converged" | "stalled";
  readonly solved: Share;
  readonly effectiveSize: number;
  readonly rHat: number;
}

export interface HypothesisOptions {
  readonly seed: number;
  /** None: the best fit alone. */
  readonly draws?: number;
  /** A fit to more of the same campaign, near which this one is looked for. */
  readonly near?: HypothesisFit;
  /** Positions of the unknowns near which alone the fit is looked for. */
  readonly starts?: readonly (readonly number[])[];
  /** The search alone (`fitRoughly`): no draws, and no place followed to its end. */
  readonly rough?: boolean;
  readonly onProgress?: (done: number) => void;
}

/** Draws of the posterior: the ends of a 90 % interval are then known to a tenth of its width. */
const DRAWS = 48;

/** With fewer draws solved, or halves further apart, no interval can be trusted. */
const LEAST_SOLVED = 0.4;

/**
 * Halves of n independent draws are apart by chance: of some forty coordinates the largest R̂ is about
 * √(1 + 2·z²/n) with z near 3, beyond this one hardly ever.
 */
const apartByChance = (draws: number) => Math.sqrt(1 + (2 * 4 ** 2) / draws);

/** A place that fits better by more than this, as ln of its belief, the search has missed. */
const MISSED = 2;

/** Share of the work until the best fit is found, for progress. */
const FIT_SHARE = 0.4;

/**
 * Fits a hypothesis to the figures of a campaign, and draws from its posterior.
 *
 * @throws RangeError if there are no figures, or the priors allow no platform that can be solved
 */
export function calibrateHypothesis(
  hypothesis: Hypothesis,
  runs: readonly MeasuredRun[],
  options: HypothesisOptions,
): HypothesisPosterior {
  if (runs.every(({ figures }) => figures.length === 0)) {
    throw new RangeError("runs must hold measured figures, got none");
  }
  const unknowns = unknownsOf(hypothesis);
  const random = RandomStream.fromSeed(options.seed, 3);
  const { near, starts, rough = false } = options;
  if (rough) {
    const fit = fitRoughly(hypothesis, unknowns, runs, starts ?? null, random);
    const nothing = { draws: [], platforms: [], solved: 0, effectiveSize: 0, rHat: 1 };
    return { hypothesis, unknowns, runs, fit, ended: "stalled", ...nothing };
  }
  const found =
    starts !== undefined
      ? fitFrom(hypothesis, unknowns, runs, starts)
      : near !== undefined
        ? fitNear(hypothesis, unknowns, runs, near)
        : fitHypothesis(hypothesis, unknowns, runs, random);
  options.onProgress?.(FIT_SHARE);
  const drawn = (fit: HypothesisFit) => ({
    fit,
    sample: sampleHypothesis(
      splitMisfit(hypothesis, unknowns, pooledRuns(runs), fit.noiseScale),
      [fit.position, ...fit.others],
      stepsOf(fit.position.length, fit.covariance),
      options.draws ?? DRAWS,
      random,
      (done) => options.onProgress?.(FIT_SHARE + (1 - FIT_SHARE) * done),
    ),
  });
  const first = drawn(found);
  const { lowest } = first.sample;
  // Draws look at more places than the search: one that fits better than what it found is where to go on.
  const { fit, sample } =
    lowest.cost < found.cost - MISSED
      ? drawn(
          fitNear(hypothesis, unknowns, runs, {
            ...found,
            position: lowest.position,
            others: [found.position, ...found.others],
          }),
        )
      : first;
  const platforms = new Map<readonly number[], Platform>();
  for (const draw of sample.draws) {
    if (!platforms.has(draw)) platforms.set(draw, platformAtPosition(hypothesis, unknowns, draw));
  }
  const apart = sample.rHat > apartByChance(sample.draws.length);
  const good = sample.solved >= LEAST_SOLVED && !apart;
  return {
    hypothesis,
    unknowns,
    runs,
    fit,
    ended: good ? "converged" : "stalled",
    draws: sample.draws,
    platforms: sample.draws.map((draw) => platforms.get(draw) as Platform),
    solved: sample.solved,
    effectiveSize: sample.effectiveSize,
    rHat: sample.rHat,
  };
}
