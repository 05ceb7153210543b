import { waitShare } from "./erlang-c.ts";
import type { OpenSolution } from "./open-solution.ts";
import { type OpenStation, requireStable } from "./require-stable.ts";

/**
 * M/M/c: c equal servers behind one queue, Poisson arrivals, exponential service.
 *
 * Exact. Erlang's C gives the share that waits, W = C·S/(c - a) the mean wait; c - a comes
 * from λ, S and c without rounding, so a utilization of 1 - 1e-9 keeps its digits. Relative
 * error below 1e-11 for c up to 10,000, 1e-10 up to 100,000. Cost about √c. Means of the
 * time in the system need no FCFS; the distributions (mmcWaitingTime, mmcResponseTime) do.
 *
 * Source: Gross, Shortle, Thompson & Harris, Fundamentals of Queueing Theory, 4th ed.
 * (2008), §2.3; Kleinrock, Queueing Systems I (1975), §3.5.
 *
 * @throws RangeError unless λ ≥ 0, S > 0, c is a whole number ≥ 1 and λ·S < c
 * @example mmc({ arrivalRate: 1, serviceTime: 1, servers: 2 }).responseTime // 4/3
 */
export function mmc(station: OpenStation): OpenSolution {
  const { offeredLoad: a, spare } = requireStable(station);
  const { arrivalRate, serviceTime: S, servers: c } = station;
  const C = waitShare(c, a, spare);
  const W = (C / spare) * S;
  const Lq = (C / spare) * a;
  return {
    throughput: arrivalRate,
    responseTime: S + W,
    waitingTime: W,
    queueLength: a + Lq,
    waiting: Lq,
    utilization: Math.min(1, a / c),
    probabilityOfWait: C,
  };
}
