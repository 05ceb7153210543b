import { requireNonNegative } from "../../require.ts";
import type { Seconds, Share } from "../../units.ts";
import { requireShareBelowOne } from "../survival-percentile.ts";
import { waitShare } from "./erlang-c.ts";
import { type OpenStation, requireStable } from "./require-stable.ts";

/** The waiting time in M/M/c under FCFS: 0 with chance 1 - C, else exponential. */
export interface MmcWaitingTime {
  /** C, the chance to wait at all. */
  readonly probabilityOfWait: Share;
  /** Rate θ = (c - a)/S at which the waiting time of those who wait dies out, per second. */
  readonly decayRate: number;
}

/**
 * The law of the waiting time in M/M/c, first come first served: P(W > t) = C·e^(-θt) with
 * θ = cμ - λ. Exact, as mmc.
 *
 * Source: Gross, Shortle, Thompson & Harris (2008), §2.3, eq. 2.39.
 *
 * @throws RangeError as mmc
 */
export function mmcWaitingTime(station: OpenStation): MmcWaitingTime {
  const { offeredLoad: a, spare } = requireStable(station);
  return {
    probabilityOfWait: waitShare(station.servers, a, spare),
    decayRate: spare / station.serviceTime,
  };
}

/**
 * P(W > t), the chance to wait longer than t, in [0, 1]. Exact; constant cost. Source: see
 * `mmcWaitingTime`.
 *
 * @throws RangeError unless t ≥ 0
 */
export function waitingTimeSurvival(law: MmcWaitingTime, t: Seconds): Share {
  requireNonNegative("t", t);
  return law.probabilityOfWait * Math.exp(-law.decayRate * t);
}

/**
 * P(W ≤ t), the chance to wait t or less, in [0, 1]. Exact; constant cost. Source: see
 * `mmcWaitingTime`.
 *
 * @throws RangeError unless t ≥ 0
 */
export function waitingTimeCdf(law: MmcWaitingTime, t: Seconds): Share {
  return 1 - waitingTimeSurvival(law, t);
}

/**
 * The waiting time that a share p of requests does not exceed; 0 for p ≤ 1 - C. Exact;
 * constant cost. Source: see `mmcWaitingTime`.
 *
 * @throws RangeError unless 0 ≤ p < 1
 */
export function waitingTimePercentile(law: MmcWaitingTime, share: Share): Seconds {
  const tail = 1 - requireShareBelowOne(share);
  if (law.probabilityOfWait <= tail) return 0;
  return Math.log(law.probabilityOfWait / tail) / law.decayRate;
}
