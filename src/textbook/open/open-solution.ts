import type { PerSecond, Seconds, Share } from "../../units.ts";

/** Steady state of one open station; means over time or over requests. */
export interface OpenSolution {
  /** Throughput X: requests served per second; equals the arrival rate where none is lost. */
  readonly throughput: PerSecond;
  /** Mean response time R of a served request, waiting and service. */
  readonly responseTime: Seconds;
  /** Mean time W in the queue, before service. */
  readonly waitingTime: Seconds;
  /** Mean number of requests in the system L, waiting and in service. */
  readonly queueLength: number;
  /** Mean number of requests waiting, L_q. */
  readonly waiting: number;
  /** Mean share of time a server is busy, U, in [0, 1]. */
  readonly utilization: Share;
  /** Chance that an arriving request has to wait, in [0, 1]. */
  readonly probabilityOfWait: Share;
}
