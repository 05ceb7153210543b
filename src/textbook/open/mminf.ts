import { requireCount, requireNonNegative, requirePositive } from "../../require.ts";
import { logPoisson } from "../../stats/log-poisson.ts";
import type { Share } from "../../units.ts";
import type { SingleServer } from "./mm1.ts";
import type { OpenSolution } from "./open-solution.ts";

/**
 * M/M/∞ (and M/G/∞): every request is served at once, as in a delay or an elastic service.
 *
 * Exact for any law of the service time: R = S, L = λ·S. Never unstable. `utilization` is 0,
 * since no finite number of servers is shared. Constant cost.
 *
 * Source: Kleinrock, Queueing Systems I (1975), §3.4.
 *
 * @throws RangeError unless λ ≥ 0 and S > 0
 */
export function mminf(input: SingleServer): OpenSolution {
  const rate = requireNonNegative("arrivalRate", input.arrivalRate);
  const S = requirePositive("serviceTime", input.serviceTime);
  return {
    throughput: rate,
    responseTime: S,
    waitingTime: 0,
    queueLength: rate * S,
    waiting: 0,
    utilization: 0,
    probabilityOfWait: 0,
  };
}

/**
 * The chances that M/M/∞ holds 0, 1, …, `upTo` requests: Poisson with mean λ·S. Exact;
 * relative error below 1e-12 per state for loads up to 100,000. Cost O(upTo).
 * Source: Kleinrock, Queueing Systems I (1975), §3.4.
 *
 * @throws RangeError as mminf, or unless `upTo` is a whole number, 0 or more
 */
export function mminfStates(input: SingleServer, upTo: number): readonly Share[] {
  const { queueLength: a } = mminf(input);
  requireCount("upTo", upTo, 0);
  return Array.from({ length: upTo + 1 }, (_, k) => Math.exp(logPoisson(k, a)));
}
