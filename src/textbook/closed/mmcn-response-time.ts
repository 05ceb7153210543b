/**
 * Laws and percentiles of the response time in closed systems, by the arrival theorem.
 *
 * A request arrives at a station of c servers that holds k others with the probability of k
 * in the system of N-1 users (Sevcik & Mitrani, JACM 28(2), 1981; Lavenberg & Reiser,
 * J. Appl. Prob. 17, 1980). What follows is counted in ticks of a Poisson clock, see
 * phase-law.ts.
 */

import type { Seconds, Share } from "../../units.ts";
import { nth } from "../element.ts";
import { type PhaseLaw, percentileOf } from "../phase-law.ts";
import { type ClosedStation, mmcnArrivalProbabilities } from "./mmcn.ts";

/**
 * The law of the response time of M/M/c//N, first come, first served. Exact, O(N).
 *
 * All c servers busy complete c/S requests per second: that is the clock. A request that finds
 * k ≥ c others starts after k-c+1 ticks; once in service it ends with probability 1/c at each
 * tick, since it holds one of c servers. Read the law with `survivalOf`, `percentileOf` and
 * `meanOf`; its mean is the R of `mmcn`.
 *
 * @throws RangeError unless N and c are whole numbers ≥ 1, S > 0 and Z ≥ 0
 */
export function mmcnResponseTime(station: ClosedStation, users: number): PhaseLaw {
  const { clock, starts, waiting } = arrivals(station, users);
  const stay = 1 - 1 / station.servers;
  let inService = 0;
  const remaining = starts.map((start, i) => {
    inService = inService * stay + start;
    return inService + nth(waiting, i);
  });
  return { clock, remaining, decay: stay };
}

/**
 * The law of the wait before service in M/M/c//N: the wait for a connection of a pool of c.
 * Exact, O(N). P(W > 0) is its survival at 0.
 *
 * @throws RangeError as {@link mmcnResponseTime}
 */
export function mmcnWaitingTime(station: ClosedStation, users: number): PhaseLaw {
  const { clock, waiting } = arrivals(station, users);
  return { clock, remaining: waiting, decay: 0 };
}

/**
 * The response time that a share of the requests of M/M/c//N stays below. Exact to 1e-12;
 * some milliseconds at 10,000 users.
 *
 * @param share 0.95 for the P95; in [0, 1)
 * @throws RangeError as {@link mmcnResponseTime}, or unless share lies in [0, 1)
 * @example mmcnResponseTimePercentile({ servers: 1, serviceTime: 1, thinkTime: 9 }, 1, 0.5) // ln 2
 */
export function mmcnResponseTimePercentile(
  station: ClosedStation,
  users: number,
  share: Share,
): Seconds {
  return percentileOf(mmcnResponseTime(station, users), share);
}

/** Shares of requests that start after i ticks, and of those that have not started by then. */
function arrivals(station: ClosedStation, users: number) {
  const found = mmcnArrivalProbabilities(station, users);
  const { servers: c, serviceTime: S } = station;
  const longest = Math.max(0, users - c);
  const starts = Array.from({ length: longest + 1 }, () => 0);
  for (const [k, p] of found.entries()) {
    const ticks = Math.max(0, k - c + 1);
    starts[ticks] = nth(starts, ticks) + p;
  }
  const waiting = Array.from({ length: longest + 1 }, () => 0);
  for (let i = longest - 1; i >= 0; i--) {
    waiting[i] = nth(waiting, i + 1) + nth(starts, i + 1);
  }
  return { clock: c / S, starts, waiting };
}
