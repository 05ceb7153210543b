import { requireCount, requireNonNegative, requirePositive } from "../../require.ts";
import type { PerSecond, Share } from "../../units.ts";
import { birthDeathOfSteps } from "../birth-death.ts";
import type { OpenSolution } from "./open-solution.ts";
import type { OpenStation } from "./require-stable.ts";

/** A station that turns requests away once it holds `capacity` of them. */
export interface LossStation extends OpenStation {
  /** Places K in the system, in service and waiting together; a whole number ≥ c. */
  readonly capacity: number;
}

/** Steady state of M/M/c/K. `responseTime`, `waitingTime` and `probabilityOfWait` are of accepted requests. */
export interface LossSolution extends OpenSolution {
  /** Share of arriving requests that find the system full and are refused, p[K]. */
  readonly probabilityOfLoss: Share;
  /** Requests refused per second. */
  readonly lossRate: PerSecond;
}

/**
 * M/M/c/K: c servers and K - c waiting places; who finds none is refused and gone.
 *
 * Exact at any load, overload included: the system is finite and always has a steady state.
 * Relative error below 1e-11 for K up to 100,000. Cost O(K).
 *
 * Source: Gross, Shortle, Thompson & Harris, Fundamentals of Queueing Theory, 4th ed.
 * (2008), §2.5.
 *
 * @throws RangeError unless λ ≥ 0, S > 0, c is a whole number ≥ 1 and K one from c to 10,000,000
 */
export function mmck(station: LossStation): LossSolution {
  const { arrivalRate, serviceTime: S, servers: c } = station;
  const p = mmckStates(station);
  let busy = 0;
  let waiting = 0;
  let present = 0;
  let delayed = 0;
  let accepted = 0;
  const K = p.length - 1;
  for (let k = 0; k <= K; k++) {
    const share = p[k] ?? 0;
    busy += share * Math.min(k, c);
    waiting += share * Math.max(0, k - c);
    present += share * k;
    if (k < K) accepted += share;
    if (k < K && k >= c) delayed += share;
  }
  const loss = p[K] ?? 0;
  return {
    throughput: busy / S,
    // Little's law per busy server: holds its digits where busy and present are tiny.
    responseTime: busy > 0 ? (present / busy) * S : S,
    waitingTime: busy > 0 ? (waiting / busy) * S : 0,
    queueLength: present,
    waiting,
    utilization: Math.min(1, busy / c),
    probabilityOfWait: accepted > 0 ? Math.min(1, delayed / accepted) : 0,
    probabilityOfLoss: loss,
    lossRate: arrivalRate * loss,
  };
}

/**
 * The chances of 0, 1, …, K requests in M/M/c/K; they sum to 1. Exact, relative error below 1e-11
 * for K up to 100,000; cost O(K). Source: see `mmck`.
 *
 * @throws RangeError as mmck
 */
export function mmckStates(station: LossStation): readonly Share[] {
  const a = requireNonNegative("arrivalRate", station.arrivalRate) * station.serviceTime;
  requirePositive("serviceTime", station.serviceTime);
  const c = requireCount("servers", station.servers);
  const K = requireCount("capacity", station.capacity, c);
  return [...birthDeathOfSteps((k) => a / Math.min(k, c), K)];
}
