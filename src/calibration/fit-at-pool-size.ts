import { leastSquares } from "../stats/least-squares.ts";
import { misfit, type Target } from "./misfit.ts";
import type { Unknown } from "./unknowns.ts";

/** The best fit with the pool size held. */
export interface PoolSizeFit {
  readonly poolSize: number;
  readonly point: readonly number[];
  /** Half the sum of squared residuals, priors included. */
  readonly cost: number;
  /** Half the sum over the data alone. */
  readonly dataCost: number;
  readonly covariance: readonly (readonly number[])[] | null;
  readonly ended: "converged" | "stalled" | "iteration-limit";
  readonly iterations: number;
}

/** Jacobians taken at most from one start. */
const MOST_ITERATIONS = 40;

/** In standard errors: far below what the posterior spreads. */
const ACCURACY = 0.03;

/**
 * Fits all unknowns but the pool size from several starts and keeps the best.
 *
 * @throws RangeError if there is no start; one outside the bounds is moved to the nearest inside
 */
export function fitAtPoolSize(
  all: readonly Unknown[],
  wanted: readonly Target[],
  poolSize: number,
  starts: readonly (readonly number[])[],
  noiseScale: number,
): PoolSizeFit {
  let best: PoolSizeFit | null = null;
  for (const start of starts) {
    const fit = leastSquares({
      residuals: (point) => misfit(all, wanted, point, poolSize, noiseScale),
      start: start.map((x, i) => {
        const { lower, upper } = all[i] as Unknown;
        return Math.min(Math.max(x, lower), upper);
      }),
      lower: all.map(({ lower }) => lower),
      upper: all.map(({ upper }) => upper),
      scale: all.map(() => 1),
      accuracy: ACCURACY,
      maxIterations: MOST_ITERATIONS,
    });
    if (best !== null && best.cost <= fit.cost) continue;
    const residuals = misfit(all, wanted, fit.parameters, poolSize, noiseScale);
    const dataCost = residuals.slice(0, wanted.length).reduce((sum, r) => sum + r * r, 0) / 2;
    best = {
      poolSize,
      point: fit.parameters,
      cost: fit.cost,
      dataCost,
      covariance: fit.covariance,
      ended: fit.ended,
      iterations: fit.iterations,
    };
  }
  if (best === null) throw new RangeError("starts must hold at least one point");
  return best;
}
