import type { PerSecond, Seconds } from "../../units.ts";
import type { PoolModel } from "../pool-model.ts";

/** Time at the pool of a request that makes it k there, at capacity 1. */
export interface VisitMoments {
  readonly mean: Seconds;
  /** Mean of its product with the request's own time outside the pool, divided by the latter's mean. */
  readonly cross: Seconds;
  readonly meanSquare: number;
}

/**
 * Prepares the first moments of the time at the pool. A request's time there is its own hold,
 * the delay by the others in process (in proportion to its work), and the backlog beyond the
 * shared limit, where all wait alike; the first two are lognormal and move together, since a
 * heavy request works longer and is delayed longer.
 */
export function visitMoments(model: PoolModel): (present: number, rate: PerSecond) => VisitMoments {
  const own = Math.log1p(model.holdVariation ** 2);
  const delayed = Math.log1p(model.delayVariation ** 2);
  const ownSquare = Math.exp(own);
  const delayedSquare = Math.exp(delayed);
  const together = Math.exp(Math.sqrt(own * delayed));
  const limit = Math.max(model.sharedLimit, model.poolSize);
  return (k, rate) => {
    const mean = k / rate;
    const inProcess = Math.min(k, limit) / rate;
    const hold = Math.min(inProcess, model.serviceTime);
    const delay = inProcess - hold;
    const backlog = mean - inProcess;
    // Waiting lasts for (k − c) completions, each exponential.
    const jitter = Math.max(k - model.poolSize, 0) / (rate * rate);
    return {
      mean,
      cross: hold * ownSquare + delay * together + backlog,
      meanSquare:
        hold * hold * ownSquare +
        delay * delay * delayedSquare +
        2 * hold * delay * together +
        (2 * inProcess + backlog) * backlog +
        jitter,
    };
  };
}
