import { requireNonNegative } from "../../require.ts";
import type { Seconds, Share } from "../../units.ts";
import { survivalPercentile } from "../survival-percentile.ts";
import { waitShare } from "./erlang-c.ts";
import { type OpenStation, requireStable } from "./require-stable.ts";
import { spareServers } from "./spare-servers.ts";

/** The response time in M/M/c under FCFS: a wait (see mmcWaitingTime) and an exponential service. */
export interface MmcResponseTime {
  readonly probabilityOfWait: Share;
  /** Service rate μ = 1/S, per second. */
  readonly serviceRate: number;
  /** θ = (c - a)/S, per second. */
  readonly decayRate: number;
  /** θ - μ, from the inputs: near 0 the difference of the two would have no digits. */
  readonly rateGap: number;
}

/**
 * The law of the response time in M/M/c, first come first served.
 *
 * P(R > t) = e^(-μt) + C·μ·(e^(-μt) - e^(-θt))/(θ - μ), with the limit C·μ·t·e^(-μt) at
 * θ = μ reached smoothly. Exact, as mmc; relative error below 1e-11 of the survival function.
 *
 * Source: Gross, Shortle, Thompson & Harris (2008), §2.3, eq. 2.42 (rearranged).
 *
 * @throws RangeError as mmc
 */
export function mmcResponseTime(station: OpenStation): MmcResponseTime {
  const { offeredLoad: a, spare } = requireStable(station);
  const { servers: c, arrivalRate, serviceTime: S } = station;
  return {
    probabilityOfWait: waitShare(c, a, spare),
    serviceRate: 1 / S,
    decayRate: spare / S,
    rateGap: spareServers(c - 1, arrivalRate, S) / S,
  };
}

/**
 * ln P(R > t), right where P(R > t) itself leaves the range of a double. Exact, relative error
 * below 1e-11 of P(R > t); constant cost. Source: see `mmcResponseTime`.
 *
 * @throws RangeError unless t ≥ 0
 */
export function responseTimeLogSurvival(law: MmcResponseTime, t: Seconds): number {
  requireNonNegative("t", t);
  const { probabilityOfWait: C, serviceRate, rateGap } = law;
  // The slower of both exponentials is taken out; what is left are positive terms.
  const slower = rateGap < 0 ? law.decayRate : serviceRate;
  const own = rateGap < 0 ? Math.exp(rateGap * t) : 1;
  return -slower * t + Math.log(own + C * serviceRate * growth(Math.abs(rateGap), t));
}

/**
 * P(R > t), the chance that a response takes longer than t, in [0, 1]. Exact, relative error below
 * 1e-11; constant cost. Source: see `mmcResponseTime`.
 *
 * @throws RangeError unless t ≥ 0
 */
export function responseTimeSurvival(law: MmcResponseTime, t: Seconds): Share {
  return Math.exp(responseTimeLogSurvival(law, t));
}

/**
 * P(R ≤ t), the share of responses done within t. Exact, to 1e-15 absolute; constant cost.
 * Source: see `mmcResponseTime`.
 *
 * @throws RangeError unless t ≥ 0
 */
export function responseTimeCdf(law: MmcResponseTime, t: Seconds): Share {
  return -Math.expm1(Math.min(0, responseTimeLogSurvival(law, t)));
}

/**
 * The response time that a share p of requests does not exceed: p = 0.95 for P95.
 * Exact up to the rounding of p: relative error below 1e-11 for p ≥ 0.01.
 * Cost of 10 to 60 evaluations of the law. Source: see `mmcResponseTime`.
 *
 * @throws RangeError unless 0 ≤ p < 1
 */
export function responseTimePercentile(law: MmcResponseTime, share: Share): Seconds {
  return survivalPercentile((t) => responseTimeLogSurvival(law, t), share, 1 / law.serviceRate);
}

/** (1 - e^(-d·t))/d, which is t at d = 0. */
function growth(d: number, t: number): number {
  return d * t < 1e-300 ? t : -Math.expm1(-d * t) / d;
}
