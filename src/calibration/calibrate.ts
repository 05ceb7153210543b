/**
 * Fits the pool model to a campaign: one bounded least-squares fit for each pool size of the
 * grid, then draws from the posterior over all unknowns, pool size included.
 */

import type { Observation } from "../measurement/observations.ts";
import type { PoolModel } from "../platform/pool-model.ts";
import { RandomStream } from "../random/random-stream.ts";
import { fitAtPoolSize, type PoolSizeFit } from "./fit-at-pool-size.ts";
import { LEAST_TARGETS, predictTargets, type Target, targets } from "./misfit.ts";
import { noiseScale } from "./noise-scale.ts";
import { poolSizeGrid, poolSizeRange } from "./pool-size-grid.ts";
import { type PosteriorDraw, samplePosterior } from "./sample-posterior.ts";
import { type CampaignScale, modelOf, type Unknown, unknowns } from "./unknowns.ts";

export interface CalibrationOptions {
  /** Start of the random stream. */
  readonly seed: number;
  /** Connections, where the planner knows; unknown otherwise. */
  readonly poolSize?: number;
  readonly draws?: number;
  /** Pool sizes to fit at where the size is unknown, ascending. */
  readonly grid?: readonly number[];
  /** The best fits at the pool sizes looked at, where they are known already. */
  readonly fits?: readonly PoolSizeFit[];
  /** Starting points to try first, e.g. from a fit to almost the same data. */
  readonly warmStarts?: readonly (readonly number[])[];
  readonly onProgress?: (done: number) => void;
}

/** Draws of the posterior: the ends of a 90 % interval are then known to a tenth of its width. */
const DRAWS = 64;

/** With a smaller share of draws at an optimum no interval can be trusted. */
const LEAST_CONVERGED = 0.8;

export interface Posterior {
  /** `stalled`: too many draws did not reach an optimum for their spread to be trusted. */
  readonly ended: "converged" | "stalled";
  readonly iterations: number;
  readonly unknowns: readonly Unknown[];
  readonly targets: readonly Target[];
  readonly fits: readonly PoolSizeFit[];
  readonly best: PoolSizeFit;
  readonly draws: readonly PosteriorDraw[];
  /** Share of the draws that reached their optimum. */
  readonly converged: number;
  readonly noiseScale: number;
}

/**
 * Fits at each pool size of the grid, estimates the noise, and draws from the posterior. The same
 * seed gives the same draws. Cost: the model is solved some thousand times.
 *
 * @throws RangeError if fewer than two levels carry throughput or response times
 */
export function calibrate(
  observations: readonly Observation[],
  scale: CampaignScale,
  options: CalibrationOptions,
): Posterior {
  const all = unknowns(scale);
  const wanted = targets(observations);
  if (wanted.length < LEAST_TARGETS) {
    throw new RangeError(
      `a fit needs at least ${LEAST_TARGETS} measured figures of throughput and response time, got ${wanted.length}`,
    );
  }
  const loads = new Set(wanted.map(({ observation }) => observation.users)).size;
  if (loads < 2) {
    throw new RangeError(`a fit needs figures measured at 2 different loads or more, got ${loads}`);
  }
  const sizes =
    options.poolSize === undefined ? (options.grid ?? poolSizeGrid) : [options.poolSize];
  const centers = all.map(({ center }) => center);
  const fits: PoolSizeFit[] = [...(options.fits ?? [])];
  for (const [i, poolSize] of (options.fits === undefined ? sizes : []).entries()) {
    const before = fits.at(-1);
    const starts = options.warmStarts ?? [before?.point ?? centers];
    const fit = fitAtPoolSize(all, wanted, poolSize, starts, 1);
    // A neighbor's point can lie in a valley that leads nowhere at this size.
    const lost = fit.dataCost > wanted.length / 2;
    const again = lost && starts[0] !== centers;
    fits.push(again ? lowest([fit, fitAtPoolSize(all, wanted, poolSize, [centers], 1)]) : fit);
    options.onProgress?.((0.4 * (i + 1)) / sizes.length);
  }
  const best = lowest(fits);
  const scaleOfNoise = noiseScale(all, wanted, best);
  const known = options.poolSize;
  const sample = samplePosterior(
    all,
    wanted,
    fits,
    known === undefined ? poolSizeRange : { from: known, to: known },
    scaleOfNoise,
    options.draws ?? DRAWS,
    RandomStream.fromSeed(options.seed),
    (done) => options.onProgress?.(0.4 + 0.6 * done),
  );
  options.onProgress?.(1);
  return {
    ended: sample.converged >= LEAST_CONVERGED ? "converged" : "stalled",
    iterations: fits.reduce((sum, { iterations }) => sum + iterations, 0),
    unknowns: all,
    targets: wanted,
    fits,
    best,
    draws: sample.draws,
    converged: sample.converged,
    noiseScale: scaleOfNoise,
  };
}

function lowest(fits: readonly PoolSizeFit[]): PoolSizeFit {
  return fits.reduce((best, fit) => (fit.cost < best.cost ? fit : best));
}

/** The model of one draw. */
export function modelOfDraw(posterior: Posterior, draw: PosteriorDraw): PoolModel {
  return modelOf(posterior.unknowns, draw.point, draw.poolSize);
}

/** The targets as the best fit predicts them. */
export function bestPredictions(posterior: Posterior): readonly number[] {
  const { unknowns: all, targets: wanted, best } = posterior;
  return predictTargets(all, wanted, best.point, best.poolSize);
}
