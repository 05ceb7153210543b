/**
 * M/M/c//N: N users think, then queue at one station of c equal servers.
 *
 * The smallest model of a system under closed load: a user who waits sends nothing
 * else, so arrivals slow down as the queue grows and throughput never exceeds c/S.
 * Also called the finite-source, machine-repair or interactive-system model.
 *
 * Source: Gross, Shortle, Thompson & Harris, Fundamentals of Queueing Theory,
 * 4th ed. (Wiley, 2008), §2.8 "Finite-Source Queues".
 */

import { requireCount, requireNonNegative, requirePositive } from "../../require.ts";
import type { PerSecond, Seconds, Share } from "../../units.ts";
import { at } from "../element.ts";

export interface ClosedStation {
  /** Servers c working in parallel: cores, connections, replicas. */
  readonly servers: number;
  /** Mean service time S of one visit; exponential. */
  readonly serviceTime: Seconds;
  /** Mean think time Z between a reply and the user's next request; any law. */
  readonly thinkTime: Seconds;
}

export interface ClosedSolution {
  /** Users N, thinking or at the station. */
  readonly users: number;
  /** Throughput X. */
  readonly throughput: PerSecond;
  /** Mean response time R, waiting and service. */
  readonly responseTime: Seconds;
  /** Mean time between arrival and start of service, W = R - S. */
  readonly waitingTime: Seconds;
  /** Mean number of users at the station, Q = X·R. */
  readonly queueLength: number;
  /** Share of time that a server is busy, U = X·S/c, in [0, 1]. */
  readonly utilization: Share;
}

/** A weight above this is scaled down, with every sum so far, before it can overflow. */
const CEILING = 2 ** 240;

/**
 * Solves the steady state of M/M/c//N for N users. Exact, in O(N) time: 100,000 users take
 * about a millisecond. Relative error below 1e-12.
 *
 * @throws RangeError unless N and c are whole numbers ≥ 1, S > 0 and Z ≥ 0
 * @example mmcn({ servers: 1, serviceTime: 0.1, thinkTime: 0.9 }, 1).throughput // 1
 */
export function mmcn(station: ClosedStation, users: number): ClosedSolution {
  requireCount("users", users);
  const { N, c, S, Z } = readStation(station, users);

  // Flow balance between k-1 and k users present: p[k-1]·(N-k+1)/Z = p[k]·min(k, c)/S.
  // Solved downwards from k = N, where Z = 0 gives a step of 0 and not of infinity. The
  // weights rise to one peak and fall, so once one has vanished all below it have.
  let weight = 1;
  let total = 0;
  let present = 0; // users at the station
  let waiting = 0; // of them without a server
  let busy = 0; // servers at work
  for (let k = N; ; k--) {
    const served = Math.min(k, c);
    total += weight;
    present += weight * k;
    waiting += weight * (k - served);
    busy += weight * served;
    if (k === 0) break;
    weight *= (Z / S) * (served / (N - k + 1));
    if (weight === 0) break;
    while (weight > CEILING) {
      weight /= CEILING;
      total /= CEILING;
      present /= CEILING;
      waiting /= CEILING;
      busy /= CEILING;
    }
  }

  // R is Q/X: the equal N/X - Z loses its digits when Z is far above R.
  return {
    users: N,
    throughput: busy / total / S,
    responseTime: (present / busy) * S,
    waitingTime: (waiting / busy) * S,
    queueLength: present / total,
    utilization: Math.min(1, busy / total / c),
  };
}

/**
 * Probabilities that 0, 1, … N users are at the station of M/M/c//N. Exact, O(N).
 *
 * @throws RangeError as {@link mmcn}
 */
export function mmcnProbabilities(station: ClosedStation, users: number): readonly number[] {
  requireCount("users", users);
  return Array.from(stateProbabilities(station, users));
}

/**
 * What a request finds on arrival: probabilities that 0, 1, … N-1 others are at the station.
 * By the arrival theorem the same network with one user less (Sevcik & Mitrani, JACM 28(2),
 * 1981; Lavenberg & Reiser, J. Appl. Prob. 17, 1980). Exact, O(N).
 *
 * @throws RangeError as {@link mmcn}
 */
export function mmcnArrivalProbabilities(station: ClosedStation, users: number): Float64Array {
  requireCount("users", users);
  return stateProbabilities(station, users - 1);
}

function stateProbabilities(station: ClosedStation, users: number): Float64Array {
  const { N, c, S, Z } = readStation(station, users);
  const weights = new Float64Array(N + 1);
  let weight = 1;
  let total = 0;
  weights[N] = 1;
  for (let k = N; k > 0 && weight > 0; k--) {
    total += weight;
    weight *= (Z / S) * (Math.min(k, c) / (N - k + 1));
    while (weight > CEILING) {
      weight /= CEILING;
      total /= CEILING;
      for (let i = k; i <= N && weights[i] !== 0; i++) weights[i] = at(weights, i) / CEILING;
    }
    weights[k - 1] = weight;
  }
  total += N === 0 ? 1 : at(weights, 0);
  return weights.map((value) => value / total);
}

/** Beyond this Z/S a step of the weights would leave the range of a double. */
const LARGEST_RATIO = 1e200;

function readStation(station: ClosedStation, users: number) {
  const c = requireCount("servers", station.servers);
  const S = requirePositive("serviceTime", station.serviceTime);
  const Z = requireNonNegative("thinkTime", station.thinkTime);
  if (!(Z / S <= LARGEST_RATIO)) {
    throw new RangeError(`thinkTime must be at most 1e200 service times, got ${Z} s and ${S} s`);
  }
  return { N: users, c, S, Z };
}
