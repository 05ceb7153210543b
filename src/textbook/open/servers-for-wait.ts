import { requireNonNegative, requirePositive } from "../../require.ts";
import type { PerSecond, Seconds, Share } from "../../units.ts";
import { leastCount, meets } from "./least-count.ts";
import { mmcWaitingTime, waitingTimeSurvival } from "./mmc-waiting-time.ts";
import { spareServers } from "./spare-servers.ts";

/** What a pool must bear, and how long its requests may wait. */
export interface WaitObjective {
  /** Arrival rate λ, 0 or more. */
  readonly arrivalRate: PerSecond;
  /** Mean service time S, above 0. */
  readonly serviceTime: Seconds;
  /** Wait t that may not be exceeded; 0 asks for the chance to wait at all. */
  readonly within: Seconds;
  /** Largest share of requests that may wait longer than t, in (0, 1]. */
  readonly exceptions: Share;
}

/**
 * The fewest servers at which M/M/c lets at most the given share wait longer than t:
 * P(W > t) ≤ exceptions. With t = 0 it is the inverse of Erlang C.
 *
 * Exact: P(W > t) falls with every server. Cost about log₂(c)·√c.
 *
 * Source: Gross, Shortle, Thompson & Harris (2008), §2.4.
 *
 * @throws RangeError unless λ ≥ 0, S > 0, t ≥ 0 and 0 < exceptions ≤ 1, or if more than
 *   1e9 servers were needed
 * @example serversForWait({ arrivalRate: 1, serviceTime: 1, within: 0, exceptions: 0.35 }) // 2
 */
export function serversForWait(objective: WaitObjective): number {
  const rate = requireNonNegative("arrivalRate", objective.arrivalRate);
  const S = requirePositive("serviceTime", objective.serviceTime);
  const t = requireNonNegative("within", objective.within);
  const { exceptions } = objective;
  if (!(exceptions > 0 && exceptions <= 1)) {
    throw new RangeError(`exceptions must be a share above 0, up to 1, got ${exceptions}`);
  }
  return leastCount(
    (servers) => {
      if (!(spareServers(servers, rate, S) > 0)) return false;
      const law = mmcWaitingTime({ arrivalRate: rate, serviceTime: S, servers });
      return meets(waitingTimeSurvival(law, t), exceptions);
    },
    Math.max(1, Math.floor(rate * S)),
  );
}
