import type { Hypothesis, Platform } from "../platform/platform.ts";
import { type Unknown, unknownsOf } from "../platform/unknowns-of.ts";
import { RandomStream } from "../random/random-stream.ts";
import type { MeasuredRun } from "./figures.ts";
import { fitHypothesis, type HypothesisFit } from "./fit-hypothesis.ts";
import { hypothesisMisfit, platformAtPosition } from "./hypothesis-misfit.ts";
import { sampleHypothesis } from "./sample-hypothesis.ts";
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
  readonly converged: number;
  readonly effectiveSize: number;
  readonly rHat: number;
}

export interface HypothesisOptions {
  readonly seed: number;
  readonly draws?: number;
  readonly onProgress?: (done: number) => void;
}

const DRAWS = 64;
const LEAST_CONVERGED = 0.7;
const LEAST_EFFECTIVE = 0.15;

export function calibrateHypothesis(
  hypothesis: Hypothesis,
  runs: readonly MeasuredRun[],
  options: HypothesisOptions,
): HypothesisPosterior {
  const unknowns = unknownsOf(hypothesis);
  const random = RandomStream.fromSeed(options.seed, 3);
  const fit = fitHypothesis(hypothesis, unknowns, runs, random);
  options.onProgress?.(0.4);
  const count = options.draws ?? DRAWS;
  const sample = sampleHypothesis(
    hypothesisMisfit(hypothesis, unknowns, runs, fit.noiseScale),
    fit.position,
    stepsOf(unknowns.length, fit.covariance),
    count,
    random,
    (done) => options.onProgress?.(0.4 + 0.6 * done),
  );
  const platforms = new Map<readonly number[], Platform>();
  for (const draw of sample.draws) {
    if (!platforms.has(draw)) platforms.set(draw, platformAtPosition(hypothesis, unknowns, draw));
  }
  const good =
    sample.converged >= LEAST_CONVERGED && sample.effectiveSize >= LEAST_EFFECTIVE * count;
  return {
    hypothesis,
    unknowns,
    runs,
    fit,
    ended: good ? "converged" : "stalled",
    draws: sample.draws,
    platforms: sample.draws.map((draw) => platforms.get(draw) as Platform),
    converged: sample.converged,
    effectiveSize: sample.effectiveSize,
    rHat: sample.rHat,
  };
}
