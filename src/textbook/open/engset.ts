import { requireCount, requirePositive } from "../../require.ts";
import type { PerSecond, Seconds, Share } from "../../units.ts";
import { birthDeathOfSteps } from "../birth-death.ts";

/** N sources that each try for one of c servers and, refused, go back to being idle. */
export interface EngsetSystem {
  /** Sources N: users, workers, threads; a whole number ≥ 1. */
  readonly sources: number;
  /** Mean time Z between the end of a source's try and its next one, above 0. */
  readonly idleTime: Seconds;
  /** Mean time S a server is held, above 0. */
  readonly serviceTime: Seconds;
  /** Servers c; a whole number ≥ 1. */
  readonly servers: number;
}

export interface EngsetSolution {
  /** Requests served per second. */
  readonly throughput: PerSecond;
  /** Mean number of busy servers. */
  readonly queueLength: number;
  readonly utilization: Share;
  /** Share of time in which all servers are busy (time congestion). */
  readonly probabilityOfFull: Share;
  /** Share of tries that are refused (call congestion): what a source sees. */
  readonly probabilityOfLoss: Share;
}

/**
 * Engset's loss system: finitely many sources, no waiting. Exact for any laws of idle and
 * service time. A try sees the system as N - 1 other sources leave it. With N ≤ c none is
 * refused. Cost O(min(N, c)).
 *
 * Source: Cooper, Introduction to Queueing Theory, 2nd ed. (1981), §3.7-3.8.
 *
 * @throws RangeError unless N and c are whole numbers ≥ 1, and Z and S above 0
 */
export function engset(system: EngsetSystem): EngsetSolution {
  const N = requireCount("sources", system.sources);
  const c = requireCount("servers", system.servers);
  const Z = requirePositive("idleTime", system.idleTime);
  const S = requirePositive("serviceTime", system.serviceTime);
  const states = (sources: number) =>
    birthDeathOfSteps((k) => ((sources - k + 1) * S) / (k * Z), Math.min(sources, c));
  const p = states(N);
  const busy = p.reduce((sum, share, k) => sum + share * k, 0);
  return {
    throughput: busy / S,
    queueLength: busy,
    utilization: Math.min(1, busy / c),
    probabilityOfFull: p[c] ?? 0,
    probabilityOfLoss: N > c ? (states(N - 1)[c] ?? 0) : 0,
  };
}
