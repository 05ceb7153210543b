/**
 * How far a hypothesis with given unknowns is from the measurements, as residuals whose halved
 * sum of squares is minus the logarithm of the posterior density, up to a constant.
 */
import { fillPlatform } from "../platform/fill-platform.ts";
import type { Hypothesis, Platform } from "../platform/platform.ts";
import type { Unknown } from "../platform/unknowns-of.ts";
import type { Figure, MeasuredRun } from "./figures.ts";
import { predictFigures } from "./predict-figures.ts";
import { priorValue } from "./prior-law.ts";

/** Freedom of the Student law of the residuals: a freak figure pulls with bounded force. */
export const FREEDOM = 6;

/** Correlation of the run-to-run noise of one run's response times: a slow run is slow in all. */
const WITHIN_RUN = 0.5;

/** The platform of a hypothesis at a position: one coordinate for each unknown, in prior deviations. */
export function platformAtPosition(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  position: readonly number[],
): Platform {
  const values = unknowns.map(({ name, prior }, i) => [name, priorValue(prior, position[i] ?? 0)]);
  return fillPlatform(hypothesis, Object.fromEntries(values));
}

/** Residuals of the data (Student law), then of the priors (standard normal law). */
export function hypothesisMisfit(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  noiseScale: number,
): (position: readonly number[]) => number[] {
  return (position) => {
    const platform = platformAtPosition(hypothesis, unknowns, position);
    return [...dataResiduals(predictFigures(platform, runs), runs, noiseScale), ...position];
  };
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
    return ofRun(own, figures, noiseScale).map(bounded);
  });
}

/** Noise of a run's figures: standard deviations of each alone, and of what moves all together. */
export interface RunNoise {
  readonly own: readonly number[];
  readonly together: readonly number[];
}

/** Covariance C = D² + u·uᵀ of one run's logarithms: D by figure, u what a slow run is slow by. */
export function noiseOfRun(figures: MeasuredRun["figures"], noiseScale: number): RunNoise {
  const alike = (quantity: Figure["quantity"]) => (quantity === "throughput" ? 0 : WITHIN_RUN);
  return {
    own: figures.map(({ quantity, known, repeat }) =>
      Math.hypot(known, Math.sqrt(1 - alike(quantity)) * noiseScale * repeat),
    ),
    together: figures.map(
      ({ quantity, repeat }) => Math.sqrt(alike(quantity)) * noiseScale * repeat,
    ),
  };
}

/** Residuals of one run times C^(−1/2): C = D·(I + v·vᵀ)·D has that root in closed form. */
function ofRun(
  predicted: readonly number[],
  figures: MeasuredRun["figures"],
  noiseScale: number,
): number[] {
  const { own, together } = noiseOfRun(figures, noiseScale);
  const scaled = figures.map(
    ({ measured }, i) => Math.log((predicted[i] as number) / measured) / (own[i] as number),
  );
  const v = together.map((u, i) => u / (own[i] as number));
  const size = v.reduce((sum, x) => sum + x * x, 0);
  if (size === 0) return scaled;
  const along = v.reduce((sum, x, i) => sum + x * (scaled[i] as number), 0);
  const shrink = (1 - 1 / Math.sqrt(1 + size)) / size;
  return scaled.map((y, i) => y - (v[i] as number) * along * shrink);
}

/** The residual whose square is minus twice the log-density of the Student law. */
function bounded(residual: number): number {
  const square = (FREEDOM + 1) * Math.log1p((residual * residual) / FREEDOM);
  return Math.sign(residual) * Math.sqrt(square);
}
