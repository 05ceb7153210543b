import type { PerSecond, Seconds, Share } from "../../units.ts";
import type { FailureCause, FaultCause } from "../stations/simulated-platform.ts";

/** What a simulation found: plain data. */
export interface SimulationResult {
  readonly seed: number;
  readonly replications: number;
  /** Time cut from the start of the replications, their mean. */
  readonly warmUp: Seconds;
  /** Time that the figures are of, all replications together. */
  readonly measured: Seconds;
  /** Answers and failures in that time. */
  readonly requests: number;
  /** Arrivals, service starts and service ends at stations in that time. */
  readonly events: number;
  readonly total: SimulatedFigures;
  readonly endpoints: readonly (SimulatedFigures & { readonly name: string })[];
  readonly stations: readonly SimulatedStation[];
  /** Mean number of users, thinking or waiting; 0 for an open load. */
  readonly users: number;
  /** Mean number of requests that clients wait for. */
  readonly requestsUnderWay: number;
  /** Requests sent once more after a failure, per second. */
  readonly retryRate: PerSecond;
  /** Mean number of API replicas that serve, where that changes. */
  readonly replicas?: number;
  /** The whole run from its start, bucket by bucket; empty unless asked for. */
  readonly series: readonly SimulatedBucket[];
  readonly warnings: readonly SimulationWarning[];
}

/** Those of `faultCauses` are there where the platform may have them. */
export type FailuresByCause = Readonly<
  Record<FailureCause, number> & Partial<Record<FaultCause, number>>
>;

/** A simulated figure with its 95 % interval; both ends null where there is too little to tell. */
export interface SimulatedFigure {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface SimulatedFigures {
  /** Throughput X: answers and failures per second, those refused at the door not counted. */
  readonly throughput: SimulatedFigure;
  /** Answers per second. */
  readonly goodput: SimulatedFigure;
  /** Response time of the answers; null where there was none. */
  readonly responseTime: SimulatedFigure | null;
  /** Percentiles of the same: off by less than 0.4 % beside the interval. */
  readonly p50: SimulatedFigure | null;
  readonly p90: SimulatedFigure | null;
  readonly p95: SimulatedFigure | null;
  readonly p99: SimulatedFigure | null;
  /** Failures over answers and failures, those refused at the door not counted. */
  readonly errorRate: SimulatedFigure;
  /** Refused by the rate limit or an open circuit, over all that were sent. */
  readonly refusedShare: SimulatedFigure;
  /** Failures by cause, as many as there were. */
  readonly failures: FailuresByCause;
}

export interface SimulatedStation {
  readonly name: string;
  /** Workers, connections, servers or cores. */
  readonly servers: number;
  /** Share of them that is held or at work, on average. */
  readonly utilization: Share;
  /** Mean number of requests that hold one, or share them. */
  readonly inService: number;
  /** Mean number that wait for one. */
  readonly waiting: number;
  readonly throughput: PerSecond;
}

/** One stretch of time, mean over the replications. */
export interface SimulatedBucket {
  readonly start: Seconds;
  readonly end: Seconds;
  readonly users: number;
  readonly requestsUnderWay: number;
  readonly throughput: PerSecond;
  readonly goodput: PerSecond;
  readonly responseTime: Seconds | null;
  readonly p95: Seconds | null;
  /** Failures per second by cause. */
  readonly failures: FailuresByCause;
  readonly retryRate: PerSecond;
  /** API replicas that serve, where that changes. */
  readonly replicas?: number;
  /** Requests waiting at each station, in the order of `stations`. */
  readonly waiting: readonly number[];
}

/**
 * `notSettled`: the warm-up rule found no steady state; run longer. `precisionNotReached`: the
 * most replications allowed did not bring the interval down; allow more. `noAnswers`: nothing
 * was answered in the measured time.
 */
export type SimulationWarning = "notSettled" | "precisionNotReached" | "noAnswers";
