import type { PerSecond, Seconds } from "../../units.ts";
import type { OpenSolution } from "./open-solution.ts";
import { requireStable } from "./require-stable.ts";

/** One server that requests reach from outside. */
export interface SingleServer {
  /** Arrival rate λ; 0 or more. */
  readonly arrivalRate: PerSecond;
  /** Mean service time S, above 0; λ·S < 1. */
  readonly serviceTime: Seconds;
}

/**
 * M/M/1: one server, Poisson arrivals, exponential service, unlimited queue.
 *
 * R = S/(1 - ρ), where 1 - ρ is taken from λ and S without rounding (see spareServers).
 * Exact; the means hold for FCFS, LCFS and processor sharing alike. The response time is
 * exponential with mean R under FCFS: mmcResponseTime with one server gives its percentiles.
 * Constant cost.
 *
 * Source: Kleinrock, Queueing Systems I (1975), §3.2.
 *
 * @throws RangeError unless λ ≥ 0, S > 0 and λ·S < 1
 * @example mm1({ arrivalRate: 5, serviceTime: 0.1 }).responseTime // 0.2
 */
export function mm1(input: SingleServer): OpenSolution {
  const { arrivalRate, serviceTime: S } = input;
  const { offeredLoad: rho, spare } = requireStable({ arrivalRate, serviceTime: S, servers: 1 });
  return {
    throughput: arrivalRate,
    responseTime: S / spare,
    waitingTime: (rho * S) / spare,
    queueLength: rho / spare,
    waiting: (rho * rho) / spare,
    utilization: rho,
    probabilityOfWait: rho,
  };
}
