/**
 * Draws from the posterior by randomize-then-optimize: each draw is the best fit to data and
 * priors that have been moved by noise of their own size.
 *
 * Exact where the model is linear in its unknowns; elsewhere every draw is still a platform that
 * explains the data about as well as the data deserve, along curved ridges and in directions
 * that only the prior holds, where short Markov chains get stuck. Source: Bardsley, Solonen,
 * Haario & Laine, "Randomize-then-optimize: a method for sampling from posterior distributions
 * in nonlinear inverse problems", SIAM J. Sci. Comput. 36 (2014) A1895–A1910 (without the
 * final reweighting).
 *
 * The pool size, which enters with bends, is drawn first, in proportion to its prior and to how
 * well the best fit at that size does.
 */
import { normal } from "../random/normal.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { secantLeastSquares } from "../stats/secant-least-squares.ts";
import type { PoolSizeFit } from "./fit-at-pool-size.ts";
import { misfit, type Target, WITHIN_RUN } from "./misfit.ts";
import type { Unknown } from "./unknowns.ts";

export interface PosteriorDraw {
  readonly point: readonly number[];
  readonly poolSize: number;
}

export interface PosteriorSample {
  readonly draws: readonly PosteriorDraw[];
  /** Share of the draws whose fit ended at an optimum. */
  readonly converged: number;
}

/** A draw is done when a step can raise its log-likelihood by less than this. */
const WORTH = 0.06;

/** Models solved for one draw at most. */
const MOST_EVALUATIONS = 140;

/** Step of the differences that give the derivatives at a best fit, in prior deviations. */
const DIFFERENCE = 1e-4;

/**
 * @param fits best fits in ascending pool size; a single one holds the pool size
 * @param range of the pool size
 * @throws RangeError unless there is at least one fit
 */
export function samplePosterior(
  all: readonly Unknown[],
  wanted: readonly Target[],
  fits: readonly PoolSizeFit[],
  range: { readonly from: number; readonly to: number },
  noiseScale: number,
  count: number,
  random: RandomStream,
  onDraw: (done: number) => void = () => {},
): PosteriorSample {
  const drawPoolSize = poolSizeLaw(fits, range);
  const derivatives = new Map(
    fits.map((fit) => {
      const residuals = (point: readonly number[]) =>
        misfit(all, wanted, point, fit.poolSize, noiseScale);
      return [fit, differences(all, residuals, fit.point, residuals(fit.point))] as const;
    }),
  );
  let converged = 0;
  const draws = Array.from({ length: count }, (_, i): PosteriorDraw => {
    const poolSize = drawPoolSize((i + random.uniform()) / count);
    const near = nearest(fits, poolSize);
    const moved = randomized(all, random);
    const measured = perturbed(wanted, noiseScale, random);
    const fit = secantLeastSquares({
      residuals: (point) => misfit(moved, measured, point, poolSize, noiseScale),
      start: near.point,
      columns: derivatives.get(near) ?? [],
      columnsAt: (point, residuals) =>
        differences(
          moved,
          (x) => misfit(moved, measured, x, poolSize, noiseScale),
          point,
          residuals,
        ),
      lower: all.map(({ lower }) => lower),
      upper: all.map(({ upper }) => upper),
      scale: all.map(({ deviation }) => deviation),
      worth: WORTH,
      maxEvaluations: MOST_EVALUATIONS,
    });
    if (fit.ended === "converged") converged++;
    onDraw((i + 1) / count);
    return { point: fit.parameters, poolSize };
  });
  return { draws, converged: converged / count };
}

/** Derivatives of residuals by differences away from the upper bounds. */
function differences(
  all: readonly Unknown[],
  residuals: (point: readonly number[]) => readonly number[],
  point: readonly number[],
  before: readonly number[],
): number[][] {
  return all.map(({ deviation, upper }, j) => {
    const size = DIFFERENCE * deviation;
    const step = (point[j] as number) + size > upper ? -size : size;
    const after = residuals(point.map((x, k) => (k === j ? x + step : x)));
    return after.map((value, i) => (value - (before[i] as number)) / step);
  });
}

/** The unknowns with the centers of their priors moved by one standard deviation's noise. */
function randomized(all: readonly Unknown[], random: RandomStream): Unknown[] {
  return all.map((unknown) => {
    const center = unknown.center + unknown.deviation * normal(random);
    return { ...unknown, center: Math.min(Math.max(center, unknown.lower), unknown.upper) };
  });
}

/** The measurements moved by their noise, response times of one run together. */
function perturbed(wanted: readonly Target[], noiseScale: number, random: RandomStream): Target[] {
  const shared = new Map(wanted.map(({ observation }) => [observation, 0]));
  for (const observation of shared.keys()) shared.set(observation, normal(random));
  return wanted.map((target) => {
    const own = normal(random);
    const together = shared.get(target.observation) ?? 0;
    const noise =
      target.quantity === "throughput"
        ? own
        : Math.sqrt(WITHIN_RUN) * together + Math.sqrt(1 - WITHIN_RUN) * own;
    return {
      ...target,
      measured: target.measured * Math.exp(noise * noiseScale * target.deviation),
    };
  });
}

function nearest(fits: readonly PoolSizeFit[], poolSize: number): PoolSizeFit {
  const distance = (fit: PoolSizeFit) => Math.abs(Math.log(fit.poolSize / poolSize));
  return fits.reduce((best, fit) => (distance(fit) < distance(best) ? fit : best));
}

/** Steps in ln c on which the law of the pool size is tabulated. */
const STEPS = 200;

/**
 * The quantile function of the pool size: density exp(−cost) in ln c, the cost being interpolated
 * between the fits and held beyond the first and the last.
 */
function poolSizeLaw(
  fits: readonly PoolSizeFit[],
  { from, to }: { readonly from: number; readonly to: number },
): (share: number) => number {
  const only = fits[0];
  if (only === undefined) throw new RangeError("fits must hold at least one");
  if (from === to) return () => from;
  const best = Math.min(...fits.map(({ cost }) => cost));
  const width = Math.log(to / from) / STEPS;
  const sums = [0];
  for (let i = 0; i < STEPS; i++) {
    const log = Math.log(from) + (i + 0.5) * width;
    sums.push((sums[i] as number) + Math.exp(best - costAt(fits, log)));
  }
  const total = sums[STEPS] as number;
  return (share) => {
    const i = Math.min(
      Math.max(
        sums.findIndex((sum) => sum >= share * total),
        1,
      ),
      STEPS,
    );
    const step = (sums[i] as number) - (sums[i - 1] as number);
    const inside = step > 0 ? (share * total - (sums[i - 1] as number)) / step : 0.5;
    return Math.exp(Math.log(from) + (i - 1 + inside) * width);
  };
}

function costAt(fits: readonly PoolSizeFit[], logPoolSize: number): number {
  const at = fits.findIndex(({ poolSize }) => Math.log(poolSize) >= logPoolSize);
  const after = fits[at === -1 ? fits.length - 1 : at] as PoolSizeFit;
  const before = fits[at === -1 ? fits.length - 1 : Math.max(at - 1, 0)] as PoolSizeFit;
  if (before === after) return after.cost;
  const span = Math.log(after.poolSize / before.poolSize);
  const share = (logPoolSize - Math.log(before.poolSize)) / span;
  return before.cost + share * (after.cost - before.cost);
}
