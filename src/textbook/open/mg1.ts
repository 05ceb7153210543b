import { requireNonNegative } from "../../require.ts";
import type { SingleServer } from "./mm1.ts";
import type { OpenSolution } from "./open-solution.ts";
import { requireStable } from "./require-stable.ts";

/** One server with a service time of any law, known by mean and spread. */
export interface GeneralServer extends SingleServer {
  /**
   * c_s², squared coefficient of variation of the service time, variance over mean squared:
   * 0 constant, 1 exponential, above 1 mixed light and heavy requests.
   */
  readonly serviceVariation: number;
}

/**
 * M/G/1, first come first served: the Pollaczek-Khinchine formula
 * W = ρ·S·(1 + c_s²)/(2·(1 - ρ)).
 *
 * Exact for any service law with that mean and variance; 1 - ρ is taken from λ and S
 * without rounding. Constant cost.
 *
 * Source: Kleinrock, Queueing Systems I (1975), §5.6, eq. 5.63-5.64.
 *
 * @throws RangeError unless λ ≥ 0, S > 0, c_s² ≥ 0 and λ·S < 1
 * @example mg1({ arrivalRate: 5, serviceTime: 0.1, serviceVariation: 0 }).waitingTime // 0.05
 */
export function mg1(input: GeneralServer): OpenSolution {
  const { arrivalRate, serviceTime: S } = input;
  const { offeredLoad: rho, spare } = requireStable({ arrivalRate, serviceTime: S, servers: 1 });
  const spread = (1 + requireNonNegative("serviceVariation", input.serviceVariation)) / 2;
  const W = ((rho * S) / spare) * spread;
  const Lq = ((rho * rho) / spare) * spread;
  return {
    throughput: arrivalRate,
    responseTime: S + W,
    waitingTime: W,
    queueLength: rho + Lq,
    waiting: Lq,
    utilization: rho,
    probabilityOfWait: rho,
  };
}
