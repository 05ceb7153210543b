/**
 * How far a hypothesis with given unknowns is from the measurements, as residuals whose halved
 * sum of squares is minus the logarithm of the posterior density, up to a constant.
 */
import { fillPlatform } from "../platform/fill-platform.ts";
import type { Hypothesis, Platform } from "../platform/platform.ts";
import type { Unknown } from "../platform/unknowns-of.ts";
import type { MeasuredRun } from "./figures.ts";
import { predictFigures } from "./predict-figures.ts";
import { priorValue } from "./prior-law.ts";
import { runNoise, whitened } from "./run-noise.ts";

/** Freedom of the Student law of the residuals: a freak figure pulls with bounded force. */
export const FREEDOM = 6;

/** Positions further out than this are not looked at: no prior has belief there. */
export const FARTHEST = 6;

/** The platform of a hypothesis at a position: one coordinate for each unknown, in prior deviations. */
export function platformAtPosition(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  position: readonly number[],
): Platform {
  const values = unknowns.map(({ name, prior }, i) => [name, priorValue(prior, position[i] ?? 0)]);
  return fillPlatform(hypothesis, Object.fromEntries(values));
}

/**
 * Residuals of the data (Student law), then of the priors (standard normal law); infinite where
 * the priors reach values that no platform can have, such as half a core.
 */
export function hypothesisMisfit(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  noiseScale: number,
): (position: readonly number[]) => number[] {
  return (position) => {
    const predicted = figuresAt(hypothesis, unknowns, runs, position);
    return [...dataResiduals(predicted, runs, noiseScale), ...position];
  };
}

/** What the platform at a position would show; infinite figures where there can be none. */
export function figuresAt(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  position: readonly number[],
): readonly number[] {
  try {
    return predictFigures(platformAtPosition(hypothesis, unknowns, position), runs);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return runs.flatMap(({ figures }) => figures.map(() => Number.POSITIVE_INFINITY));
  }
}

/** Residuals of predictions, in standard deviations, free of correlation, freaks bounded. */
export function dataResiduals(
  predicted: readonly number[],
  runs: readonly MeasuredRun[],
  noiseScale: number,
): number[] {
  let next = 0;
  return runs.flatMap(({ figures }) => {
    const own = predicted.slice(next, next + figures.length);
    next += figures.length;
    const gaps = figures.map(({ measured }, i) => Math.log((own[i] as number) / measured));
    if (!gaps.every(Number.isFinite)) return gaps.map(() => Number.POSITIVE_INFINITY);
    return whitened(gaps, runNoise(figures, noiseScale)).map(bounded);
  });
}

/** The residual whose square is minus twice the log-density of the Student law. */
function bounded(residual: number): number {
  const square = (FREEDOM + 1) * Math.log1p((residual * residual) / FREEDOM);
  return Math.sign(residual) * Math.sqrt(square);
}
