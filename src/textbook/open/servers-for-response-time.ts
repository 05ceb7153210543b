import { requireNonNegative, requirePositive } from "../../require.ts";
import type { PerSecond, Seconds, Share } from "../../units.ts";
import { leastCount, meets } from "./least-count.ts";
import { mmcResponseTime, responseTimeSurvival } from "./mmc-response-time.ts";
import { spareServers } from "./spare-servers.ts";

/** What a pool must bear, and how soon its requests must be done. */
export interface ResponseTimeObjective {
  /** Arrival rate λ, 0 or more. */
  readonly arrivalRate: PerSecond;
  /** Mean service time S, above 0. */
  readonly serviceTime: Seconds;
  /** Response time t that may not be exceeded, above 0. */
  readonly within: Seconds;
  /** Largest share of requests that may take longer than t, in (0, 1): 0.05 for a P95. */
  readonly exceptions: Share;
}

/**
 * The fewest servers at which M/M/c, first come first served, answers all but the given share of
 * requests within t: P(R > t) ≤ exceptions.
 *
 * Exact: P(R > t) falls with every server, towards e^(-t/S) of the service alone; an objective
 * at or below that is refused, since no number of servers meets it. Cost about log₂(c)·√c.
 *
 * Source: Gross, Shortle, Thompson & Harris, Fundamentals of Queueing Theory, 4th ed. (2008), §2.3.
 *
 * @throws RangeError unless λ ≥ 0, S > 0, t > 0, 0 < exceptions < 1 and e^(-t/S) < exceptions,
 *   or if more than 1e9 servers were needed
 * @example serversForResponseTime({ arrivalRate: 1, serviceTime: 1, within: 4, exceptions: 0.1 }) // 2
 */
export function serversForResponseTime(objective: ResponseTimeObjective): number {
  const rate = requireNonNegative("arrivalRate", objective.arrivalRate);
  const S = requirePositive("serviceTime", objective.serviceTime);
  const t = requirePositive("within", objective.within);
  const { exceptions } = objective;
  if (!(exceptions > 0 && exceptions < 1)) {
    throw new RangeError(`exceptions must be a share above 0, below 1, got ${exceptions}`);
  }
  if (-t / S >= Math.log(exceptions)) {
    const shortest = -S * Math.log(exceptions);
    throw new RangeError(
      `within must be above ${shortest} s, got ${t} s: that much the service alone takes, however ` +
        "many servers; shorten the service, or allow more time",
    );
  }
  return leastCount(
    (servers) => {
      if (!(spareServers(servers, rate, S) > 0)) return false;
      const law = mmcResponseTime({ arrivalRate: rate, serviceTime: S, servers });
      return meets(responseTimeSurvival(law, t), exceptions);
    },
    Math.max(1, Math.floor(rate * S)),
  );
}
